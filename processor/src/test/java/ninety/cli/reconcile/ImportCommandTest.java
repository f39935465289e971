package ninety.cli.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import ninety.cli.Ninety;
import ninety.cli.terminal.Exit;
import org.junit.jupiter.api.Test;

/** Issue 12, import: what is refused before anything is asked of AWS. */
final class ImportCommandTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void a_store_or_a_file_must_be_named() {
    assertTrue(misused().contains("--identity-store is missing"));
  }

  /** Nobody but its maker knows it: the file's own date is later after a copy. */
  @Test
  void a_file_needs_the_instant_at_which_it_was_made() {
    assertTrue(
        misused("--from", "users.json").contains("--listed-at is missing: nobody but you knows"));
    assertTrue(
        misused("--from", "users.json", "--listed-at", "2026-06-01T12:00:01Z")
            .contains("is in the future"));
    assertTrue(misused("--listed-at", "2026-06-01T11:00:00Z").contains("give --from too"));
  }

  @Test
  void all_mistakes_are_named_at_once() {
    String said =
        misused(
            "--identity-store",
            "store",
            "--max-gone",
            "many",
            "--max-disabled",
            "-1",
            "--yes",
            "yes",
            "--contacts=perhaps");

    for (String option :
        new String[] {"--identity-store", "--max-gone", "--max-disabled", "--yes", "--contacts"}) {
      assertTrue(said.contains(option + ": "), option + " in " + said);
    }
  }

  private static String misused(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "import";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    StringWriter err = new StringWriter();
    int code =
        Ninety.run(
            Clock.fixed(NOW, ZoneOffset.UTC),
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            all);
    assertEquals(Exit.MISUSED, code, err.toString());
    return err.toString();
  }
}
