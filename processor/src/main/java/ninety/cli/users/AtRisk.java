package ninety.cli.users;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import ninety.cli.terminal.Csv;
import ninety.cli.terminal.Days;
import ninety.cli.terminal.HorizonView;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.StandingView;
import ninety.cli.terminal.TextTable;
import ninety.policy.Control;
import ninety.policy.Outlook;
import ninety.policy.Terms;
import ninety.user.Register;
import org.jspecify.annotations.Nullable;

/**
 * Who reaches a level soon if nothing happens before, the soonest first.
 *
 * @param rows one a user and control
 */
public record AtRisk(List<Row> rows, Terms terms, int days) {

  /** One of them. */
  record Row(UserView view, Outlook outlook) {}

  public AtRisk {
    rows = List.copyOf(rows);
  }

  public static AtRisk of(List<UserView> views, Terms terms, int days) {
    Instant end = terms.asOf().plus(Duration.ofDays(days));
    return new AtRisk(
        views.stream()
            .flatMap(view ->
                Stream.of(Control.values())
                    .flatMap(control ->
                        Outlook.of(view.user(), control, terms, end).stream()
                            .map(outlook -> new Row(view, outlook))))
            .sorted(
                Comparator.comparing((Row row) -> row.outlook().at())
                    .thenComparing(row -> row.view().user().id())
                    .thenComparing(row -> row.outlook().control()))
            .toList(),
        terms,
        days);
  }

  /** The users, each once. */
  List<UserView> views() {
    return rows.stream().map(Row::view).distinct().toList();
  }

  public void print(boolean wide, PrintWriter out) {
    if (!rows.isEmpty()) {
      TextTable table =
          wide
              ? new TextTable("USER", "NAME", "CONTROL", "NOW", "REACHES", "ON")
              : new TextTable("USER", "CONTROL", "NOW", "REACHES", "ON");
      rows.forEach(row -> table.row(wide ? wide(row) : brief(row)));
      table.print(wide, out);
    }
    int users = views().size();
    out.printf(
        "%s within %d %s of %s%n",
        users == 0
            ? "Nobody reaches a level"
            : users == 1 ? "1 user reaches a level" : users + " users reach a level",
        days,
        days == 1 ? "day" : "days",
        HorizonView.seconds(terms.asOf()));
  }

  private static String[] brief(Row row) {
    Outlook outlook = row.outlook();
    return new String[] {
      UserList.name(row.view()),
      outlook.control().label(),
      UserList.brief(row.view().outcome(outlook.control())),
      level(outlook),
      Days.of(outlook.at())
    };
  }

  private static String[] wide(Row row) {
    Outlook outlook = row.outlook();
    return new String[] {
      row.view().user().id().value(),
      row.view().user().name().map(Register::value).orElse("-"),
      outlook.control().label(),
      row.view().words(outlook.control()),
      level(outlook),
      outlook.at().toString()
    };
  }

  public Csv csv() {
    Csv csv =
        new Csv("userId", "userName", "status", "control", "standing", "reaches", "at", "asOf");
    for (Row row : rows) {
      Outlook outlook = row.outlook();
      csv.row(
          row.view().user().id().value(),
          Json.text(row.view().user().name().map(Register::value)),
          StandingView.status(row.view().user()),
          outlook.control().label(),
          row.view().outcome(outlook.control()).word().label(),
          level(outlook),
          outlook.at(),
          terms.asOf());
    }
    return csv;
  }

  /** One line a user: all that is said of users, and which levels are reached when. */
  void lines(PrintWriter out) {
    for (UserView view : views()) {
      Map<String, @Nullable Object> fields = view.fields();
      fields.put(
          "atRisk",
          rows.stream().filter(row -> row.view().equals(view)).map(AtRisk::fields).toList());
      out.println(Json.line(fields));
    }
  }

  private static Map<String, Object> fields(Row row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("control", row.outlook().control().label());
    fields.put("level", level(row.outlook()));
    fields.put("at", row.outlook().at().toString());
    return fields;
  }

  private static String level(Outlook outlook) {
    return outlook.level().label();
  }
}
