package ninety.cloudtrail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ninety.cloudtrail.Decoded.DirectoryChanged;
import ninety.cloudtrail.Decoded.Heartbeat;
import ninety.cloudtrail.Decoded.Ignored;
import ninety.cloudtrail.Decoded.Observed;
import ninety.cloudtrail.Decoded.Reason;
import ninety.cloudtrail.Decoded.Rejected;
import ninety.cloudtrail.Decoded.Tampered;
import ninety.user.Fact;
import ninety.user.Kind;
import ninety.user.Subject;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample of the corpus against what is expected of it. */
class SamplesTest {

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private final RecordReader reader = new RecordReader(Watched.files());

  static List<Samples.Sample> samples() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_sample_is_read_as_expected(Samples.Sample sample) {
    Reading reading = reader.read(sample.bytes(), NOW);

    assertEquals(sample.time(), reading.eventTime());
    switch (reading.decoded()) {
      case Observed(Fact fact) -> {
        assertTrue(sample.relevant(), () -> "observed: " + fact);
        assertEquals(sample.kind(), fact.kind().label());
        assertEquals(sample.userId(), id(fact.subject()));
        assertEquals(sample.userName(), fact.subject().name());
        assertEquals(sample.identityStoreId(), fact.identityStoreId());
        assertEquals(sample.time().map(Instant::parse), Optional.of(fact.proof().time()));
        assertEquals(reading.eventId(), Optional.of(fact.proof().eventId()));
      }
      case Heartbeat heartbeat -> fail("no sample is a heartbeat: " + heartbeat);
      case DirectoryChanged changed -> fail("no sample is one: " + changed);
      case Tampered tampered -> {
        assertTrue(sample.relevant(), tampered::toString);
        assertEquals(sample.kind(), Tampered.LABEL);
        assertEquals(sample.time().map(Instant::parse), Optional.of(tampered.proof().time()));
        assertEquals(reading.eventId(), Optional.of(tampered.proof().eventId()));
      }
      case Ignored(var reason, var detail) ->
          assertEquals("ignored", sample.kind(), () -> reason + ": " + detail);
      case Rejected(var fault, var detail) ->
          assertEquals("rejected", sample.kind(), () -> fault + ": " + detail);
    }
  }

  static Stream<Samples.Sample> records() {
    return Samples.all().stream()
        .filter(sample -> sample.time().isPresent() && sample.file().endsWith(".json"));
  }

  @ParameterizedTest
  @MethodSource("records")
  void a_record_without_its_envelope_is_read_like_one_with_it(Samples.Sample sample)
      throws IOException {
    JsonMapper json = new JsonMapper();

    Reading bare =
        reader.read(json.writeValueAsBytes(json.readTree(sample.bytes()).required("detail")), NOW);

    assertEquals(reader.read(sample.bytes(), NOW), bare);
  }

  @ParameterizedTest
  @CsvSource({
    "portal/federate-denied.json, CALL_FAILED",
    "way/stop-logging-denied.json, CALL_FAILED",
    "portal/create-token-pending.json, CALL_FAILED",
    "portal/logout-new.json, OTHER_CALL",
    "portal/create-token-with-iam.json, OTHER_CALL",
    "signin/credential-verification-new-totp.json, FACTOR_ONLY",
    "signin/credential-verification-old-failure.json, FACTOR_ONLY",
    "signin/user-authentication-failure.json, NOT_SUCCESSFUL",
    "noise/workspaces-user-authentication-password.json, WORKSPACES",
    "noise/workspaces-user-authentication-smartcard.json, WORKSPACES",
    "noise/cloudtrail-digest-without-envelope.json, DIGEST",
    "noise/scheduled-event.json, NOT_CLOUDTRAIL",
    "noise/health-event.json, NOT_CLOUDTRAIL",
    "noise/sts-assume-role-on-behalf-of.json, OTHER_CALL",
  })
  void an_ignored_sample_is_ignored_for_the_right_reason(String file, Reason reason) {
    Reading reading = reader.read(Samples.resource(file), NOW);

    assertEquals(reason, assertInstanceOf(Ignored.class, reading.decoded()).reason());
  }

  @ParameterizedTest
  @CsvSource({
    "noise/user-authentication-no-identity.json, SUBJECT_MISSING",
    "noise/user-authentication-unreadable-time.json, TIME_UNREADABLE",
    "noise/update-password-no-user-id.json, SUBJECT_MISSING",
    "noise/truncated.txt, NOT_JSON",
  })
  void a_rejected_sample_is_rejected_for_the_right_fault(String file, Decoded.Fault fault) {
    Reading reading = reader.read(Samples.resource(file), NOW);

    assertEquals(fault, assertInstanceOf(Rejected.class, reading.decoded()).fault());
  }

  @ParameterizedTest
  @CsvSource({
    "directory/create-user-console.json, true, EMAIL",
    "directory/create-user-masked-strings.json, true, ONE_TIME",
    "identitystore/api-create-user.json, true, UNKNOWN",
    "identitystore/scim-create-user.json, true, UNKNOWN",
    "identitystore/scim-create-user-inactive.json, false, UNKNOWN",
  })
  void a_creation_says_whether_the_user_is_enabled_and_how_a_password_comes(
      String file, boolean enabled, Kind.PasswordMode mode) {
    Reading reading = reader.read(Samples.resource(file), NOW);

    assertEquals(
        new Kind.UserCreated(enabled, mode),
        assertInstanceOf(Observed.class, reading.decoded()).fact().kind());
  }

  @Test
  void every_sample_file_has_an_expectation() throws IOException, URISyntaxException {
    Path root = Path.of(SamplesTest.class.getResource("/events").toURI());

    try (Stream<Path> files = Files.walk(root)) {
      assertEquals(
          Samples.all().stream().map(Samples.Sample::file).collect(Collectors.toSet()),
          files
              .filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString())
              .filter(file -> !file.equals("expected.json"))
              .collect(Collectors.toSet()));
    }
  }

  private static Optional<String> id(Subject subject) {
    return switch (subject) {
      case Subject.ById(UserId id, _) -> Optional.of(id.value());
      case Subject.ByName _ -> Optional.empty();
    };
  }
}
