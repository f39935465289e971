package ninety.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Attestation.Revocation;
import ninety.coverage.Attestation.What;
import ninety.user.Author;
import ninety.user.Caller;
import org.junit.jupiter.api.Test;

/** What every place where attestations are kept must do, in memory and in the real table alike. */
public abstract class AttestationLogContract {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Author KIM =
      new Author(
          "Åsa \"Ö\" 岡🙂", NOON, Optional.of(new Caller.Known("arn:aws:iam::111122223333:user/a")));

  /** What is tested: the same for all calls of one test, and empty before the first. */
  protected abstract AttestationLog log();

  @Test
  void at_first_nobody_said_anything() {
    assertEquals(Attestations.NONE, log().read());
  }

  @Test
  void attestations_come_back_as_they_were_stored_the_first_made_first() {
    Attestation later = attestation("a", What.LOST, NOON.plusNanos(1));
    Attestation first = attestation("b", What.COMPLETE, NOON.minusNanos(1));

    assertTrue(log().add(later));
    assertTrue(log().add(first));

    assertEquals(List.of(first, later), log().read().all());
  }

  @Test
  void what_is_taken_back_stays_with_the_reason() {
    Attestation first = attestation("first", What.COMPLETE, NOON);
    log().add(first);
    Attestation revoked = first.revoke(removal("mara"));

    assertTrue(log().revoke(revoked));

    assertEquals(List.of(revoked), log().read().all());
    assertEquals(List.of(), log().read().stated().complete());
  }

  @Test
  void an_id_is_given_once() {
    Attestation first = attestation("first", What.COMPLETE, NOON);
    log().add(first);

    assertFalse(log().add(attestation("first", What.LOST, NOON)));

    assertEquals(List.of(first), log().read().all());
  }

  @Test
  void repeats_do_no_harm_and_the_first_to_take_back_counts() {
    Attestation first = attestation("first", What.COMPLETE, NOON);
    assertTrue(log().add(first));
    assertTrue(log().add(first));
    Attestation revoked = first.revoke(removal("mara"));
    assertTrue(log().revoke(revoked));
    assertTrue(log().revoke(revoked));

    assertFalse(log().revoke(first.revoke(removal("omar"))));

    assertEquals(List.of(revoked), log().read().all());
  }

  private static Revocation removal(String by) {
    return new Revocation(
        new Author(by, NOON, Optional.of(new Caller.Unknown("UnknownHostException"))), "was wrong");
  }

  private static Attestation attestation(String id, What what, Instant at) {
    return new Attestation(
        id,
        what,
        new Span(NOON.minusSeconds(7_200), NOON.minusNanos(1)),
        "looked into CloudTrail\nby hand",
        new Author(KIM.by(), at, KIM.caller()),
        Optional.empty());
  }
}
