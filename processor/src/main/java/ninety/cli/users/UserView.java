package ninety.cli.users;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import ninety.cli.terminal.Days;
import ninety.cli.terminal.HorizonView;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.StandingView;
import ninety.cli.terminal.TextTable;
import ninety.exemption.Exemption;
import ninety.finding.Dossier;
import ninety.finding.Due;
import ninety.finding.Finding;
import ninety.policy.Baseline;
import ninety.policy.Control;
import ninety.policy.Outcome;
import ninety.policy.Policy.EmailReset;
import ninety.policy.Standing;
import ninety.policy.Terms;
import ninety.user.AccessHistory;
import ninety.user.Factors;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.RevokedUse;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Listing;
import org.jspecify.annotations.Nullable;

/**
 * A user for people and machines to read: what is known, and how the user stands at one instant, in
 * the words of {@link Outcome}.
 */
public record UserView(Dossier dossier, Map<Control, Standing> standings, Terms terms) {

  public static UserView of(Dossier dossier, Terms terms) {
    Map<Control, Standing> standings = new LinkedHashMap<>();
    for (Control control : Control.values()) {
      Standing standing = control.standing(dossier.user(), terms);
      standings.put(
          control,
          standing instanceof Standing.Used used
              ? used.settled(dossier.state(control).isOver(used.use().use().time()))
              : standing);
    }
    return new UserView(dossier, standings, terms);
  }

  public UserRecord user() {
    return dossier.user();
  }

  /** The instant from which the first of the controls counts days; for sorting. */
  Optional<Instant> countedSince() {
    return Control.countingDays().findFirst().flatMap(this::baseline).map(Baseline::since);
  }

  /** The exemption from the controls that count days. */
  Optional<Exemption> exemption() {
    return Control.countingDays().flatMap(it -> exemption(it).stream()).findFirst();
  }

  /**
   * Prints everything that is known of the user, and the evidence.
   *
   * @param wide with whole times and the calls
   */
  public void detail(boolean wide, PrintWriter out) {
    TextTable head = new TextTable("User", user().id().value());
    head.row("Name", user().name().map(Register::value).orElse("not known"));
    Contacts.of(user()).forEach(head::row);
    head.row("Identity store", user().identityStoreId().orElse("not known"));
    head.row("Status", statusWords());
    doubt()
        .ifPresent(proof ->
            head.row(
                "  in doubt since",
                "%s: the record of %s hides whether the user was enabled or disabled"
                    .formatted(proof.time(), proof.call())));
    head.row("Directory", user().listing().map(UserView::words).orElse("not asked yet"));
    for (Control control : Control.values()) {
      head.row("%s (%s)".formatted(control.label(), control.requirement()), sentence(control));
      dossier
          .state(control)
          .openFinding()
          .ifPresent(finding -> head.row("  open finding", words(finding)));
    }
    aboutThePassword(head);
    dossier.parked().forEach(parked -> head.row("Parked alert", words(parked)));
    head.row("Next look", words(dossier.due()));
    if (wide) {
      head.print(out);
    } else {
      head.fitBesideNames(out);
    }
    out.println();
    evidence(wide).print(wide, out);
    out.println();
  }

  private TextTable evidence(boolean wide) {
    TextTable evidence =
        wide
            ? new TextTable("FACT", "TIME", "EVENT ID", "CALL")
            : new TextTable("FACT", "TIME", "EVENT ID");
    Map<String, Optional<Proof>> facts = proofs();
    signIns().forEach((shown, proof) -> facts.put("signIn " + shown, Optional.of(proof)));
    facts.forEach((fact, proof) ->
        proof.ifPresent(it -> {
          if (wide) {
            evidence.row(fact, it.time().toString(), it.eventId(), it.call());
          } else {
            evidence.row(fact, Days.minute(it.time()), it.eventId());
          }
        }));
    return evidence;
  }

  /** Adds what qualifies the age of the password. */
  private void aboutThePassword(TextTable head) {
    user()
        .linkSent()
        .ifPresent(proof ->
            head.row(
                "Mailed link",
                "sent %s; %s"
                    .formatted(
                        proof.time(),
                        terms.policy().emailReset() == EmailReset.COUNTS
                            ? "policy takes it for a reset"
                            : "no event shows whether it was followed, so it moves no count")));
    Optional.ofNullable(user().signIns().byFactors().get(Factors.ENROLMENT))
        .ifPresent(proof ->
            head.row(
                "Enrolment",
                "a second factor was registered and proved in the sign-in of " + proof.time()));
  }

  Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("userId", user().id().value());
    fields.put("userName", Json.text(user().name().map(Register::value)));
    fields.put("contact", Contacts.fields(user()));
    fields.put("identityStoreId", Json.text(user().identityStoreId()));
    fields.put("status", StandingView.status(user()));
    fields.put("directory", Json.text(user().listing().map(it -> label(it.value().presence()))));
    fields.put("credentials", Json.text(user().credentials().map(Register::value)));
    proofs().forEach((fact, proof) -> fields.put(fact, proof.map(UserView::fields).orElse(null)));
    Map<String, Object> signIns = new LinkedHashMap<>();
    signIns().forEach((shown, proof) -> signIns.put(shown, fields(proof)));
    fields.put("signIns", signIns);
    for (Control control : Control.values()) {
      fields.put(control.label(), fields(control));
    }
    fields.put("parked", dossier.parked().stream().map(UserView::fields).toList());
    fields.put("due", Json.text(instant(dossier.due())));
    return fields;
  }

  private static Map<String, Object> fields(Proof proof) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", proof.time().toString());
    fields.put("eventId", proof.eventId());
    fields.put("call", proof.call());
    fields.put("source", label(proof.source()));
    return fields;
  }

  private static Map<String, Object> fields(Dossier.Parked parked) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("alert", parked.alert().id().toString());
    fields.put("finding", parked.alert().finding().toString());
    fields.put("reason", parked.reason());
    fields.put("at", parked.at().toString());
    return fields;
  }

  private Map<String, @Nullable Object> fields(Control control) {
    Map<String, @Nullable Object> fields = StandingView.fields(outcome(control));
    fields.put("sinceFact", Json.text(baseline(control).map(it -> it.from().label())));
    exemption(control)
        .ifPresent(exemption -> {
          fields.put("exemption", exemption.id());
          fields.put("until", exemption.until().toString());
          fields.put("owner", exemption.owner());
        });
    fields.put("openFinding", Json.text(dossier.state(control).openFinding().map(Finding::uid)));
    return fields;
  }

  private Map<String, Optional<Proof>> proofs() {
    Map<String, Optional<Proof>> proofs = new LinkedHashMap<>();
    proofs.put("firstSeen", user().firstSeen());
    proofs.put("created", user().created().map(Register::proof));
    proofs.put("lastAuthenticated", user().lastAuthenticated());
    proofs.put("credentialsAt", user().credentials().map(Register::proof));
    proofs.put("lastActivity", user().lastActivity());
    proofs.put("portalUse", user().portalUse());
    proofs.put("passwordResetAt", user().passwordReset());
    proofs.put("passwordLinkSentAt", user().linkSent());
    proofs.put("access", user().access().latest().map(AccessHistory.Entry::proof));
    proofs.put("statusInDoubtAt", doubt());
    proofs.put("deleted", user().deleted());
    proofs.put("listing", user().listing().map(Register::proof));
    return proofs;
  }

  /** The latest sign-in of each kind, by what it showed. */
  private Map<String, Proof> signIns() {
    Map<String, Proof> latest = new LinkedHashMap<>();
    user().signIns().byFactors().forEach((shown, proof) -> latest.put(shown.label(), proof));
    return latest;
  }

  private Optional<Proof> doubt() {
    return user().doubted().filter(_ -> user().inDoubt());
  }

  /** Without the time of what must not be. */
  String briefStatus() {
    return status(use -> use.signedIn() ? "signed in" : "used");
  }

  /** With what must not be: that a disabled or deleted user came. */
  String statusWords() {
    return status(UserView::words);
  }

  private String status(Function<RevokedUse, String> words) {
    String status = StandingView.status(user()) + (user().inDoubt() ? " (in doubt)" : "");
    return mustNotBe().map(use -> status + ", " + words.apply(use)).orElse(status);
  }

  private Optional<RevokedUse> mustNotBe() {
    return standings.values().stream()
        .filter(it -> it instanceof Standing.Used used && used.breached())
        .map(it -> ((Standing.Used) it).use())
        .findFirst();
  }

  static String words(RevokedUse use) {
    return (use.signedIn() ? "signed in " : "used ") + use.use().time();
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  Standing standing(Control control) {
    return standings.getOrDefault(control, Standing.NotChecked.UNTIL_MENDED);
  }

  Outcome outcome(Control control) {
    return Outcome.of(standing(control), user().status());
  }

  private Optional<Baseline> baseline(Control control) {
    return switch (standing(control)) {
      case Standing.Counting counting -> Optional.of(counting.baseline());
      case Standing.NotDeterminable(var soFar) -> soFar.map(Standing.Counting::baseline);
      case Standing.BeyondHorizon(var baseline, _) -> Optional.of(baseline);
      case Standing.NotChecked(var soFar, _) -> soFar.map(Standing.Counting::baseline);
      case Standing.Used used when used.breached() -> Optional.of(used.baseline());
      case Standing.Used _, Standing.Exempt _, Standing.NotApplicable _ -> Optional.empty();
    };
  }

  Optional<Exemption> exemption(Control control) {
    return switch (standing(control)) {
      case Standing.Exempt(var exemption) -> Optional.of(exemption);
      case Standing.Used used -> used.exemption();
      case Standing.Counting _, Standing.NotDeterminable _ -> Optional.empty();
      case Standing.NotApplicable _, Standing.NotChecked _ -> Optional.empty();
      case Standing.BeyondHorizon _ -> Optional.empty();
    };
  }

  /** For a table's cell: the word, and what it needs to be understood. */
  String words(Control control) {
    Outcome outcome = outcome(control);
    List<String> words = new ArrayList<>(List.of(outcome.word().label()));
    switch (outcome.word()) {
      case NOT_DETERMINABLE, NOT_CHECKED ->
          outcome.next().ifPresent(it -> words.add("before " + HorizonView.seconds(it)));
      case EXEMPT ->
          exemption(control)
              .ifPresent(it ->
                  words.add("until %s (%s)".formatted(HorizonView.seconds(it.until()), it.id())));
      case NOT_APPLICABLE -> {
        outcome.because().ifPresent(it -> words.add("(" + it + ")"));
        outcome.next().ifPresent(it -> words.add("until " + HorizonView.seconds(it)));
      }
      case ESCALATED, BREACH, WARNING, COMPLIANT -> {
        outcome.days().ifPresent(it -> words.add(it + " d"));
        if (standing(control) instanceof Standing.Used used) {
          words.add("(" + words(used.use()) + ")");
        }
      }
    }
    return String.join(" ", words);
  }

  /** The same with the reason. */
  private String sentence(Control control) {
    return words(control) + new Reason(standing(control), terms).words();
  }

  private static String words(Register<Listing> listing) {
    return "%s, asked %s"
        .formatted(label(listing.value().presence()), HorizonView.seconds(listing.proof().time()));
  }

  private static String words(Finding finding) {
    return "%s, %s, opened %s"
        .formatted(finding.level().label(), finding.uid(), HorizonView.seconds(finding.openedAt()));
  }

  private static String words(Dossier.Parked parked) {
    return "%s, refused for good at %s: %s"
        .formatted(parked.alert().id(), parked.at(), parked.reason());
  }

  private static String words(Due due) {
    return switch (due) {
      case Due.Now() -> "at the next sweep";
      case Due.At(var when) -> HorizonView.seconds(when).toString();
      case Due.Never() -> "when something changes";
    };
  }

  /** For machines, which compare it with the clock: what is due already lies in the past. */
  private static Optional<Instant> instant(Due due) {
    return switch (due) {
      case Due.Now() -> Optional.of(Instant.EPOCH);
      case Due.At(var when) -> Optional.of(when);
      case Due.Never() -> Optional.empty();
    };
  }
}
