package ninety.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static ninety.cli.terminal.People.day;
import static ninety.cli.terminal.People.printed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ninety.cli.coverage.CoverageView;
import ninety.cli.coverage.CoverageViewTest;
import ninety.cli.exempt.ExemptionList;
import ninety.cli.exempt.ExemptionView;
import ninety.cli.sweep.SweepView;
import ninety.cli.terminal.People;
import ninety.cli.users.AtRisk;
import ninety.cli.users.UserList;
import ninety.cli.users.UserView;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.coverage.Observed;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Who;
import ninety.exemption.Exemptions;
import ninety.policy.Control;
import ninety.policy.Policy;
import ninety.policy.Terms;
import ninety.sweep.Counts;
import ninety.sweep.Summary;
import ninety.user.Author;
import ninety.user.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * "At the terminal", issue 11: a table fits 80 columns, and so 120, whatever names there are,
 * unless somebody asks for more.
 */
final class TerminalWidthTest {

  private static final String LONGEST_NAME = "n".repeat(128);

  private static final List<People> CAST =
      List.of(
          People.named(1, "mara.lindqvist@example.com").signedIn(day(5).plusNanos(5), "PASSWORD"),
          People.named(2, "jon")
              .with(new Kind.PasswordReset(Kind.PasswordMode.EMAIL), day(20))
              .signedIn(day(90), "PASSWORD,TOTP"),
          People.nameless(3)
              .with(new Kind.Listed(Kind.Presence.ENABLED, Optional.empty()), day(40).plusNanos(1)),
          People.named(4, LONGEST_NAME)
              .with(new Kind.UserDisabled(), day(10))
              .with(new Kind.UserUpdated(true), day(12))
              .signedIn(day(11), "PASSWORD"),
          People.named(5, "break-glass-1"));

  private static final Exemption BREAK_GLASS =
      new Exemption(
          "0a1b2c3d",
          new Who.ByName("break-glass-*"),
          "o".repeat(128),
          "r".repeat(500),
          day(200).plusNanos(1),
          new Author("b".repeat(60), day(0).plusNanos(1)),
          Optional.empty());

  private static final Terms TERMS =
      new Terms(
          Policy.STANDARD,
          new Exemptions(List.of(BREAK_GLASS)),
          Optional.of(Observed.since(day(0))),
          day(92),
          day(92));

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private static List<UserView> users() {
    return CAST.stream().map(each -> UserView.of(each.dossier(), TERMS)).toList();
  }

  @Test
  void the_list_of_users_has_a_line_each_and_one_more_for_a_long_name() {
    String printed = fits(out -> new UserList(users()).print(false, out));

    assertTrue(printed.contains("9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-000000000003\n"), printed);
    assertTrue(printed.contains("compliant 2 d"), printed);
    assertTrue(printed.contains("5 users, 1 exempt\n"), printed);
  }

  @Test
  void ordinary_users_have_one_line_each() {
    List<UserView> few =
        List.of(users().get(1), UserView.of(People.named(6, "kim.berg").dossier(), TERMS));

    assertEquals(
        """
        USER      STATUS   LAST ACTIVITY  INACTIVITY     PASSWORD AGE
        jon       enabled  2026-08-30     compliant 2 d  not-applicable
        kim.berg  enabled  -              breach 92 d    not-determinable
        2 users
        """,
        fits(out -> new UserList(few).print(false, out)));
  }

  @Test
  void one_user_fits_with_all_evidence_and_no_id_is_broken() {
    for (UserView view : users()) {
      String printed = fits(out -> view.detail(false, out));
      assertTrue(printed.contains(view.user().id().value()), printed);
    }
    assertTrue(
        fits(out -> users().getFirst().detail(false, out))
            .contains("2026-06-06 08:14Z  event-sign-in"));
  }

  @Test
  void who_is_at_risk_fits() {
    String printed = fits(out -> AtRisk.of(users(), TERMS, 200).print(false, out));

    assertTrue(printed.contains("mara.lindqvist@example.com"), printed);
  }

  @Test
  void exemptions_fit() {
    List<Exemption> some =
        List.of(
            BREAK_GLASS,
            new Exemption(
                "4e5f6071",
                new Who.ById(People.id(3)),
                "platform team",
                "x",
                day(30),
                new Author("kim", day(0)),
                Optional.empty()));
    List<ExemptionView> views = ExemptionView.of(some, CAST.stream().map(People::dossier), day(1));

    fits(out -> ExemptionList.print(views, false, false, out));
    assertEquals(
        """
        ID        STATE     UNTIL       USERS  WHO                         OWNER
        4e5f6071  in-force  2026-07-01  1      9067f2a1c4-3f1c2b7e-5a90-   platform team
                                               4d61-8b1f-000000000003
        1 exemption in force
        """,
        printed(out -> ExemptionList.print(views.subList(0, 1), false, false, out)));
    // What an addition lists: its sentences are as long as they are, its table is not.
    fits(views.getFirst()::added, line -> line.startsWith("9067") || line.startsWith("USER"));
  }

  @Test
  void coverage_fits() {
    CoverageView view =
        CoverageViewTest.view(CoverageViewTest.everything(), CoverageViewTest.attestations());

    // The first lines are sentences.
    fits(
        out -> view.print(true, false, out),
        line ->
            !line.startsWith("Listening since")
                && !line.startsWith("In doubt since")
                && !line.startsWith("Compared with"));
    assertTrue(
        printed(out -> view.print(true, false, out))
            .contains("heard     2026-03-01 00:00Z  2026-03-05 04:00Z  4 d       111122223333/"));
  }

  @Test
  void what_a_sweep_did_fits_and_an_id_is_broken_at_a_hyphen_at_the_most() {
    List<Summary.Step> steps =
        Stream.of(Control.values())
            .map(control ->
                new Summary.Step(
                    People.id(1),
                    control,
                    "suppressed",
                    java.util.UUID.randomUUID(),
                    java.util.UUID.randomUUID(),
                    control == Control.INACTIVITY))
            .toList();
    SweepView view =
        new SweepView(
            new Summary(
                day(0),
                Optional.empty(),
                Optional.of(Observed.since(day(0))),
                steps,
                List.of(),
                List.of(),
                List.of(),
                new Counts(Map.of())),
            Optional.empty(),
            Set.of(),
            false);

    assertTrue(fits(view::print).contains("9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"report --from", "explain"})
  void what_is_said_of_files_fits(String command) throws IOException {
    Path file = folder.resolve("records.jsonl");
    Files.write(
        file,
        Stream.of(
                CloudTrailRecords.signIn()
                    .at("2026-06-01T08:00:00Z")
                    .with("/userIdentity/userName", LONGEST_NAME),
                CloudTrailRecords.patchByScim().at("2026-06-01T08:14:27Z"),
                CloudTrailRecords.deleted().at("2026-07-01T08:00:00Z"))
            .map(CloudTrailRecords::bare)
            .toList());

    // The last lines of a report are sentences.
    fits(
        out ->
            Ninety.run(
                Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC),
                out,
                new PrintWriter(new StringWriter()),
                (command + " " + file).split(" ")),
        line -> !line.startsWith("Holds if"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "process",
        "sweep",
        "users",
        "exempt",
        "exempt add",
        "exempt list",
        "exempt remove",
        "coverage",
        "coverage attest",
        "coverage lost",
        "coverage revoke",
        "report",
        "explain",
        "verify"
      })
  void help_fits(String command) {
    CommandLine line = new CommandLine(new Ninety(), new Commands(Clock.systemUTC()));
    for (String word : command.isEmpty() ? new String[0] : command.split(" ")) {
      line = requireNonNull(line.getSubcommands().get(word));
    }
    CommandLine called = line;
    fits(out -> called.usage(out));
  }

  /** Where a per cent sign is not doubled, picocli warns on standard error. */
  @ParameterizedTest
  @ValueSource(strings = {"process", "sweep", "users", "report", "explain", "verify", "coverage"})
  void help_is_formatted_without_a_warning(String command) {
    PrintStream real = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, UTF_8));
    try {
      requireNonNull(
              new CommandLine(new Ninety(), new Commands(Clock.systemUTC()))
                  .getSubcommands()
                  .get(command))
          .usage(new PrintWriter(new StringWriter()));
    } finally {
      System.setErr(real);
    }

    assertEquals("", err.toString(UTF_8));
  }

  private static String fits(Consumer<PrintWriter> print) {
    return fits(print, _ -> true);
  }

  private static String fits(
      Consumer<PrintWriter> print, java.util.function.Predicate<String> counts) {
    String printed = printed(print);
    assertTrue(printed.lines().filter(counts).allMatch(line -> line.length() <= 80), printed);
    return printed;
  }
}
