package ninety.cli;

import io.vavr.control.Validation;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import ninety.policy.Control;
import ninety.policy.Dossier;
import ninety.policy.Finding;
import ninety.policy.Policy;
import ninety.policy.Standing;
import ninety.store.DynamoDossiers;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "users",
    description = {
      "Lists the users that are known, the longest inactive first; or one user, by id or name, with"
          + " the CloudTrail event that proves each date.",
      "",
      "With --output json, one JSON line a user.",
      ""
    })
final class UsersCommand implements Callable<Integer> {

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "USER", arity = "0..1", description = "The id or the name of one user.")
  private @Nullable String user;

  @Option(
      names = "--table",
      defaultValue = "${env:NINETY_TABLE:-ninety-users}",
      paramLabel = "NAME",
      description = "The DynamoDB table of users (${DEFAULT-VALUE}).")
  private @Nullable String table;

  @Option(
      names = "--inactivity-from",
      defaultValue = "${env:NINETY_INACTIVITY_FROM:-last-activity}",
      paramLabel = "FACT",
      description = "What ends inactivity: last-activity or last-authenticated (${DEFAULT-VALUE}).")
  private String inactivityFrom = "";

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description = "Count the days up to this instant instead of now.")
  private @Nullable String at;

  @Option(
      names = "--output",
      defaultValue = "${env:NINETY_OUTPUT:-table}",
      paramLabel = "FORM",
      description = "table or json (${DEFAULT-VALUE}).")
  private String output = "";

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  UsersCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(String table, Policy.Basis basis, Optional<Instant> at, Output output) {}

  /** A user under the policy, at the instant that was asked for. */
  private record View(Dossier dossier, Map<Control, Standing> standings, Instant asOf) {

    static View of(Dossier dossier, Policy policy, Instant asOf) {
      Map<Control, Standing> standings = new LinkedHashMap<>();
      for (Control control : Control.values()) {
        standings.put(control, Standing.of(dossier.user(), control, policy, asOf));
      }
      return new View(dossier, standings, asOf);
    }

    UserRecord user() {
      return dossier.user();
    }

    Optional<Instant> countedFrom(Control control) {
      return standings.get(control) instanceof Standing.Counting(var baseline, _, _)
          ? Optional.of(baseline.since())
          : Optional.empty();
    }
  }

  @Override
  public Integer call() {
    Settings settings =
        Texts.checked(
            Validation.combine(
                    Texts.required("--table", "NINETY_TABLE", table),
                    Texts.oneOf("--inactivity-from", inactivityFrom, Policy.Basis.class),
                    Texts.instant("--at", at),
                    Texts.oneOf("--output", output, Output.class))
                .ap(Settings::new));
    Instant asOf = settings.at().orElseGet(clock::instant);
    Policy policy =
        new Policy(Policy.STANDARD.inactivity(), Policy.STANDARD.passwordAge(), settings.basis());
    try (Wiring wiring = new Wiring(clock)) {
      List<View> views =
          wanted(wiring.dossiers(settings.table()))
              .map(dossier -> View.of(dossier, policy, asOf))
              .sorted(
                  Comparator.comparing(
                          (View view) -> view.countedFrom(Control.INACTIVITY).orElse(Instant.MAX))
                      .thenComparing(view -> view.user().id()))
              .toList();
      if (user != null && views.isEmpty()) {
        throw Failure.failed(
            "Table %s knows no user with the id or name '%s'".formatted(settings.table(), user));
      }
      print(views, settings.output());
      return Exit.DONE;
    }
  }

  private Stream<Dossier> wanted(DynamoDossiers dossiers) {
    if (user == null) {
      return dossiers.all();
    }
    String wanted = user;
    return UserId.parse(wanted)
        .map(id -> dossiers.read(id).stream())
        .orElseGet(() ->
            dossiers
                .all()
                .filter(dossier ->
                    dossier
                        .user()
                        .name()
                        .filter(name -> name.value().equalsIgnoreCase(wanted))
                        .isPresent()));
  }

  private void print(List<View> views, Output form) {
    PrintWriter out = spec.commandLine().getOut();
    switch (form) {
      case JSON -> views.forEach(view -> out.println(Json.line(fields(view))));
      case TABLE -> {
        if (user == null) {
          list(views, out);
        } else {
          views.forEach(view -> detail(view, out));
        }
      }
    }
    out.flush();
  }

  private static void list(List<View> views, PrintWriter out) {
    TextTable table =
        new TextTable(
            "USER", "NAME", "STATUS", "LAST SIGN-IN", "LAST ACTIVITY", "INACTIVE", "PASSWORD AGE");
    for (View view : views) {
      table.row(
          view.user().id().value(),
          view.user().name().map(Register::value).orElse("-"),
          status(view),
          view.user().lastAuthenticated().map(it -> it.proof().time().toString()).orElse("-"),
          view.user().lastActivity().map(it -> it.time().toString()).orElse("-"),
          words(view, Control.INACTIVITY),
          words(view, Control.PASSWORD_AGE));
    }
    table.print(out);
    out.printf("%d users%n", views.size());
  }

  private static void detail(View view, PrintWriter out) {
    UserRecord user = view.user();
    TextTable head = new TextTable("User", user.id().value());
    head.row("Name", user.name().map(Register::value).orElse("not known"));
    head.row("Identity store", user.identityStoreId().orElse("not known"));
    head.row("Status", status(view));
    for (Control control : Control.values()) {
      head.row("%s (%s)".formatted(control.label(), control.requirement()), words(view, control));
      view.dossier()
          .watch(control)
          .open()
          .ifPresent(finding ->
              head.row(
                  "  open finding",
                  "%s, %s, opened %s"
                      .formatted(finding.level().label(), finding.uid(), finding.openedAt())));
    }
    head.row(
        "Next look",
        view.dossier().due().map(UsersCommand::dueText).orElse("when something changes"));
    head.print(out);
    out.println();
    TextTable evidence = new TextTable("FACT", "TIME", "EVENT ID", "CALL");
    proofs(user)
        .forEach((fact, proof) ->
            proof.ifPresent(
                it -> evidence.row(fact, it.time().toString(), it.eventId(), it.call())));
    evidence.print(out);
    out.println();
  }

  private static String dueText(Instant due) {
    return due.equals(Dossier.AT_ONCE) ? "at the next sweep" : due.toString();
  }

  private static String status(View view) {
    return view.user().status().name().toLowerCase(Locale.ROOT);
  }

  /** Never "compliant": that a limit is kept is for the one to say who knows the whole coverage. */
  private static String words(View view, Control control) {
    return switch (standing(view, control)) {
      case Standing.Counting(var baseline, var level, _) ->
          "%d d%s"
              .formatted(
                  Duration.between(baseline.since(), view.asOf()).toDays(),
                  level.map(it -> " " + it.label()).orElse(""));
      case Standing.NotApplicable(var cause, _) -> "does not apply: " + cause.label();
      case Standing.NotDeterminable() -> "not determinable";
    };
  }

  private static Standing standing(View view, Control control) {
    return view.standings().getOrDefault(control, new Standing.NotDeterminable());
  }

  private static Map<String, Optional<Proof>> proofs(UserRecord user) {
    Map<String, Optional<Proof>> proofs = new LinkedHashMap<>();
    proofs.put("firstSeen", user.firstSeen());
    proofs.put("created", user.created().map(Register::proof));
    proofs.put("lastAuthenticated", user.lastAuthenticated().map(Register::proof));
    proofs.put("lastActivity", user.lastActivity());
    proofs.put("passwordResetAt", user.passwordReset());
    proofs.put("access", user.access().map(Register::proof));
    proofs.put("deleted", user.deleted());
    return proofs;
  }

  private static Map<String, @Nullable Object> fields(View view) {
    UserRecord user = view.user();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("userId", user.id().value());
    fields.put("userName", Json.text(user.name().map(Register::value)));
    fields.put("identityStoreId", Json.text(user.identityStoreId()));
    fields.put("status", status(view));
    fields.put("credentials", Json.text(user.lastAuthenticated().map(Register::value)));
    proofs(user).forEach((fact, proof) -> fields.put(fact, fields(proof)));
    for (Control control : Control.values()) {
      fields.put(control.label(), fields(view, control));
    }
    fields.put("due", Json.text(view.dossier().due()));
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

  private static Map<String, @Nullable Object> fields(View view, Control control) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    switch (standing(view, control)) {
      case Standing.Counting(var baseline, var level, var next) -> {
        fields.put("standing", "counting");
        fields.put("countedFrom", baseline.since().toString());
        fields.put("countedFromFact", baseline.from().label());
        fields.put("days", Duration.between(baseline.since(), view.asOf()).toDays());
        fields.put("level", Json.text(level.map(it -> it.label())));
        fields.put("next", Json.text(next));
      }
      case Standing.NotApplicable(var cause, _) -> {
        fields.put("standing", "not-applicable");
        fields.put("cause", cause.label());
      }
      case Standing.NotDeterminable() -> fields.put("standing", "not-determinable");
    }
    fields.put("openFinding", Json.text(view.dossier().watch(control).open().map(Finding::uid)));
    return fields;
  }
}
