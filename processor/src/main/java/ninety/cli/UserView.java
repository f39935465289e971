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
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserRecord;
import org.jspecify.annotations.Nullable;

/**
 * A user for people and machines to read: what is known, and how the user stands at one instant.
 * Never says "compliant": that a limit is kept is for the one to say who knows the whole coverage.
 */
record UserView(Dossier dossier, Map<Control, Standing> standings, Instant asOf) {

  static UserView of(Dossier dossier, Terms terms) {
    Map<Control, Standing> standings = new LinkedHashMap<>();
    for (Control control : Control.values()) {
      standings.put(control, Standing.of(dossier.user(), control, terms));
    }
    return new UserView(dossier, standings, terms.asOf());
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
          view.status(),
          user.lastAuthenticated().map(it -> it.proof().time().toString()).orElse("-"),
          user.lastActivity().map(it -> it.time().toString()).orElse("-"),
          view.words(Control.INACTIVITY),
          view.words(Control.PASSWORD_AGE));
    }
    table.print(out);
    out.printf("%d %s%n", views.size(), views.size() == 1 ? "user" : "users");
  }

  void detail(PrintWriter out) {
    TextTable head = new TextTable("User", user().id().value());
    head.row("Name", user().name().map(Register::value).orElse("not known"));
    head.row("Identity store", user().identityStoreId().orElse("not known"));
    head.row("Status", status());
    for (Control control : Control.values()) {
      head.row("%s (%s)".formatted(control.label(), control.requirement()), words(control));
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
    fields.put("status", status());
    fields.put("credentials", Json.text(user().lastAuthenticated().map(Register::value)));
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
          return fields;
        })
        .orElse(null);
  }

  private Map<String, @Nullable Object> fields(Control control) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    switch (standing(control)) {
      case Standing.Counting(var baseline, _, var level, var next) -> {
        fields.put("standing", "counting");
        fields.put("countedFrom", baseline.since().toString());
        fields.put("countedFromFact", baseline.from().label());
        fields.put("days", Duration.between(baseline.since(), asOf).toDays());
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
    proofs.put("lastAuthenticated", user().lastAuthenticated().map(Register::proof));
    proofs.put("lastActivity", user().lastActivity());
    proofs.put("passwordResetAt", user().passwordReset());
    proofs.put("access", user().access().map(Register::proof));
    proofs.put("deleted", user().deleted());
    return proofs;
  }

  private String status() {
    return user().status().name().toLowerCase(Locale.ROOT);
  }

  private Standing standing(Control control) {
    return standings.getOrDefault(control, new Standing.NotDeterminable());
  }

  private String words(Control control) {
    return switch (standing(control)) {
      case Standing.Counting(var baseline, _, var level, _)
          when control == Control.REVOKED_ACCESS ->
          "signed in at %s".formatted(baseline.since());
      case Standing.Counting(var baseline, _, var level, var next)
          when baseline.from() == Baseline.From.COVERAGE && level.isEmpty() ->
          "not determinable yet";
      case Standing.Counting(var baseline, _, var level, _) ->
          "%d d%s"
              .formatted(
                  Duration.between(baseline.since(), asOf).toDays(),
                  level.map(it -> " " + it.label()).orElse(""));
      case Standing.NotApplicable(var cause, _) -> "- (" + cause.label() + ")";
      case Standing.Exempt(var exemption) -> "exempt until " + exemption.until();
      case Standing.NotDeterminable() -> "not determinable";
      case Standing.NotChecked() -> "not checked";
    };
  }

  private static String words(Finding finding) {
    return "%s, %s, opened %s"
        .formatted(finding.level().label(), finding.uid(), finding.openedAt());
  }

  private static String words(Instant due) {
    return due.equals(Dossier.AT_ONCE) ? "at the next sweep" : due.toString();
  }
}
