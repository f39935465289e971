package ninety.cli.report;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.cli.terminal.Csv;
import ninety.cli.terminal.Days;
import ninety.cli.terminal.HorizonView;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.StandingView;
import ninety.cli.terminal.TextTable;
import ninety.policy.Control;
import ninety.policy.Outcome;
import ninety.report.Unused;
import ninety.report.UserStanding;
import ninety.user.Register;
import ninety.user.UserRecord;
import org.jspecify.annotations.Nullable;

/** The standings of users by archived records alone, for people and machines. */
public record ReportView(List<UserStanding> users) {

  /** Characters of a name: as many as of the longest id, so that a line has at most 120. */
  private static final int LONGEST_NAME = 47;

  public ReportView {
    users = List.copyOf(users);
  }

  /** One line a user and control. */
  void lines(PrintWriter out) {
    for (UserStanding user : users) {
      user.outcomes()
          .forEach(
              (control, outcome) -> out.println(Json.line(fields(user.user(), control, outcome))));
    }
  }

  private static Map<String, @Nullable Object> fields(
      UserRecord user, Control control, Outcome outcome) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("userId", user.id().value());
    fields.put("userName", Json.text(user.name().map(Register::value)));
    fields.put("status", StandingView.status(user));
    fields.put("control", control.label());
    fields.putAll(StandingView.fields(outcome));
    return fields;
  }

  /** The same for a spreadsheet. */
  Csv csv(Instant at) {
    Csv csv =
        new Csv(
            "userId",
            "userName",
            "status",
            "control",
            "standing",
            "since",
            "days",
            "next",
            "because",
            "eventId",
            "asOf");
    for (UserStanding user : users) {
      user.outcomes()
          .forEach((control, outcome) -> {
            List<@Nullable Object> cells =
                new ArrayList<>(fields(user.user(), control, outcome).values());
            cells.add(at);
            csv.row(cells.toArray());
          });
    }
    return csv;
  }

  /** One block a user, and how many stand how. */
  void table(boolean wide, PrintWriter out) {
    TextTable table = new TextTable("USER", "CONTROL", "STANDING", "DAYS", "SINCE/BECAUSE", "NEXT");
    for (UserStanding user : users) {
      Iterator<String> about = about(user.user()).iterator();
      user.outcomes()
          .forEach((control, outcome) ->
              table.row(
                  about.hasNext() ? about.next() : "",
                  control.label(),
                  outcome.word().label(),
                  outcome.days().map(Object::toString).orElse(""),
                  outcome.because().orElseGet(() -> day(outcome.since())),
                  day(outcome.next())));
    }
    if (!users.isEmpty()) {
      table.print(wide, out);
      out.println();
    }
    counts(out);
  }

  /** Remarks beside the controls of a user, one line each. */
  private static List<String> about(UserRecord user) {
    return List.of(
        user.id().value(),
        user.name().map(Register::value).map(ReportView::shortened).orElse("(no name known)"),
        StandingView.status(user) + (user.inDoubt() ? " (in doubt)" : ""));
  }

  private static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
  }

  private static String day(Optional<Instant> instant) {
    return instant.map(Days::of).orElse("");
  }

  private void counts(PrintWriter out) {
    List<String> header = new ArrayList<>(List.of("HOW MANY"));
    Arrays.stream(Control.values()).map(Control::label).forEach(header::add);
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (Outcome.Word word : Outcome.Word.values()) {
      List<String> row = new ArrayList<>(List.of(word.label()));
      for (Control control : Control.values()) {
        long count =
            users.stream()
                .map(user -> user.outcomes().get(control))
                .filter(outcome -> outcome != null && outcome.word() == word)
                .count();
        row.add(count == 0 ? "-" : Long.toString(count));
      }
      table.row(row.toArray(String[]::new));
    }
    table.print(out);
  }

  /**
   * The evidence for it, in lines.
   *
   * @param earliest whether {@code coveredFrom} is the time of the earliest record
   * @param readable whether there was a record that could be read, whether it counts or not
   */
  List<String> basis(
      Optional<Instant> coveredFrom, boolean earliest, int gaps, Instant at, boolean readable) {
    Instant until = HorizonView.seconds(at);
    String sum =
        "%d %s as of %s.".formatted(users.size(), users.size() == 1 ? "user" : "users", until);
    String missing = gaps == 1 ? ", but for 1 gap" : ", but for %d gaps".formatted(gaps);
    return List.of(
        sum,
        coveredFrom
            .map(from ->
                "Holds if the files have every record since %s%s%s."
                    .formatted(
                        HorizonView.seconds(from),
                        earliest ? ", their earliest" : "",
                        gaps == 0 ? "" : missing))
            .orElse(
                readable
                    ? "No record up to %s counts, so nothing is covered.".formatted(until)
                    : "The files hold no record that could be read."));
  }

  /** The numbers of records that moved nothing, and why, one line each. */
  static List<String> unused(Map<Unused, Long> counts) {
    return counts.entrySet().stream()
        .map(entry ->
            "%s %d: %s: %s"
                .formatted(
                    entry.getKey().what(),
                    entry.getValue(),
                    entry.getKey().reason(),
                    entry.getKey().explanation()))
        .toList();
  }
}
