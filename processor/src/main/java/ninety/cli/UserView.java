package ninety.cli;

import java.io.PrintWriter;
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
import ninety.policy.Outcome;
import ninety.policy.Standing;
import ninety.policy.Terms;
import ninety.user.AccessHistory;
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
    return baseline(Control.INACTIVITY).map(Baseline::since);
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
    Outcome outcome = outcome(control);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("standing", outcome.standing());
    fields.put("since", Json.text(outcome.since()));
    fields.put("days", outcome.days().orElse(null));
    fields.put("next", Json.text(outcome.next()));
    fields.put("because", Json.text(outcome.because()));
    fields.put("eventId", Json.text(outcome.eventId()));
    baseline(control).ifPresent(it -> fields.put("sinceFact", it.from().label()));
    if (standing(control) instanceof Standing.Exempt(var exemption)) {
      fields.put("exemption", exemption.id());
      fields.put("owner", exemption.owner());
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
    user()
        .signIns()
        .byFactors()
        .forEach((shown, proof) -> proofs.put("signIn:" + shown.label(), Optional.of(proof)));
    proofs.put("lastActivity", user().lastActivity());
    proofs.put("passwordResetAt", user().passwordReset());
    proofs.put("portalUse", user().portalUse());
    proofs.put("passwordLinkSentAt", user().linkSent());
    proofs.put("access", user().access().latest().map(AccessHistory.Entry::proof));
    proofs.put("statusInDoubtAt", user().doubted().filter(_ -> user().inDoubt()));
    proofs.put("deleted", user().deleted());
    proofs.put("listing", user().listing().map(Register::proof));
    return proofs;
  }

  static String status(UserRecord user) {
    return label(user.status());
  }

  /** With what must not be: that a disabled or deleted user signed in. */
  private String statusWords() {
    String status = status(user()) + (user().inDoubt() ? " (in doubt)" : "");
    return standing(Control.REVOKED_ACCESS) instanceof Standing.Used used && used.breached()
        ? "%s, %s %s"
            .formatted(
                status, used.use().signedIn() ? "signed in" : "used", used.baseline().since())
        : status;
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private Standing standing(Control control) {
    return standings.getOrDefault(control, new Standing.NotChecked());
  }

  private Outcome outcome(Control control) {
    return Outcome.of(standing(control), user().status(), terms.asOf());
  }

  private Optional<Baseline> baseline(Control control) {
    return switch (standing(control)) {
      case Standing.Counting counting -> Optional.of(counting.baseline());
      case Standing.NotDeterminable(var soFar) -> soFar.map(Standing.Counting::baseline);
      case Standing.Used used -> Optional.of(used.baseline());
      case Standing.Exempt _, Standing.NotApplicable _, Standing.NotChecked _ -> Optional.empty();
    };
  }

  /** For a table's cell. */
  private String words(Control control) {
    Outcome outcome = outcome(control);
    return switch (standing(control)) {
      case Standing.Counting(var baseline, _, _, _) when control == Control.REVOKED_ACCESS ->
          "not judged yet: used " + baseline.since();
      case Standing.Counting counting ->
          outcome.days().orElse(0L)
              + " d"
              + counting.level().map(it -> " " + it.label()).orElse("");
      case Standing.Used used when used.breached() ->
          "breach: %s %s"
              .formatted(used.use().signedIn() ? "signed in" : "used", used.baseline().since());
      case Standing.Used _, Standing.NotApplicable _, Standing.Exempt _ ->
          outcome.standing().equals(Outcome.EXEMPT)
              ? "exempt until " + outcome.next().map(Instant::toString).orElse("")
              : "- (" + outcome.because().orElse("") + ")";
      case Standing.NotDeterminable _ ->
          "not determinable" + outcome.next().map(it -> " before " + it).orElse("");
      case Standing.NotChecked() -> "not checked";
    };
  }

  /** The same with the reason. */
  private String sentence(Control control) {
    String why =
        switch (standing(control)) {
          case Standing.Counting(var baseline, _, _, _) when control != Control.REVOKED_ACCESS ->
              ", counted from %s %s".formatted(words(baseline.from()), baseline.since());
          case Standing.Counting _ -> "";
          case Standing.Used used ->
              ", by %s, after that was revoked at %s"
                  .formatted(used.use().use().call(), used.use().revocation().time());
          case Standing.NotApplicable(var because, _, var until) -> why(because, until);
          case Standing.Exempt(var exemption) ->
              " (%s), owner %s".formatted(exemption.id(), exemption.owner());
          case Standing.NotDeterminable(var soFar) ->
              soFar.isPresent()
                  ? ": nothing was seen since coverage began " + soFar.get().baseline().since()
                  : ": no event says when the password was set";
          case Standing.NotChecked() -> ": no consumer has ever run";
        };
    return words(control) + why;
  }

  private static String why(Standing.Because because, Optional<Instant> until) {
    return switch (because) {
      case EXTERNAL_IDP -> ": the password is not kept here";
      case SECOND_FACTOR -> ": every sign-in that was seen with this password used one";
      case NO_PASSWORD -> ": no sign-in ever used a password of the store";
      case ENABLED_GRACE ->
          ": enabled again a while ago; counted again from "
              + until.map(Instant::toString).orElse("");
      case DISABLED, DELETED, ENABLED -> "";
    };
  }

  private static String words(Baseline.From from) {
    return switch (from) {
      case ACTIVITY -> "the last activity";
      case AUTHENTICATION -> "the last sign-in";
      case PASSWORD_RESET -> "the last reset";
      case LINK_SENT -> "the last mailed link";
      case FIRST_SIGN_IN -> "the first sign-in";
      case PORTAL_USE -> "the last use of a session";
      case CREATION -> "the creation";
      case COVERAGE -> "the beginning of coverage";
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
