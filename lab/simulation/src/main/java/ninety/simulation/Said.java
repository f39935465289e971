package ninety.simulation;

import java.time.Instant;
import java.util.Optional;
import ninety.coverage.Source;

/** What a record in the stream says, as the world that made it knows. */
sealed interface Said {

  /** A deed; {@code onTime} where it comes within CloudTrail's allowance. */
  record Did(Deed deed, boolean onTime) implements Said {}

  record Beat(Source source, Instant time, long number) implements Said {}

  /** Nothing about a user. */
  record Noise(Instant time) implements Said {}

  /** Nothing that can be used: cut off, or from the future. */
  record Poison(Deed deed, boolean cut) implements Said {}

  /** Nothing that happened: somebody put it on the bus or into the stream. */
  record Forged(Deed deed, How how) implements Said {
    enum How {
      OTHER_SOURCE,
      OTHER_ACCOUNT,
      NO_ENVELOPE
    }
  }

  /**
   * Somebody changes the way on which events come, or is not allowed to.
   *
   * @param call the name of a sample
   * @param on a rule's name or a key's id, where it is another than the sample's
   */
  record Tampers(
      String call, Optional<String> on, boolean denied, String region, Instant time, String id)
      implements Said {}

  default byte[] bytes() {
    return switch (this) {
      case Did(var deed, _) -> Wire.of(deed);
      case Beat(var source, var time, var number) ->
          source.kind() == Source.Kind.CLOUDTRAIL
              ? Wire.sign(source.region(), time, number)
              : Wire.heartbeat(source, time, number);
      case Noise(var time) -> Wire.noise(time);
      case Poison(var deed, var cut) -> cut ? Wire.poison(deed) : Wire.of(deed);
      case Forged(var deed, var how) -> Wire.forged(deed, how);
      case Tampers tampers -> Wire.tampers(tampers);
    };
  }
}
