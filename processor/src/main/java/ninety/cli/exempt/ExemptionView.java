package ninety.cli.exempt;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.cli.terminal.AuthorView;
import ninety.cli.terminal.Failure;
import ninety.cli.terminal.StandingView;
import ninety.cli.terminal.TextTable;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Covered;
import ninety.exemption.Exemption.Removal;
import ninety.exemption.Exemption.Who.ById;
import ninety.exemption.Exemption.Who.ByName;
import ninety.finding.Dossier;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;
import org.jspecify.annotations.Nullable;

/**
 * An exemption for people and machines to read, with whom it covers.
 *
 * @param users those that it covers, in force or not; no deleted ones
 * @param gone how many deleted users it would cover
 * @param known how many users are known that are not deleted
 * @param nameless how many of them are known by their id only, so that no pattern covers them
 */
public record ExemptionView(
    Exemption exemption,
    List<UserRecord> users,
    long gone,
    long known,
    long nameless,
    Instant now) {

  private static final int MOST_USERS = 20;

  public ExemptionView {
    users = List.copyOf(users);
  }

  /** One for each, from one pass over the users. */
  public static List<ExemptionView> of(
      List<Exemption> exemptions, Stream<Dossier> all, Instant now) {
    List<List<UserRecord>> covered =
        exemptions.stream().<List<UserRecord>>map(_ -> new ArrayList<>()).toList();
    long[] gone = new long[exemptions.size()];
    long[] known = {0, 0};
    all.map(Dossier::user)
        .forEach(user -> {
          boolean deleted = user.status() == Status.DELETED;
          known[0] += deleted ? 0 : 1;
          known[1] += deleted || user.name().isPresent() ? 0 : 1;
          for (int i = 0; i < exemptions.size(); i++) {
            if (exemptions.get(i).covers(user)) {
              if (deleted) {
                gone[i]++;
              } else {
                covered.get(i).add(user);
              }
            }
          }
        });
    List<ExemptionView> views = new ArrayList<>();
    for (int i = 0; i < exemptions.size(); i++) {
      views.add(
          new ExemptionView(exemptions.get(i), covered.get(i), gone[i], known[0], known[1], now));
    }
    views.sort(
        Comparator.comparing((ExemptionView view) -> view.exemption().until())
            .thenComparing(view -> view.exemption().id()));
    return views;
  }

  /** The number of users that it covers now. */
  Covered covered() {
    return new Covered(users.size(), known);
  }

  /** The same view of that exemption as it was stored. */
  ExemptionView as(Exemption stored) {
    return new ExemptionView(stored, users, gone, known, nameless, now);
  }

  public void added(PrintWriter out) {
    out.printf(
        "Exemption %s: %s is exempt until %s, %s answers for it.%n",
        exemption.id(),
        printable(exemption.who().text()),
        exemption.until(),
        printable(exemption.owner()));
    covers(out);
    if (nameless > 0 && exemption.who() instanceof ByName) {
      out.printf(
          nameless == 1
              ? "%d of the known users has no known name; no name or pattern covers it.%n"
              : "%d of the known users have no known name; no name or pattern covers them.%n",
          nameless);
    }
    AuthorView.caller(exemption.added()).ifPresent(out::println);
    out.println(
        "The next sweep finds it by itself: it reports the exemption, and closes an open finding as"
            + " suppressed. After the end the rules hold again.");
  }

  /** Whom it covers now. */
  private void covers(PrintWriter out) {
    if (users.isEmpty() && gone > 0) {
      out.printf(
          "It covers nobody now: %s. Remove it again.%n",
          gone == 1 ? "its user is deleted" : "its %d users are deleted".formatted(gone));
    } else if (users.isEmpty()) {
      out.printf(
          "It covers none of the %d users that are known and not deleted. If it should, look at the"
              + " spelling and remove it again.%n",
          known);
    } else {
      out.printf(
          "It covers %d of the %d users that are known and not deleted:%n%n", users.size(), known);
      table(out);
      out.println();
    }
  }

  private void table(PrintWriter out) {
    TextTable table = new TextTable("USER", "NAME", "STATUS");
    users.stream()
        .sorted(Comparator.comparing(ExemptionView::name).thenComparing(UserRecord::id))
        .limit(MOST_USERS)
        .forEach(user -> table.row(user.id().value(), name(user), StandingView.status(user)));
    table.fit(out);
    if (users.size() > MOST_USERS) {
      out.printf("and %d more%n", users.size() - MOST_USERS);
    }
  }

  /**
   * Refuses a pattern that covers more than a few, unless somebody says how many that are; and
   * where somebody does, another number.
   *
   * @param said the number that {@code --covers} repeats
   * @throws Failure with the number and the users
   */
  void agreed(Optional<Long> said) {
    boolean asked = exemption.who().open() && covered().many();
    if (said.isPresent() ? said.get() == users.size() : !asked) {
      return;
    }
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.printf(
        "%s covers %d of the %d users that are known and not deleted%s. Nothing was stored.%n",
        exemption.who().text(),
        users.size(),
        known,
        said.map(number -> ", and not %d".formatted(number)).orElse(""));
    if (said.isEmpty()) {
      out.printf(
          "That is more than 5 users, or more than 5 %% of them. If it is meant, repeat the number"
              + " with --covers %d.%n",
          users.size());
    }
    if (!users.isEmpty()) {
      table(out);
    }
    out.flush();
    throw Failure.failed(text.toString());
  }

  void removed(PrintWriter out) {
    out.printf(
        "Exemption %s of %s is removed; it covered %d of the %d users that are known and not"
            + " deleted.%n",
        exemption.id(), printable(exemption.who().text()), users.size(), known);
    exemption
        .removed()
        .flatMap(removal -> AuthorView.caller(removal.author()))
        .ifPresent(out::println);
    out.println("The next sweep reports it and holds them to the rules again.");
  }

  public Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("id", exemption.id());
    fields.put("state", state());
    switch (exemption.who()) {
      case ById(var id) -> fields.put("userId", id.value());
      case ByName(var pattern) -> fields.put("pattern", pattern);
    }
    fields.put("until", exemption.until().toString());
    fields.put("users", users.size());
    fields.put("usersWhenAdded", exemption.covered().map(Covered::users).orElse(null));
    fields.put("owner", exemption.owner());
    fields.put("reason", exemption.reason());
    fields.put("added", AuthorView.fields(exemption.added()));
    fields.put("removed", exemption.removed().map(ExemptionView::fields).orElse(null));
    return fields;
  }

  public static Map<String, Object> fields(Removal removal) {
    Map<String, Object> fields = AuthorView.fields(removal.author(), removal.reason());
    removal.covered().ifPresent(covered -> fields.put("users", covered.users()));
    return fields;
  }

  String state() {
    if (exemption.removed().isPresent()) {
      return "removed";
    }
    if (!exemption.holds(now)) {
      return "ended";
    }
    if (!users.isEmpty()) {
      return "in-force";
    }
    return gone > 0 ? "user-gone" : "covers-nobody";
  }

  private static String name(UserRecord user) {
    return user.name().map(it -> it.value()).orElse("-");
  }

  private static String printable(String text) {
    return TextTable.printable(text);
  }
}
