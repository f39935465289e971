package ninety.cli.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.cli.terminal.Failure;
import ninety.coverage.Attestation;
import ninety.coverage.Attestation.Revocation;
import ninety.coverage.Attestation.What;
import ninety.coverage.AttestationLog;
import ninety.coverage.Attestations;
import ninety.coverage.Coverage;
import ninety.coverage.MemoryAttestations;
import ninety.coverage.Span;
import ninety.user.Author;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** S7: what people may say of a time, and what is refused. */
final class AttestationChangeTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private final MemoryAttestations log = new MemoryAttestations();
  private final AttestationChange change = new AttestationChange(log);

  @Test
  void what_is_said_gets_an_id_and_mends() {
    Attestation stored = change.add(said(What.COMPLETE, 1, 2));

    assertEquals(8, stored.id().length());
    assertEquals(List.of(span(1, 2)), log.read().stated().complete());
    assertEquals(stored, change.add(said(What.COMPLETE, 1, 2)));
  }

  @Test
  void the_same_by_somebody_else_is_refused_and_says_by_whom_it_is_there() {
    change.add(said(What.COMPLETE, 1, 2));

    assertTrue(
        refused(() -> change.add(said("ann", What.COMPLETE, 1, 2)))
            .contains("The same is stored already ("));
  }

  /** Else the loss would be hidden by what was attested before. */
  @Test
  void a_loss_where_somebody_attests_that_nothing_was_missed_is_refused() {
    Attestation attested = change.add(said(What.COMPLETE, 1, 3));

    String refusal = refused(() -> change.add(said(What.LOST, 2, 4)));
    assertTrue(refusal.contains("ninety coverage revoke " + attested.id()), refusal);

    change.revoke(attested.id(), removal("ann"));
    change.add(said(What.LOST, 2, 4));
    assertEquals(List.of(span(2, 4)), log.read().stated().lost());
  }

  @Test
  void what_is_taken_back_stays_in_the_trail_and_is_taken_back_once() {
    Attestation stored = change.add(said(What.COMPLETE, 1, 2));
    Attestation revoked = change.revoke(stored.id(), removal("ann"));

    assertEquals(revoked, change.revoke(stored.id(), removal("ann")));
    assertEquals(
        stored.id() + " was revoked before, by ann at 2026-06-01T12:00:00Z.",
        refused(() -> change.revoke(stored.id(), removal("omar"))));
    assertEquals(List.of(revoked), log.read().all());
    // Said again, it is another one.
    assertEquals(2, added(said(What.COMPLETE, 1, 2)));
  }

  /** S15: that it is not there cannot be known. */
  @Test
  void one_that_cannot_be_read_is_not_taken_back_and_is_named() {
    AttestationLog one =
        new AttestationLog() {
          @Override
          public Attestations read() {
            return new Attestations(List.of(), List.of("row #attestation#a cannot be read."));
          }

          @Override
          public boolean add(Attestation attestation) {
            return false;
          }

          @Override
          public boolean revoke(Attestation revoked) {
            return false;
          }
        };

    assertEquals(
        "There is no attestation 'a' that can be read. row #attestation#a cannot be read.",
        refused(() -> new AttestationChange(one).revoke("a", removal("ann"))));
  }

  @Test
  void an_id_of_nothing_is_refused() {
    assertEquals(
        "There is no attestation 'nonsense'. See 'ninety coverage --all'.",
        refused(() -> change.revoke("nonsense", removal("ann"))));
  }

  @Test
  void a_time_before_coverage_began_is_refused() {
    Coverage begun = new Coverage(Optional.of(hour(5)), List.of(), Map.of(), Map.of());

    AttestationChange.checked(said(What.COMPLETE, 5, 6), begun);
    assertEquals(
        "--from: coverage began at 2026-06-01T05:00:00Z; what was before is not known, and nobody"
            + " is judged by it. Nothing was stored.",
        refused(() -> AttestationChange.checked(said(What.COMPLETE, 4, 6), begun)));
    assertTrue(
        refused(() -> AttestationChange.checked(said(What.COMPLETE, 4, 6), Coverage.NONE))
            .contains("Coverage has not begun"));
  }

  @Test
  void spans_that_make_no_sense_are_refused_with_the_reason() {
    assertEquals(
        List.of(
            "--from is missing; write an instant as in 2026-06-01T08:14:27Z",
            "--to is missing; write an instant as in 2026-06-01T08:14:27Z",
            "--reason is missing"),
        mistakes());
    assertEquals(
        List.of("--to: '2026-06-01T12:00:01Z' is in the future; it is 2026-06-01T12:00:00Z now"),
        mistakes(
            "--from", "2026-06-01T11:00:00Z", "--to", "2026-06-01T12:00:01Z", "--reason", "x"));
    for (String to : List.of("2026-06-01T11:00:00Z", "2026-06-01T10:00:00Z")) {
      assertEquals(
          List.of("--to: " + to + " is not after --from, 2026-06-01T11:00:00Z"),
          mistakes("--from", "2026-06-01T11:00:00Z", "--to", to, "--reason", "x"));
    }
    assertEquals(
        List.of(
            "--to: 2026-06-01T12:00:00Z is more than 31 days after --from; for a longer time, give"
                + " each part a reason of its own"),
        mistakes(
            "--from", "2026-05-01T11:59:59Z", "--to", "2026-06-01T12:00:00Z", "--reason", "x"));
    assertEquals(
        List.of(),
        mistakes(
            "--from", "2026-05-01T12:00:00Z", "--to", "2026-06-01T12:00:00Z", "--reason", "x"));
  }

  private int added(Attestation wanted) {
    change.add(wanted);
    return log.read().all().size();
  }

  private static List<String> mistakes(String... options) {
    SaidOptions said = new SaidOptions();
    CommandSpec spec = CommandSpec.create();
    spec.addMixin("said", CommandSpec.forAnnotatedObject(said));
    new CommandLine(spec).parseArgs(options);
    return said.said(NOW).fold(io.vavr.collection.Seq::asJava, _ -> List.of());
  }

  private static String refused(Runnable what) {
    return String.valueOf(assertThrows(Failure.class, what::run).getMessage());
  }

  private static Revocation removal(String by) {
    return new Revocation(new Author(by, NOW), "was wrong");
  }

  private static Attestation said(What what, int from, int to) {
    return said("kim", what, from, to);
  }

  private static Attestation said(String by, What what, int from, int to) {
    return new Attestation(
        "new", what, span(from, to), "why", new Author(by, NOW), Optional.empty());
  }

  private static Span span(int from, int to) {
    return new Span(hour(from), hour(to));
  }

  private static Instant hour(int hour) {
    return Instant.parse("2026-06-01T00:00:00Z").plusSeconds(hour * 3_600L);
  }
}
