package ninety.exemption;

import java.time.Duration;

/** The store of exemptions, those that are over included. Nothing is ever deleted. */
public interface ExemptionLog {

  /** The least time after its end for which an exemption is read with those in force. */
  Duration RECENT = Duration.ofDays(30);

  /** Every exemption that may matter to a judgement or a report: all but those put away. */
  Exemptions read();

  /** Every exemption that there is. */
  Exemptions trail();

  /**
   * Adds one that is in force; repeating it does no harm.
   *
   * @return false where another one has its id
   */
  boolean add(Exemption exemption);

  /**
   * Stores one that is taken back; repeating it does no harm.
   *
   * @return false where it was taken back before by somebody else
   */
  boolean remove(Exemption removed);

  /**
   * Leaves one out of what {@link #read} returns from now on, since it is long over and there is
   * nothing left to say of it. It stays in the trail.
   */
  void putAway(Exemption over);
}
