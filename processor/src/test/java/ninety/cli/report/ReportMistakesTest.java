package ninety.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code ninety report} cannot do, and how it says so. */
final class ReportMistakesTest extends Reporting {

  /** Else users would count from an instant that is yet to come. */
  @Test
  void a_gap_that_ends_after_the_instant_is_refused() throws IOException {
    Ended ended =
        report(
            "--from",
            file("a"),
            "--at",
            "2026-06-30T08:00:00Z",
            "--gap",
            "2026-06-25T08:00:00Z..2026-07-05T08:00:00Z");

    assertEquals(2, ended.code());
    assertTrue(
        ended.err().contains("--gap ends after 2026-06-30T08:00:00Z, the instant that is judged"),
        ended.err());
  }

  /** To go on would accuse those of whom the unread file knows better. */
  @Test
  void a_file_that_cannot_be_read_is_named_and_nobody_is_judged() throws IOException {
    Path broken = folder.resolve("broken.jsonl");
    Files.writeString(broken, "{\"id\":\"0a1b2c3d\"}\n");

    Ended ended =
        report(
            "--from",
            file("a", signIn(MARA, "2026-06-01T08:00:00Z")),
            folder.resolve("absent.json").toString(),
            folder.toString(),
            "--exemptions",
            broken.toString());

    assertEquals(1, ended.code());
    assertEquals("", ended.out());
    assertTrue(ended.err().contains("absent.json"), ended.err());
    assertTrue(ended.err().contains("broken.jsonl: line 1 is not an exemption"), ended.err());
    assertEquals(4, ended.err().lines().count(), ended.err());
  }

  @Test
  void a_misused_call_names_all_mistakes_at_once() throws IOException {
    Ended ended =
        report(
            "--from",
            file("a"),
            "--at",
            "yesterday",
            "--gap",
            "today",
            "--inactivity-days",
            "1",
            "--identity-store",
            "here",
            "--output",
            "xml");

    assertEquals(2, ended.code());
    for (String option :
        List.of("--at", "--gap", "--inactivity-days", "--identity-store", "--output")) {
      assertTrue(ended.err().contains(option + ": "), ended.err());
    }
    Ended nothing = report("--at", "yesterday", "--output", "xml");
    assertEquals(2, nothing.code());
    for (String mistake : List.of("--from is missing", "--at: 'yesterday'", "--output: 'xml'")) {
      assertTrue(nothing.err().contains("ninety report: " + mistake), nothing.err());
    }
    Ended late =
        report(
            "--from",
            file("a"),
            "--covered-from",
            "2026-09-06T08:00:00Z",
            "--at",
            "2026-09-05T08:00:00Z");
    assertEquals(2, late.code());
    assertTrue(late.err().contains("--covered-from is after 2026-09-05T08:00:00Z"), late.err());
  }

  @Test
  void where_nothing_is_covered_it_says_why() throws IOException {
    String late = file("a", signIn(MARA, "2026-09-05T08:00:00Z"));

    assertTrue(
        report("--from", late, "--at", "2026-09-01T00:00:00.123456789Z")
            .out()
            .contains("No record up to 2026-09-01T00:00:00Z counts, so nothing is covered."));
    assertTrue(
        report("--from", file("b")).out().contains("The files hold no record that could be read."));
  }

  @Test
  void nobody_at_all_is_no_failure() throws IOException {
    Ended ended = report("--from", file("a"), "--output", "json");

    assertEquals(0, ended.code());
    assertEquals("", ended.out());
    assertFalse(ended.err().contains("Exception"), ended.err());
  }
}
