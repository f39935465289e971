package ninety.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.cli.exempt.ExemptionView;
import ninety.cli.terminal.Json;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.exemption.Exemption;
import ninety.user.Author;
import org.junit.jupiter.api.Test;

/** Exemptions in a report of archived records. */
final class ReportExemptionsTest extends Reporting {

  @Test
  void exemptions_are_those_that_exempt_list_prints() throws IOException {
    Exemption mara = exemption(new Exemption.Who.ById(MARA), Optional.empty());
    Exemption removed =
        exemption(
            new Exemption.Who.ById(OMAR),
            Optional.of(new Exemption.Removal(new Author("kim", CLOCK.instant()), "not needed")));
    Path file = folder.resolve("exemptions.jsonl");
    Files.write(
        file,
        ExemptionView.of(List.of(mara, removed), Stream.of(), CLOCK.instant()).stream()
            .map(view -> Json.line(view.fields()))
            .toList());

    List<String> standings =
        lines(
                "--from",
                file(
                    "a",
                    signIn(MARA, "2026-06-01T08:00:00Z"),
                    signIn(OMAR, "2026-06-01T08:00:00Z")),
                "--exemptions",
                file.toString())
            .stream()
            .filter(line -> line.path("control").asText().equals("inactivity"))
            .map(line -> line.path("userId").asText() + " " + line.path("standing").asText())
            .toList();

    assertEquals(List.of(OMAR.value() + " escalated", MARA.value() + " exempt"), standings);
  }

  @Test
  void an_exemption_that_was_made_later_hides_nothing_and_one_taken_back_later_still_holds()
      throws IOException {
    Instant later = CLOCK.instant();
    Exemption.Removal removal = new Exemption.Removal(new Author("kim", later), "not needed");
    Path file = folder.resolve("exemptions.jsonl");
    Files.write(
        file,
        ExemptionView.of(
                List.of(
                    exemption(new Exemption.Who.ById(OMAR), Optional.of(removal)),
                    new Exemption(
                        "1a1b2c3d",
                        new Exemption.Who.ById(MARA),
                        "platform team",
                        "emergency access",
                        later.plus(Duration.ofDays(90)),
                        new Author("kim", later),
                        Optional.empty())),
                Stream.of(),
                later)
            .stream()
            .map(view -> Json.line(view.fields()))
            .toList());

    List<String> standings =
        lines(
                "--from",
                file(
                    "a",
                    signIn(MARA, "2025-06-01T08:00:00Z"),
                    signIn(OMAR, "2025-06-01T08:00:00Z")),
                "--at",
                later.minusSeconds(1).toString(),
                "--exemptions",
                file.toString())
            .stream()
            .filter(line -> line.path("control").asText().equals("inactivity"))
            .map(line -> line.path("userId").asText() + " " + line.path("standing").asText())
            .toList();

    assertEquals(List.of(MARA.value() + " escalated", OMAR.value() + " exempt"), standings);
  }

  /** F13: it was made in knowledge of the use; one from before it excuses nothing. */
  @Test
  void what_an_exemption_suppressed_stays_so_after_its_end_or_removal() throws IOException {
    Instant use = Instant.parse("2026-06-02T08:00:00Z");
    Instant end = use.plus(Duration.ofDays(20));
    String records =
        file(
            "a",
            CloudTrailRecords.disabled().of(MARA).at("2026-06-01T08:00:00Z"),
            signIn(MARA, use.toString()));
    Exemption.Removal removal = new Exemption.Removal(new Author("kim", end), "done");

    for (Exemption exemption :
        List.of(
            exemption(use.plusSeconds(1), end, Optional.empty()),
            exemption(use.plusSeconds(1), end.plusSeconds(1), Optional.of(removal)))) {
      String[] call = {"--from", records, "--exemptions", exemptions(exemption), "--at"};
      assertEquals(List.of("breach", "event-1"), revokedAccess(call, use.toString()));
      assertEquals(List.of("exempt", "null"), revokedAccess(call, end.minusSeconds(1).toString()));
      assertEquals(List.of("not-applicable", "null"), revokedAccess(call, end.toString()));
      assertEquals(
          List.of("not-applicable", "null"), revokedAccess(call, CLOCK.instant().toString()));
    }
    String[] before = {
      "--from", records, "--exemptions", exemptions(exemption(use, end, Optional.empty())), "--at"
    };
    assertEquals(
        List.of("breach", "event-1"), revokedAccess(before, end.minusSeconds(1).toString()));
    assertEquals(List.of("breach", "event-1"), revokedAccess(before, end.toString()));
  }
}
