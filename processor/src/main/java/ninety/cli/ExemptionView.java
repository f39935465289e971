package ninety.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ninety.policy.Dossier;
import ninety.policy.Exemption;
import ninety.policy.Exemption.Removal;
import ninety.policy.Exemption.Signature;
import ninety.policy.Exemption.Who.ById;
import ninety.policy.Exemption.Who.ByName;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * An exemption for people and machines to read, with whom it covers.
 *
 * @param users those that it covers, in force or not; no deleted ones
 * @param known how many users are known that are not deleted
 * @param nameless how many of them are known by their id only, so that no pattern covers them
 */
record ExemptionView(
    Exemption exemption, List<UserRecord> users, long known, long nameless, Instant now) {

  private static final int MOST_USERS = 20;
  private static final int MOST_CHARACTERS = 60;

  ExemptionView {
    users = List.copyOf(users);
  }

  /** One for each, from one pass over the users. */
  static List<ExemptionView> of(List<Exemption> exemptions, Stream<Dossier> all, Instant now) {
    List<List<UserRecord>> covered =
        exemptions.stream().<List<UserRecord>>map(_ -> new ArrayList<>()).toList();
    long[] known = {0, 0};
    all.map(Dossier::user)
        .filter(user -> user.status() != Status.DELETED)
        .forEach(user -> {
          known[0]++;
          known[1] += user.name().isEmpty() ? 1 : 0;
          for (int i = 0; i < exemptions.size(); i++) {
            if (exemptions.get(i).covers(user)) {
              covered.get(i).add(user);
            }
          }
        });
    List<ExemptionView> views = new ArrayList<>();
    for (int i = 0; i < exemptions.size(); i++) {
      views.add(new ExemptionView(exemptions.get(i), covered.get(i), known[0], known[1], now));
    }
    views.sort(
        Comparator.comparing((ExemptionView view) -> view.exemption().until())
            .thenComparing(view -> view.exemption().id()));
    return views;
  }

  /**
   * The view of one that is stored just now. That stands, whatever becomes of the look at whom it
   * covers: where that fails, it says so, and there is no view.
   */
  static Optional<ExemptionView> stored(
      Exemption exemption, Supplier<Stream<Dossier>> all, Instant now, CommandLine line) {
    try {
      return Optional.of(of(List.of(exemption), all.get(), now).getFirst());
    } catch (SdkException | IllegalStateException failed) {
      line.getErr()
          .printf(
              "%s: Exemption %s is stored. Whom it covers could not be read: %s%n",
              line.getCommandSpec().qualifiedName(), exemption.id(), Diagnosis.of(failed));
      return Optional.empty();
    }
  }

  /** Whom it covers, as it was written. */
  static String covered(Exemption.Who who) {
    return switch (who) {
      case ById(var id) -> id.value();
      case ByName(var pattern) -> pattern;
    };
  }

  void added(PrintWriter out) {
    out.printf(
        "Exemption %s: %s is exempt until %s, %s answers for it.%n",
        exemption.id(),
        printable(covered(exemption.who())),
        exemption.until(),
        printable(exemption.owner()));
    if (users.isEmpty()) {
      out.printf(
          "It covers none of the %d users that are known. If it should, look at the spelling and"
              + " remove it again.%n",
          known);
    } else {
      out.printf("It covers %d of the %d users that are known:%n%n", users.size(), known);
      TextTable table = new TextTable("USER", "NAME", "STATUS");
      users.stream()
          .sorted(Comparator.comparing(ExemptionView::name).thenComparing(UserRecord::id))
          .limit(MOST_USERS)
          .forEach(user -> table.row(user.id().value(), name(user), UserView.status(user)));
      table.print(out);
      if (users.size() > MOST_USERS) {
        out.printf("and %d more%n", users.size() - MOST_USERS);
      }
      out.println();
    }
    if (nameless > 0 && exemption.who() instanceof ByName) {
      out.printf(
          nameless == 1
              ? "%d of the known users has no known name; no name or pattern covers it.%n"
              : "%d of the known users have no known name; no name or pattern covers them.%n",
          nameless);
    }
    out.println(
        "The next sweep finds it by itself: it tells an open finding as suppressed, and after the"
            + " end the rules hold again.");
  }

  void removed(PrintWriter out) {
    out.printf(
        "Exemption %s of %s is removed; it covered %d of the %d users that are known.%n",
        exemption.id(), printable(covered(exemption.who())), users.size(), known);
    out.println("The next sweep finds it by itself and holds them to the rules again.");
  }

  static void list(List<ExemptionView> views, boolean all, PrintWriter out) {
    if (!views.isEmpty()) {
      TextTable table =
          all
              ? new TextTable(
                  "ID", "STATE", "WHO", "UNTIL", "USERS", "OWNER", "REASON", "ADDED", "REMOVED")
              : new TextTable("ID", "WHO", "UNTIL", "USERS", "OWNER", "REASON", "ADDED");
      views.forEach(view -> table.row(view.cells(all)));
      table.print(out);
    }
    long inForce = views.stream().filter(view -> view.exemption().holds(view.now())).count();
    out.println(
        (inForce == 0 ? "No" : Long.toString(inForce))
            + (inForce == 1 ? " exemption" : " exemptions")
            + " in force"
            + (all ? ", %d over".formatted(views.size() - inForce) : ""));
  }

  private String[] cells(boolean all) {
    List<String> cells = new ArrayList<>();
    cells.add(exemption.id());
    if (all) {
      cells.add(state());
    }
    cells.add(covered(exemption.who()));
    cells.add(exemption.until().toString());
    cells.add(Integer.toString(users.size()));
    cells.add(exemption.owner());
    cells.add(shortened(exemption.reason()));
    cells.add(words(exemption.added()));
    if (all) {
      cells.add(
          exemption
              .removed()
              .map(removal -> words(removal.signature()) + ": " + shortened(removal.reason()))
              .orElse("-"));
    }
    return cells.toArray(String[]::new);
  }

  Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("id", exemption.id());
    fields.put("state", state());
    switch (exemption.who()) {
      case ById(var id) -> fields.put("userId", id.value());
      case ByName(var pattern) -> fields.put("pattern", pattern);
    }
    fields.put("until", exemption.until().toString());
    fields.put("users", users.size());
    fields.put("owner", exemption.owner());
    fields.put("reason", exemption.reason());
    fields.put("added", fields(exemption.added()));
    fields.put("removed", exemption.removed().map(ExemptionView::fields).orElse(null));
    return fields;
  }

  private static Map<String, Object> fields(Signature signature) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("by", signature.by());
    fields.put("at", signature.at().toString());
    return fields;
  }

  private static Map<String, Object> fields(Removal removal) {
    Map<String, Object> fields = fields(removal.signature());
    fields.put("reason", removal.reason());
    return fields;
  }

  private String state() {
    if (exemption.removed().isPresent()) {
      return "removed";
    }
    return exemption.holds(now) ? "in-force" : "ended";
  }

  private static String name(UserRecord user) {
    return user.name().map(it -> it.value()).orElse("-");
  }

  private static String words(Signature signature) {
    return "%s %s".formatted(signature.at(), signature.by());
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= MOST_CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS - 1)) + "…";
  }

  private static String printable(String text) {
    return TextTable.printable(text);
  }
}
