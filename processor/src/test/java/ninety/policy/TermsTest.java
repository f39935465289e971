package ninety.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Observed;
import ninety.coverage.Span;
import ninety.exemption.Exemptions;
import ninety.user.NamedId;
import org.junit.jupiter.api.Test;

final class TermsTest {

  /** Not of how records print: a field more in one of them would arm all users anew. */
  @Test
  void a_fingerprint_is_made_of_named_fields() {
    Instant begin = Instant.parse("2026-01-01T00:00:00Z");
    Observed observed =
        new Observed(begin, List.of(new Span(begin.plusSeconds(60), begin.plusSeconds(3660))));
    Terms terms =
        new Terms(
            Policy.STANDARD,
            Exemptions.NONE,
            Optional.of(observed),
            begin.plusSeconds(90_000),
            begin.plusSeconds(90_900),
            Optional.of(begin.plusSeconds(7200)),
            Optional.empty());

    assertEquals(
        NamedId.of(
            "inactivity-days=86,90,97|inactivity-from=last-activity|password-days=86,90,97"
                + "|password-rule=single-factor|email-code=no-factor|email-reset=does-not-count"
                + "|revocation-grace=2h|enabled-grace=7d|edition=2"
                + "|from=2026-01-01T00:00:00Z|gap=2026-01-01T00:01:00Z/2026-01-01T01:01:00Z"
                + "|directory=2026-01-01T02:00:00Z"),
        terms.fingerprint());
  }
}
