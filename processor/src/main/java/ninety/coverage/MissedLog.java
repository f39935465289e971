package ninety.coverage;

import java.time.LocalDate;

/** The store of what was counted of each day. Every call may be repeated. */
public interface MissedLog {

  Missed read();

  /** Records a count of a day, joined with what is known of it. */
  void counted(LocalDate day, MissedDay found);
}
