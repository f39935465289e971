package ninety.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import ninety.policy.Baseline;
import ninety.policy.Control;
import ninety.policy.Dossier;
import ninety.policy.Finding;
import ninety.policy.Standing;
import ninety.policy.Terms;
import ninety.policy.Transition.Cause;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Listing;
import org.jspecify.annotations.Nullable;

/**
 * A user for people and machines to read: what is known, and how the user stands at one instant.
 * Never says "compliant": that a limit is kept is for the one to say who knows the whole coverage.
 */
record UserView(Dossier dossier, Map<Control, Standing> standings, Terms terms) {

  static UserView of(Dossier dossier, Terms terms) {
    Map<Control, Standing> standings = new LinkedHashMap<>();
    for (Control control : Control.values()) {
      standings.put(control, Standing.of(dossier.user(), control, terms));
    }
    return new UserView(dossier, standings, terms);
  }

  UserRecord user() {
    return dossier.user();
  }

  /** Since when the user has been inactive, for sorting. */
  Optional<Instant> inactiveSince() {
    return standing(Control.INACTIVITY) instanceof Standing.Counting(var baseline, _, _, _)
        ? Optional.of(baseline.since())
        : Optional.empty();
  }

  static void list(List<UserView> views, PrintWriter out) {
    TextTable table =
        new TextTable(
            "USER", "NAME", "STATUS", "LAST SIGN-IN", "LAST ACTIVITY", "INACTIVE", "PASSWORD AGE");
    for (UserView view : views) {
      UserRecord user = view.user();
      table.row(
          user.id().value(),
          user.name().map(Register::value).orElse("-"),
          view.statusWords(),
          user.lastAuthenticated().map(it -> it.time().toString()).orElse("-"),
          user.lastActivity().map(it -> it.time().toString()).orElse("-"),
          view.words(Control.INACTIVITY),
          view.words(Control.PASSWORD_AGE));
    }
    table.print(out);
    long exempt = views.stream().filter(UserView::exempt).count();
    out.printf(
        "%d %s%s%n",
        views.size(),
        views.size() == 1 ? "user" : "users",
        exempt == 0 ? "" : ", %d exempt".formatted(exempt));
  }

  private boolean exempt() {
    return standing(Control.INACTIVITY) instanceof Standing.Exempt;
  }

  void detail(PrintWriter out) {
    TextTable head = new TextTable("User", user().id().value());
    head.row("Name", user().name().map(Register::value).orElse("not known"));
    head.row("Identity store", user().identityStoreId().orElse("not known"));
    head.row("Status", statusWords());
    head.row("Directory", user().listing().map(UserView::words).orElse("not asked yet"));
    for (Control control : Control.values()) {
      head.row("%s (%s)".formatted(control.label(), control.requirement()), sentence(control));
      dossier
          .watch(control)
          .open()
          .ifPresent(finding -> head.row("  open finding", words(finding)));
    }
    head.row("Next look", dossier.due().map(UserView::words).orElse("when something changes"));
    head.print(out);
    out.println();
    TextTable evidence = new TextTable("FACT", "TIME", "EVENT ID", "CALL");
    proofs()
        .forEach((fact, proof) ->
            proof.ifPresent(
                it -> evidence.row(fact, it.time().toString(), it.eventId(), it.call())));
    evidence.print(out);
    out.println();
  }

  Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("userId", user().id().value());
    fields.put("userName", Json.text(user().name().map(Register::value)));
    fields.put("identityStoreId", Json.text(user().identityStoreId()));
    fields.put("status", status(user()));
    fields.put("directory", Json.text(user().listing().map(it -> label(it.value().presence()))));
    fields.put("credentials", Json.text(user().credentials().map(Register::value)));
    proofs().forEach((fact, proof) -> fields.put(fact, fields(proof)));
    for (Control control : Control.values()) {
      fields.put(control.label(), fields(control));
    }
    fields.put("due", Json.text(dossier.due()));
    return fields;
  }

  private static @Nullable Map<String, Object> fields(Optional<Proof> proof) {
    return proof
        .map(it -> {
          Map<String, Object> fields = new LinkedHashMap<>();
          fields.put("time", it.time().toString());
          fields.put("eventId", it.eventId());
          fields.put("call", it.call());
          fields.put("source", label(it.source()));
          return fields;
        })
        .orElse(null);
  }

  private Map<String, @Nullable Object> fields(Control control) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    switch (standing(control)) {
      case Standing.Counting(var baseline, _, var level, var next) -> {
        Optional<Instant> from = determinableFrom(control);
        fields.put("standing", from.isPresent() ? "not-determinable-yet" : "counting");
        from.ifPresent(it -> fields.put("determinableFrom", it.toString()));
        fields.put("countedFrom", baseline.since().toString());
        fields.put("countedFromFact", baseline.from().label());
        fields.put("days", days(baseline));
        fields.put("level", Json.text(level.map(it -> it.label())));
        fields.put("next", Json.text(next));
      }
      case Standing.NotApplicable(var cause, _) -> {
        fields.put("standing", "not-applicable");
        fields.put("cause", cause.label());
      }
      case Standing.Exempt(var exemption) -> {
        fields.put("standing", "exempt");
        fields.put("exemption", exemption.id());
        fields.put("until", exemption.until().toString());
        fields.put("owner", exemption.owner());
      }
      case Standing.NotDeterminable() -> fields.put("standing", "not-determinable");
      case Standing.NotChecked() -> fields.put("standing", "not-checked");
    }
    fields.put("openFinding", Json.text(dossier.watch(control).open().map(Finding::uid)));
    return fields;
  }

  private Map<String, Optional<Proof>> proofs() {
    Map<String, Optional<Proof>> proofs = new LinkedHashMap<>();
    proofs.put("firstSeen", user().firstSeen());
    proofs.put("created", user().created().map(Register::proof));
    proofs.put("lastAuthenticated", user().lastAuthenticated());
    proofs.put("credentialsAt", user().credentials().map(Register::proof));
    proofs.put("withoutSecondFactor", user().withoutSecondFactor());
    proofs.put("lastActivity", user().lastActivity());
    proofs.put("passwordResetAt", user().passwordReset());
    proofs.put("access", user().access().map(Register::proof));
    proofs.put("deleted", user().deleted());
    proofs.put("listing", user().listing().map(Register::proof));
    return proofs;
  }

  static String status(UserRecord user) {
    return label(user.status());
  }

  /** With what must not be: that a disabled or deleted user signed in. */
  private String statusWords() {
    return standing(Control.REVOKED_ACCESS)
                instanceof Standing.Counting(var signIn, _, var level, _)
            && level.isPresent()
        ? "%s, signed in %s".formatted(status(user()), signIn.since())
        : status(user());
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private Standing standing(Control control) {
    return standings.getOrDefault(control, new Standing.NotDeterminable());
  }

  /**
   * From when on a user who was not seen since coverage began is known to be in breach; empty where
   * that is known, or something else is.
   */
  private Optional<Instant> determinableFrom(Control control) {
    return standing(control) instanceof Standing.Counting(var baseline, _, var level, _)
            && baseline.from() == Baseline.From.COVERAGE
            && level.isEmpty()
        ? terms.policy().thresholds(control).map(it -> baseline.since().plus(it.breach()))
        : Optional.empty();
  }

  /** Whole days; none for a fact that is newer than the instant that is judged for. */
  private long days(Baseline baseline) {
    return Math.max(0, Duration.between(baseline.since(), terms.asOf()).toDays());
  }

  /** For a table's cell. */
  private String words(Control control) {
    return switch (standing(control)) {
      case Standing.Counting(var baseline, _, var level, _)
          when control == Control.REVOKED_ACCESS ->
          "%s: signed in %s"
              .formatted(level.map(it -> it.label()).orElse("not judged yet"), baseline.since());
      case Standing.Counting(var baseline, _, var level, _) ->
          determinableFrom(control)
              .map("not determinable before %s"::formatted)
              .orElseGet(() ->
                  "%d d%s".formatted(days(baseline), level.map(it -> " " + it.label()).orElse("")));
      case Standing.NotApplicable(var cause, _) -> "- (" + words(cause) + ")";
      case Standing.Exempt(var exemption) ->
          "exempt until %s (%s)".formatted(exemption.until(), exemption.id());
      case Standing.NotDeterminable() -> "not determinable";
      case Standing.NotChecked() -> "not checked";
    };
  }

  /** The same with the reason. */
  private String sentence(Control control) {
    String why =
        switch (standing(control)) {
          case Standing.Counting _ when control == Control.REVOKED_ACCESS ->
              ", after that was revoked";
          case Standing.Counting(var baseline, _, _, _) ->
              ", counted from " + words(baseline.from()) + " " + baseline.since();
          case Standing.NotApplicable(var cause, _) when cause == Cause.NOT_APPLICABLE ->
              ": the password is not kept here";
          case Standing.NotApplicable(var cause, _) when cause == Cause.SECOND_FACTOR ->
              ": every sign-in that was seen with this password used one";
          case Standing.NotApplicable _ -> "";
          case Standing.Exempt(var exemption) -> ", owner " + exemption.owner();
          case Standing.NotDeterminable() -> ": no event says when the password was set";
          case Standing.NotChecked() -> ": no consumer has ever run";
        };
    return words(control) + why;
  }

  private static String words(Baseline.From from) {
    return switch (from) {
      case ACTIVITY -> "the last activity";
      case AUTHENTICATION -> "the last sign-in";
      case PASSWORD_RESET -> "the last reset";
      case CREATION -> "the creation";
      case COVERAGE -> "the beginning of coverage";
    };
  }

  private static String words(Cause cause) {
    return switch (cause) {
      case NOT_APPLICABLE -> "external identity provider";
      case SECOND_FACTOR -> "second factor";
      case ACTIVITY, PASSWORD_RESET, CREATED, DISABLED, DELETED, ENABLED, POLICY_CHANGE ->
          cause.label();
    };
  }

  private static String words(Register<Listing> listing) {
    return "%s, asked %s".formatted(label(listing.value().presence()), listing.proof().time());
  }

  private static String words(Finding finding) {
    return "%s, %s, opened %s"
        .formatted(finding.level().label(), finding.uid(), finding.openedAt());
  }

  private static String words(Instant due) {
    return due.equals(Dossier.AT_ONCE) ? "at the next sweep" : due.toString();
  }
}
