package ninety.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.user.Kind.Presence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RevokedUseTest {

  private static final UserId MARA = Facts.user(1);
  private static final Facts FACTS = Facts.about(MARA);
  private static final Duration GRACE = Duration.ofHours(2);
  private static final Instant NOON = Instant.parse("2026-02-10T12:00:00Z");
  private static final Instant DISABLED = NOON.minus(Duration.ofHours(4));
  private static final Instant USED = NOON.minus(Duration.ofMinutes(8));

  /**
   * F11, F12, F15: the answer is dated by our clock and counts five minutes earlier, so before the
   * enabling that it saw. Without an enabling near it, one is lost, and that accuses nobody.
   */
  @ParameterizedTest
  @CsvSource({
    // Seconds of the enabling after noon, and of the answer.
    "0, 1, true",
    "0, 180, true",
    "0, 299, true",
    "0, 301, true",
    "0, 3600, true",
    "0, -180, true",
    "0, -300, true",
    "0, -301, false",
    "7200, 180, false",
  })
  void an_enabling_explains_an_answer_that_the_clocks_may_put_before_it(
      long enabled, long answered, boolean reported) {
    for (Fact use : List.of(FACTS.signedIn(USED), FACTS.usedPortal(USED))) {
      UserRecord user =
          Facts.record(
              MARA,
              List.of(
                  FACTS.disabled(DISABLED),
                  use,
                  FACTS.enabled(NOON.plusSeconds(enabled)),
                  FACTS.listed(Presence.ENABLED, NOON.plusSeconds(answered).plusMillis(123))));

      assertEquals(reported, RevokedUse.of(user, GRACE).isPresent(), use::toString);
    }
  }

  /**
   * Our clock may be behind as well, so that an answer from before the use may have followed it.
   */
  @ParameterizedTest
  @CsvSource({
    // Seconds of the enabling after the use, and of the answer before it.
    "1, 299, true",
    "1, 300, false",
    "240, 60, true",
    "241, 60, false",
    "0, 1, false",
  })
  void an_answer_from_just_before_a_use_may_have_seen_the_enabling_just_after_it(
      long enabled, long answered, boolean reported) {
    assertEquals(
        reported,
        used(
                FACTS.disabled(DISABLED),
                FACTS.listed(Presence.ENABLED, USED.minusSeconds(answered)),
                FACTS.signedIn(USED),
                FACTS.enabled(USED.plusSeconds(enabled)))
            .isPresent());
  }

  @Test
  void an_answer_that_no_event_explains_accuses_nobody() {
    assertEquals(
        Optional.empty(),
        used(
            FACTS.disabled(DISABLED),
            FACTS.signedIn(USED),
            FACTS.listed(Presence.ENABLED, NOON.plusSeconds(180))));
  }

  /** Row 8: nobody may sign in between a deletion and the creation of the same id. */
  @Test
  void a_use_between_a_deletion_and_a_creation_is_one_and_none_of_either_life() {
    Fact deleted = FACTS.deleted(NOON);
    Fact anew = FACTS.created(NOON.plusSeconds(20));
    Fact use = FACTS.signedIn(NOON.plusSeconds(10));

    assertEquals(Optional.of(deleted.proof()), used(deleted, use).map(RevokedUse::revocation));
    assertEquals(
        Optional.of(deleted.proof()), used(deleted, use, anew).map(RevokedUse::revocation));
    assertEquals(Optional.of(anew.proof()), used(deleted, use, anew).flatMap(RevokedUse::over));
    assertEquals(Optional.empty(), used(deleted, FACTS.signedIn(NOON), anew));
    assertEquals(Optional.empty(), used(deleted, FACTS.signedIn(NOON.minusSeconds(1)), anew));
    assertEquals(Optional.empty(), used(deleted, anew, FACTS.signedIn(NOON.plusSeconds(30))));
    // It was made anew twice, and the second deletion is lost.
    assertEquals(Optional.empty(), used(deleted, FACTS.created(NOON.plusSeconds(5)), use, anew));
  }

  /** Row 8: in a report, which has no earlier sweeps. */
  @Test
  void only_a_newer_disabling_or_deletion_ends_what_nobody_was_alerted_to() {
    Fact use = FACTS.signedIn(USED);
    Fact anew = FACTS.created(NOON.plusSeconds(20));
    Fact enabled = FACTS.enabled(NOON);
    Fact deleted = FACTS.deleted(NOON.plusSeconds(10));

    assertEquals(Optional.empty(), unreported(FACTS.disabled(DISABLED), use, enabled));
    assertEquals(
        Optional.of(deleted.proof()), unreported(FACTS.disabled(DISABLED), use, deleted, anew));
    assertEquals(Optional.empty(), unreported(FACTS.deleted(DISABLED), use, anew));
    Fact disabled = FACTS.disabled(NOON.plusSeconds(30));
    assertEquals(
        Optional.of(disabled.proof()),
        unreported(
            FACTS.disabled(DISABLED),
            use,
            deleted,
            anew,
            disabled,
            FACTS.enabled(NOON.plusSeconds(40))));
  }

  private static Optional<Proof> unreported(Fact... facts) {
    UserRecord user = Facts.record(MARA, List.of(facts));
    return RevokedUse.of(user, GRACE).orElseThrow().unlessEnabled(user).over();
  }

  private static Optional<RevokedUse> used(Fact... facts) {
    return RevokedUse.of(Facts.record(MARA, List.of(facts)), GRACE);
  }
}
