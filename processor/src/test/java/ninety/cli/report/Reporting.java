package ninety.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.cli.Ninety;
import ninety.cli.exempt.ExemptionView;
import ninety.cli.terminal.Json;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.exemption.Exemption;
import ninety.user.Author;
import ninety.user.UserId;
import org.junit.jupiter.api.io.TempDir;

/** Calls of {@code ninety report}, and the files that they read. */
abstract class Reporting {

  static final JsonMapper JSON = new JsonMapper();
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);
  static final UserId MARA = CloudTrailRecords.MARA;
  static final UserId OMAR = CloudTrailRecords.OMAR;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  record Ended(int code, String out, String err) {}

  static Exemption exemption(Instant added, Instant until, Optional<Exemption.Removal> removed) {
    return new Exemption(
        "0a1b2c3d",
        new Exemption.Who.ById(MARA),
        "platform team",
        "looked into",
        until,
        new Author("kim", added),
        removed);
  }

  String exemptions(Exemption exemption) throws IOException {
    Path file = folder.resolve("exemptions.jsonl");
    Files.write(
        file,
        ExemptionView.of(List.of(exemption), Stream.of(), CLOCK.instant()).stream()
            .map(view -> Json.line(view.fields()))
            .toList());
    return file.toString();
  }

  static String passwordAge(String file) {
    return lines("--from", file, "--at", "2026-09-05T08:00:00Z").stream()
        .filter(line -> line.path("control").asText().equals("password-age"))
        .map(line -> line.path("standing").asText())
        .findFirst()
        .orElseThrow();
  }

  static Exemption exemption(Exemption.Who who, Optional<Exemption.Removal> removed) {
    return new Exemption(
        "0a1b2c3d",
        who,
        "platform team",
        "emergency access",
        Instant.parse("2027-01-01T00:00:00Z"),
        new Author("kim", Instant.parse("2026-06-01T00:00:00Z")),
        removed);
  }

  static CloudTrailRecords signIn(UserId user, String at) {
    return CloudTrailRecords.signIn().by(user).at(at).eventId("event-1");
  }

  String file(String name, CloudTrailRecords... records) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, Arrays.stream(records).map(CloudTrailRecords::bare).toList());
    return file.toString();
  }

  static List<String> inactivity(String... arguments) {
    JsonNode line = lines(arguments).getFirst();
    return List.of(
        line.path("standing").asText(), line.path("since").asText(), line.path("next").asText());
  }

  static List<String> revokedAccess(String[] call, String at) {
    String[] arguments = Arrays.copyOf(call, call.length + 1);
    arguments[call.length] = at;
    return lines(arguments).stream()
        .filter(line -> line.path("control").asText().equals("revoked-access"))
        .flatMap(line -> Stream.of(line.path("standing").asText(), line.path("eventId").asText()))
        .toList();
  }

  static List<JsonNode> lines(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--output", "json"));
    Ended ended = report(all.toArray(String[]::new));
    assertEquals(0, ended.code(), ended.err());
    return ended.out().lines().map(ReportCommandTest::json).toList();
  }

  static Ended report(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Ninety.run(
            CLOCK,
            new PrintWriter(out),
            new PrintWriter(err),
            Stream.concat(Stream.of("report"), Arrays.stream(arguments)).toArray(String[]::new));
    return new Ended(code, out.toString(), err.toString());
  }

  static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException thrown) {
      throw new AssertionError(line, thrown);
    }
  }
}
