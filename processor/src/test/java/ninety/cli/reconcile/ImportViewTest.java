package ninety.cli.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.reconcile.Comparison;
import ninety.reconcile.News;
import ninety.reconcile.Objection;
import ninety.reconcile.Plan;
import ninety.reconcile.Reconciler;
import ninety.user.DirectoryHistory;
import ninety.user.Facts;
import ninety.user.IdentityStoreId;
import ninety.user.Proof;
import ninety.user.Reconciliation;
import ninety.user.Reconciliation.Difference;
import ninety.user.Roster;
import org.junit.jupiter.api.Test;

/** What an import says to people and machines. */
final class ImportViewTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.007Z");
  private static final IdentityStoreId STORE = new IdentityStoreId(Facts.STORE);
  private static final Proof PROOF =
      new Proof(NOON.minusSeconds(99), "e1", "sso-directory.amazonaws.com EnableUser");

  private static final News DISABLED =
      new News(
          Facts.user(1),
          Optional.of("mara\u001b[31m"),
          Map.of(Difference.DISABLED, new News.Known("enabled", Optional.of(PROOF))),
          true,
          false);

  @Test
  void the_table_shows_each_difference_with_what_was_known_of_it() {
    String text = text(new ImportView(plan(List.of()), new Outcome.Foreseen(false), true));

    assertTrue(text.contains("Identity store d-9067f2a1c4 listed 4812 users at 2026-06-01"), text);
    assertTrue(text.contains("disabled    1"), text);
    assertTrue(text.replaceAll("\\s+", " ").contains("enabled: sso-directory.amazonaws.com"), text);
    assertTrue(text.contains("A dry run: nothing was written."), text);
    assertTrue(text.contains("Of 1 user, no event had said so."), text);
    assertFalse(text.contains("\u001b"), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 160), text);
  }

  @Test
  void a_refusal_says_why_and_which_number_to_repeat() {
    ImportView view =
        new ImportView(plan(List.of(new Objection.Empty())), new Outcome.NotBelieved(), false);

    assertEquals(
        Optional.of(
            "This list is not believed. The list has no users. If it is right, run it again with"
                + " --yes 1."),
        view.refusal());
    assertTrue(text(view).contains("Nothing was written but that this list was refused."));
  }

  /** Three of four listed are as listed: who is gone is not among them. */
  @Test
  void who_is_gone_is_not_counted_as_listed() {
    Plan plan =
        new Plan(
            plan(List.of()).comparison(),
            List.of(
                DISABLED,
                new News(
                    Facts.user(2),
                    Optional.empty(),
                    Map.of(Difference.GONE, new News.Known("enabled", Optional.of(PROOF))),
                    true,
                    false)),
            new Reconciliation(
                NOON, STORE, 4, Map.of(Difference.DISABLED, 1L, Difference.GONE, 1L), 2),
            5,
            0,
            List.of(),
            List.of());

    String text =
        text(new ImportView(plan, new Outcome.Wrote(new Reconciler.Ended(2, 0, List.of())), false));

    assertTrue(text.contains("Written: 2 users. As listed already: 3."), text);
  }

  /** Names are personal data, and a task's output is a log. */
  @Test
  void nobody_is_named_where_no_person_sits() {
    News renamed =
        new News(
            Facts.user(2),
            Optional.of("m.berg"),
            Map.of(Difference.RENAMED, new News.Known("mara.lindqvist", Optional.of(PROOF))),
            false,
            false);
    ImportView view =
        new ImportView(plan(List.of(), DISABLED, renamed), new Outcome.Foreseen(false), false);
    StringWriter lines = new StringWriter();
    view.lines(new PrintWriter(lines, true));

    for (String text : List.of(text(view), lines.toString())) {
      assertFalse(text.contains("mara"), text);
      assertFalse(text.contains("berg"), text);
      assertTrue(text.replaceAll("\\s+", " ").contains("another name"), text);
    }
  }

  @Test
  void machines_get_a_line_for_each_user_and_one_with_the_numbers() {
    StringWriter out = new StringWriter();
    new ImportView(plan(List.of()), new Outcome.Wrote(new Reconciler.Ended(1, 0, List.of())), false)
        .lines(new PrintWriter(out, true));

    List<String> lines = out.toString().lines().toList();
    assertEquals(2, lines.size());
    assertTrue(
        lines.getFirst().contains("\"difference\":\"disabled\",\"known\":\"enabled\""),
        lines.getFirst());
    assertTrue(lines.getLast().contains("\"missedByEvents\":1"), lines.getLast());
    assertTrue(lines.getLast().contains("\"outcome\":\"done\",\"written\":1"), lines.getLast());
  }

  private static String text(ImportView view) {
    StringWriter out = new StringWriter();
    view.print(new PrintWriter(out, true));
    return out.toString();
  }

  private static Plan plan(List<Objection> objections) {
    return plan(objections, DISABLED);
  }

  private static Plan plan(List<Objection> objections, News... news) {
    return new Plan(
        new Comparison(new Roster(STORE, NOON, true, PROOF, Map.of()), true, DirectoryHistory.NONE),
        List.of(news),
        new Reconciliation(NOON, STORE, 4_812, Map.of(Difference.DISABLED, 1L), 1),
        4_000,
        0,
        objections,
        List.of());
  }
}
