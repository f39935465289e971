package ninety.cli.exempt;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ninety.cli.terminal.Csv;
import ninety.cli.terminal.Days;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.TextTable;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Covered;
import ninety.exemption.Exemption.Removal;
import ninety.user.Author;

/** Exemptions, one line each, for people and for spreadsheets. */
public final class ExemptionList {

  private static final int MOST_CHARACTERS = 60;

  private ExemptionList() {}

  /**
   * Prints a table of them, and how many are in force.
   *
   * @param all whether those are among them that are over
   */
  public static void print(List<ExemptionView> views, boolean all, boolean wide, PrintWriter out) {
    if (!views.isEmpty()) {
      (wide ? wide(views, all) : brief(views)).print(wide, out);
    }
    long inForce = views.stream().filter(view -> view.exemption().holds(view.now())).count();
    out.println(
        (inForce == 0 ? "No" : Long.toString(inForce))
            + (inForce == 1 ? " exemption" : " exemptions")
            + " in force"
            + (all ? ", %d over".formatted(views.size() - inForce) : ""));
  }

  private static TextTable brief(List<ExemptionView> views) {
    TextTable table = new TextTable("ID", "STATE", "UNTIL", "USERS", "WHO", "OWNER");
    for (ExemptionView view : views) {
      Exemption exemption = view.exemption();
      table.row(
          exemption.id(),
          view.state(),
          Days.of(exemption.until()),
          Integer.toString(view.users().size()),
          exemption.who().text(),
          exemption.owner());
    }
    return table;
  }

  private static TextTable wide(List<ExemptionView> views, boolean all) {
    List<String> header =
        new ArrayList<>(
            List.of("ID", "STATE", "WHO", "UNTIL", "USERS", "OWNER", "REASON", "ADDED"));
    if (all) {
      header.add("REMOVED");
    }
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (ExemptionView view : views) {
      Exemption exemption = view.exemption();
      List<String> cells =
          new ArrayList<>(
              List.of(
                  exemption.id(),
                  view.state(),
                  exemption.who().text(),
                  exemption.until().toString(),
                  Integer.toString(view.users().size()),
                  exemption.owner(),
                  shortened(exemption.reason()),
                  words(exemption.added())));
      if (all) {
        cells.add(
            exemption
                .removed()
                .map(removal -> words(removal.author()) + ": " + shortened(removal.reason()))
                .orElse("-"));
      }
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  public static Csv csv(List<ExemptionView> views) {
    Csv csv =
        new Csv(
            "id",
            "state",
            "who",
            "until",
            "users",
            "usersWhenAdded",
            "owner",
            "reason",
            "addedAt",
            "addedBy",
            "removedAt",
            "removedBy",
            "removedReason");
    for (ExemptionView view : views) {
      Exemption exemption = view.exemption();
      Optional<Author> remover = exemption.removed().map(Removal::author);
      csv.row(
          exemption.id(),
          view.state(),
          exemption.who().text(),
          exemption.until(),
          view.users().size(),
          Json.text(exemption.covered().map(Covered::users)),
          exemption.owner(),
          exemption.reason(),
          exemption.added().at(),
          exemption.added().by(),
          Json.text(remover.map(Author::at)),
          Json.text(remover.map(Author::by)),
          Json.text(exemption.removed().map(Removal::reason)));
    }
    return csv;
  }

  private static String words(Author author) {
    return "%s %s".formatted(author.at(), author.by());
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= MOST_CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS - 1)) + "…";
  }
}
