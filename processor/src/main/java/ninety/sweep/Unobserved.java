package ninety.sweep;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.finding.FeedWatch.Census;
import ninety.finding.FeedWatch.Unchecked;
import ninety.policy.Control;
import ninety.policy.Standing;
import ninety.policy.Terms;
import ninety.user.UserRecord;

/** Counts the users of whom too much lies in gaps, one after the other and keeping none. */
final class Unobserved {

  private Unobserved() {}

  static Census count(Stream<UserRecord> users, Terms terms) {
    Map<Control, Unchecked> unchecked = new EnumMap<>(Control.class);
    users.forEach(user -> {
      for (Control control : Control.values()) {
        if (control.standing(user, terms) instanceof Standing.NotChecked(_, var next)) {
          unchecked.merge(control, new Unchecked(1, next), Unobserved::together);
        }
      }
    });
    return new Census(terms.asOf(), terms.fingerprint(), unchecked);
  }

  private static Unchecked together(Unchecked one, Unchecked other) {
    Optional<Instant> later =
        one.until().flatMap(mine -> other.until().map(its -> its.isAfter(mine) ? its : mine));
    return new Unchecked(one.users() + other.users(), later);
  }
}
