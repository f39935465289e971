package ninety.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import ninety.cli.terminal.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "At the terminal", issue 11: what whoever does not know the commands is answered. */
final class NinetyTest {

  private record Ended(int code, String out, String err) {}

  private static Ended run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Ninety.run(Clock.systemUTC(), new PrintWriter(out), new PrintWriter(err), arguments);
    return new Ended(code, out.toString(), err.toString());
  }

  @Test
  void alone_it_prints_the_help() {
    Ended alone = run();

    assertEquals(Exit.DONE, alone.code());
    assertEquals(run("--help").out(), alone.out());
    assertEquals("", alone.err());
  }

  @ParameterizedTest
  @CsvSource({"usres, users", "explian, explain", "sweeep, sweep"})
  void a_command_that_is_misspelt_is_answered_with_those_that_are_meant(
      String typed, String meant) {
    Ended misspelt = run(typed);

    assertEquals(Exit.MISUSED, misspelt.code());
    assertTrue(misspelt.err().contains("ninety: Did you mean: "), misspelt.err());
    assertTrue(
        misspelt.err().lines().allMatch(it -> it.startsWith("ninety: ") || it.startsWith("Try ")),
        misspelt.err());
    assertTrue(misspelt.err().contains("ninety " + meant), misspelt.err());
    assertTrue(misspelt.err().endsWith("Try 'ninety --help'.\n"), misspelt.err());
  }

  @Test
  void so_is_an_option() {
    Ended misspelt = run("users", "--tabel", "x");

    assertEquals(Exit.MISUSED, misspelt.code());
    assertTrue(misspelt.err().contains("--table"), misspelt.err());
  }

  @Test
  void sweeps_again_and_again_for_one_instant_are_refused() {
    Ended both =
        run("sweep", "--alert-queue", "q", "--every", "5m", "--at", "2026-06-01T08:14:27Z");

    assertEquals(Exit.MISUSED, both.code());
    assertEquals(
        """
        ninety sweep: --every: with --at each sweep would judge for the same instant; leave one of them \
        out (--every may come from NINETY_EVERY).
        Try 'ninety sweep --help'.
        """,
        both.err());
  }
}
