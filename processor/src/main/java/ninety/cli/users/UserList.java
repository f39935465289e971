package ninety.cli.users;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import ninety.cli.terminal.Csv;
import ninety.cli.terminal.Days;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.StandingView;
import ninety.cli.terminal.TextTable;
import ninety.policy.Control;
import ninety.policy.Outcome;
import ninety.policy.Outcome.Word;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserRecord;
import org.jspecify.annotations.Nullable;

/** Users, one line each, for people and for spreadsheets. */
public record UserList(List<UserView> views) {

  public UserList {
    views = List.copyOf(views);
  }

  public void print(boolean wide, PrintWriter out) {
    if (wide) {
      wide().print(out);
    } else {
      brief().fit(out);
    }
    long exempt = views.stream().filter(view -> view.exemption().isPresent()).count();
    out.printf(
        "%d %s%s%n",
        views.size(),
        views.size() == 1 ? "user" : "users",
        exempt == 0 ? "" : ", %d exempt".formatted(exempt));
  }

  private TextTable brief() {
    TextTable table = table("USER", "STATUS", "LAST ACTIVITY");
    for (UserView view : views) {
      table.row(
          withCounts(
              control -> brief(view.outcome(control)),
              name(view),
              view.briefStatus(),
              Days.of(view.user().lastActivity().map(Proof::time))));
    }
    return table;
  }

  /** A table with a column more for each control that counts days. */
  private static TextTable table(String... header) {
    return new TextTable(
        withCounts(control -> control.label().replace('-', ' ').toUpperCase(Locale.ROOT), header));
  }

  private static String[] withCounts(Function<Control, String> count, String... cells) {
    return Stream.concat(Arrays.stream(cells), Control.countingDays().map(count))
        .toArray(String[]::new);
  }

  /** The name, or the id of one whose name is not known. */
  static String name(UserView view) {
    return view.user().name().map(Register::value).orElse(view.user().id().value());
  }

  /** The word, and the days where they are counted up to a level. */
  static String brief(Outcome outcome) {
    String word = outcome.word().label();
    boolean level = outcome.word().compareTo(Word.WARNING) <= 0 || outcome.word() == Word.COMPLIANT;
    return level ? outcome.days().map(days -> word + " " + days + " d").orElse(word) : word;
  }

  private TextTable wide() {
    TextTable table = table("USER", "NAME", "STATUS", "LAST SIGN-IN", "LAST ACTIVITY");
    for (UserView view : views) {
      UserRecord user = view.user();
      table.row(
          withCounts(
              view::words,
              user.id().value(),
              user.name().map(Register::value).orElse("-"),
              view.statusWords(),
              user.lastAuthenticated().map(it -> it.time().toString()).orElse("-"),
              user.lastActivity().map(it -> it.time().toString()).orElse("-")));
    }
    return table;
  }

  /** As of which instant stands in each record: a spreadsheet has no last line. */
  public Csv csv(Instant asOf) {
    List<String> header =
        new ArrayList<>(
            List.of(
                "userId",
                "userName",
                "identityStoreId",
                "status",
                "statusInDoubtAt",
                "created",
                "lastAuthenticated",
                "lastActivity",
                "passwordResetAt"));
    for (Control control : Control.values()) {
      for (String part : List.of("", "-since", "-days", "-next", "-because", "-eventId")) {
        header.add(control.label() + part);
      }
    }
    header.addAll(List.of("exemption", "exemptUntil", "asOf"));
    Csv csv = new Csv(header.toArray(String[]::new));
    views.forEach(view -> csv.row(cells(view, asOf)));
    return csv;
  }

  private static @Nullable Object[] cells(UserView view, Instant asOf) {
    UserRecord user = view.user();
    List<@Nullable Object> cells =
        new ArrayList<>(
            Arrays.asList(
                user.id().value(),
                Json.text(user.name().map(Register::value)),
                Json.text(user.identityStoreId()),
                StandingView.status(user),
                time(user.doubted().filter(_ -> user.inDoubt())),
                time(user.created().map(Register::proof)),
                time(user.lastAuthenticated()),
                time(user.lastActivity()),
                time(user.passwordReset())));
    for (Control control : Control.values()) {
      cells.addAll(StandingView.fields(view.outcome(control)).values());
    }
    var exemption = view.exemption();
    cells.add(Json.text(exemption.map(it -> it.id())));
    cells.add(Json.text(exemption.map(it -> it.until())));
    cells.add(asOf);
    return cells.toArray();
  }

  private static @Nullable String time(Optional<Proof> proof) {
    return Json.text(proof.map(Proof::time));
  }
}
