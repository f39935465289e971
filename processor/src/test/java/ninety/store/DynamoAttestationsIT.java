package ninety.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Attestation;
import ninety.coverage.Attestation.What;
import ninety.coverage.AttestationLog;
import ninety.coverage.AttestationLogContract;
import ninety.coverage.Coverage.Stated;
import ninety.coverage.Span;
import ninety.it.Place;
import ninety.user.Author;
import org.junit.jupiter.api.Test;

/** The contract on a real table, and that coverage has what is attested. */
final class DynamoAttestationsIT extends AttestationLogContract {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final String table = Tables.empty();
  private final DynamoAttestations attestations =
      new DynamoAttestations(Place.stack().dynamodb(), table);

  @Override
  protected AttestationLog log() {
    return attestations;
  }

  @Test
  void coverage_has_what_is_attested_and_what_is_said_to_be_lost() {
    Span mended = new Span(NOON, NOON.plusSeconds(60));
    Span lost = new Span(NOON.plusSeconds(90), NOON.plusSeconds(99));
    attestations.add(attestation("a", What.COMPLETE, mended));
    attestations.add(attestation("b", What.LOST, lost));

    assertEquals(
        new Stated(List.of(mended), List.of(lost)),
        new DynamoCoverage(Place.stack().dynamodb(), table).read().stated());
  }

  private static Attestation attestation(String id, What what, Span span) {
    return new Attestation(id, what, span, "why", new Author("kim", NOON), Optional.empty());
  }
}
