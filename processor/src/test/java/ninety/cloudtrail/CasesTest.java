package ninety.cloudtrail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Ignored;
import ninety.cloudtrail.Decoded.Observed;
import ninety.cloudtrail.Decoded.Rejected;
import ninety.user.Fact;
import ninety.user.Kind;
import ninety.user.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as people meet them, under {@code src/test/resources/cases}, against what is expected. */
class CasesTest {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  private final RecordReader reader = new RecordReader(Watched.files());

  /** One record of one file. */
  record Case(String file, int index, JsonNode row) {
    Optional<String> text(String field) {
      return Optional.ofNullable(row.path(field).textValue());
    }

    @Override
    public String toString() {
      return file + "#" + index;
    }
  }

  static Stream<Case> cases() {
    try {
      JsonNode rows = new JsonMapper().readTree(Samples.resource("/cases/expected.json"));
      return StreamSupport.stream(rows.spliterator(), false)
          .map(row -> new Case(row.path("file").asText(), row.path("index").asInt(0), row));
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
  }

  private Reading read(String file, int index) throws IOException {
    return RecordFile.read(
            new ByteArrayInputStream(Samples.resource("/cases/" + file)), reader, NOW)
        .get(index);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_case_is_read_as_expected(Case expected) throws IOException {
    Reading reading = read(expected.file(), expected.index());

    assertEquals(expected.text("time"), reading.eventTime());
    Optional<Fact> fact =
        reading.decoded() instanceof Observed(var observed)
            ? Optional.of(observed)
            : Optional.empty();
    assertEquals(expected.row().path("relevant").asBoolean(), fact.isPresent());
    assertEquals(expected.text("kind"), Optional.of(kind(reading.decoded())));
    assertEquals(expected.text("userId"), fact.map(Fact::subject).flatMap(CasesTest::id));
    assertEquals(expected.text("userName"), fact.map(Fact::subject).flatMap(Subject::name));
    assertEquals(expected.text("identityStoreId"), fact.flatMap(Fact::identityStoreId));
  }

  @Test
  void every_record_of_every_file_has_an_expectation() throws IOException {
    Map<String, Set<Integer>> expected = new TreeMap<>();
    cases()
        .forEach(it -> expected.computeIfAbsent(it.file(), _ -> new TreeSet<>()).add(it.index()));

    for (var rows : expected.entrySet()) {
      int read =
          RecordFile.read(
                  new ByteArrayInputStream(Samples.resource("/cases/" + rows.getKey())),
                  reader,
                  NOW)
              .size();
      assertEquals(read, rows.getValue().size(), rows.getKey());
    }
  }

  /** F1. */
  @Test
  void a_forged_deletion_is_untrusted() throws IOException {
    assertEquals(
        Fault.UNTRUSTED_SOURCE,
        assertInstanceOf(Rejected.class, read("46-forged-deletion.json", 0).decoded()).fault());
  }

  /** F8: what is wrong with a dead letter's record, and not with the letter. */
  @Test
  void a_dead_letter_is_rejected_for_its_records_fault() throws IOException {
    assertEquals(
        Fault.SUBJECT_MISSING,
        assertInstanceOf(Rejected.class, read("36-own-dead-letter.json", 0).decoded()).fault());
  }

  /** F3, F4, F7: what qualifies a record is said with it. */
  @ParameterizedTest
  @CsvSource({
    "06-sign-in-email-otp-alone.json, 0, ",
    "07-sign-in-enrolment-then-totp.jsonl, 1, FACTOR_ENROLLED",
    "07-sign-in-enrolment-then-totp.jsonl, 2, ",
    "08-update-password-email-unfollowed.jsonl, 0, ",
    "08-update-password-email-unfollowed.jsonl, 2, LINK_SENT",
    "28-scim-patch-no-path-legible.json, 0, ",
    "44-create-user-email-not-accepted.json, 0, INVITATION_SENT",
  })
  void what_a_record_leaves_open_is_said(
      String file, int index, Kind.@org.jspecify.annotations.Nullable Caveat caveat)
      throws IOException {
    Fact fact = assertInstanceOf(Observed.class, read(file, index).decoded()).fact();

    assertEquals(Optional.ofNullable(caveat), fact.kind().caveat());
  }

  private static String kind(Decoded decoded) {
    return switch (decoded) {
      case Observed(var fact) -> fact.kind().label();
      case Ignored _, Decoded.DirectoryChanged _ -> "ignored";
      case Rejected _ -> "rejected";
      case Decoded.Heartbeat _ -> "heartbeat";
      case Decoded.Tampered _ -> "tampering";
    };
  }

  private static Optional<String> id(Subject subject) {
    return switch (subject) {
      case Subject.ById(var id, _) -> Optional.of(id.value());
      case Subject.ByName _ -> Optional.empty();
    };
  }
}
