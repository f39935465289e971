package ninety.cli.users;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import ninety.app.Sources;
import ninety.app.Wiring;
import ninety.cli.option.ListingOption;
import ninety.cli.option.PolicyOptions;
import ninety.cli.option.SourceOptions;
import ninety.cli.option.TableOption;
import ninety.cli.option.Texts;
import ninety.cli.option.WideOption;
import ninety.cli.terminal.Failure;
import ninety.cli.terminal.FeedView;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.ReconciliationView;
import ninety.cli.terminal.Unreadable;
import ninety.exemption.Exemptions;
import ninety.finding.AllDossiers;
import ninety.finding.Dossier;
import ninety.policy.Policy;
import ninety.policy.Terms;
import ninety.user.UserId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "users",
    description = {
      "Lists the users that are known, the longest inactive first; or one user, by id or name, with"
          + " the CloudTrail event that proves each date. Below it stands the evidence: since"
          + " when and up to when the events are known.",
      "",
      "The standings are those of 'ninety report': compliant is said only where an activity, a"
          + " reset or the creation within the days is proved. 'not-determinable before' a day:"
          + " nothing was seen since coverage began, and what was before is not known.",
      "",
      "--at-risk lists whoever reaches a level soon if nothing happens before, the soonest first:"
          + " the ends of exemptions and graces are foreseen. A level that is reached already is in"
          + " the list without it.",
      "",
      "With --output json, one JSON line a user, and a last one on coverage: asOf, horizon,"
          + " coverageFrom, coverageSince, gaps, exemptions, policy, whatIf, populationKnown,"
          + " reconciliation, unreadable. With --at-risk each user has atRisk: control, level, at. With --output"
          + " csv, a header and one line a user (with --at-risk, a user and control); what it rests"
          + " on goes to standard error.",
      "",
      "Exit codes: 0; 1 some items of the table could not be read, or nobody was found. The items"
          + " are named on standard error, with what to do; the others are listed.",
      "",
      "Users are judged by the policy that the last sweep brought into force. An option that says"
          + " otherwise, or its variable, asks \"what if\", and the output says so.",
      ""
    })
public final class UsersCommand implements Callable<Integer> {

  /** No threshold is longer. */
  private static final int MOST_DAYS = 3650;

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "USER", arity = "0..1", description = "The id or the name of one user.")
  private @Nullable String user;

  @Mixin private TableOption table = new TableOption();

  @Mixin private PolicyOptions policy = new PolicyOptions();

  @Mixin private SourceOptions sources = new SourceOptions();

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description =
          "Count the days up to this instant instead of the horizon, up to which all events are"
              + " known.")
  private @Nullable String at;

  @Option(
      names = "--at-risk",
      arity = "0..1",
      fallbackValue = "30",
      paramLabel = "DAYS",
      description =
          "Only who reaches warning, breach or escalated within so many days of that instant (30,"
              + " where no number is given).")
  private @Nullable String atRisk;

  @Mixin private WideOption wide = new WideOption();

  @Mixin private ListingOption output = new ListingOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public UsersCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(
      String table,
      Policy policy,
      Sources sources,
      Optional<Instant> at,
      OptionalInt atRisk,
      ListingOption.Form output) {}

  /** The ground of all that is said of users. */
  private record Basis(FeedView source, PolicyView held, ReconciliationView compared, Terms terms) {

    void print(PrintWriter out) {
      source.print(terms.asOf(), exemptions(), out);
      compared.words().forEach(out::println);
      held.print(out);
      out.flush();
    }

    Map<String, @Nullable Object> fields() {
      Map<String, @Nullable Object> fields = source.fields(terms.asOf(), exemptions());
      held.addTo(fields);
      compared.addTo(fields);
      return fields;
    }

    private int exemptions() {
      return terms.exemptions().inForce(terms.asOf()).size();
    }
  }

  @Override
  public Integer call() {
    Settings settings = Texts.checked(settings());
    try (Wiring wiring = new Wiring(clock)) {
      AllDossiers dossiers = wiring.dossiers(settings.table());
      Exemptions exemptions = wiring.exemptions(settings.table()).read();
      Basis basis = basis(wiring, exemptions, settings);
      Unreadable unreadable = new Unreadable();
      unreadable.addAll(exemptions.unreadable());
      unreadable.addAll(wiring.attestations(settings.table()).read().unreadable());
      List<UserView> views =
          wanted(dossiers, unreadable)
              .map(dossier -> UserView.of(dossier, basis.terms()))
              .sorted(
                  Comparator.comparing((UserView view) -> view.countedSince().orElse(Instant.MAX))
                      .thenComparing(view -> view.user().id()))
              .toList();
      if (user != null && views.isEmpty()) {
        unreadable.print(spec);
        throw Failure.failed(
            "Table %s knows no user with the id or name '%s'%s."
                .formatted(
                    settings.table(), user, unreadable.isEmpty() ? "" : " that can be read"));
      }
      print(views, basis, unreadable, settings);
      return unreadable.print(spec);
    }
  }

  private Basis basis(Wiring wiring, Exemptions exemptions, Settings settings) {
    FeedView source = FeedView.of(wiring.feed(settings.table(), settings.sources()));
    PolicyView held =
        PolicyView.of(
            wiring.policyLog(settings.table()).read(),
            settings.policy(),
            PolicyOptions.given(spec.commandLine().getParseResult(), System.getenv()));
    Terms terms =
        new Terms(
            held.policy(),
            exemptions,
            settings.at().isPresent() ? source.observed() : source.judged(),
            settings.at().orElseGet(source::asOf),
            source.now());
    return new Basis(source, held, ReconciliationView.of(wiring, settings.table()), terms);
  }

  private Validation<Seq<String>, Settings> settings() {
    return Validation.combine(
            Texts.alone(table.value()),
            policy.policy(),
            sources.sources(),
            Texts.alone(Texts.instant("--at", at)),
            Texts.alone(days()),
            Texts.alone(output.value()))
        .ap(Settings::new)
        .mapError(mistakes -> mistakes.flatMap(each -> each));
  }

  private Validation<String, OptionalInt> days() {
    if (atRisk == null) {
      return Validation.valid(OptionalInt.empty());
    }
    return user == null
        ? Texts.count("--at-risk", atRisk, 1, MOST_DAYS).map(OptionalInt::of)
        : Validation.invalid("--at-risk lists users; leave out USER, or --at-risk");
  }

  private Stream<Dossier> wanted(AllDossiers dossiers, Unreadable unreadable) {
    if (user == null) {
      return dossiers.all(unreadable);
    }
    String wanted = user;
    return UserId.parse(wanted)
        .map(id -> unreadable.unless(() -> dossiers.read(id)).stream())
        .orElseGet(() ->
            dossiers
                .all(unreadable)
                .filter(dossier ->
                    dossier
                        .user()
                        .name()
                        .filter(name -> name.value().equalsIgnoreCase(wanted))
                        .isPresent()));
  }

  private void print(List<UserView> views, Basis basis, Unreadable unreadable, Settings settings) {
    PrintWriter out = spec.commandLine().getOut();
    Terms terms = basis.terms();
    Optional<AtRisk> risk =
        settings.atRisk().isEmpty()
            ? Optional.empty()
            : Optional.of(AtRisk.of(views, terms, settings.atRisk().getAsInt()));
    switch (settings.output()) {
      case JSON -> {
        risk.ifPresentOrElse(
            it -> it.lines(out),
            () -> views.forEach(view -> out.println(Json.line(view.fields()))));
        Map<String, @Nullable Object> fields = basis.fields();
        fields.put("unreadable", unreadable.items());
        out.println(Json.line(fields));
      }
      case CSV -> {
        risk.map(AtRisk::csv).orElseGet(() -> new UserList(views).csv(terms.asOf())).print(out);
        basis.print(spec.commandLine().getErr());
      }
      case TABLE -> {
        if (user != null) {
          views.forEach(view -> view.detail(wide.value(), out));
        } else {
          risk.ifPresentOrElse(
              it -> it.print(wide.value(), out),
              () -> new UserList(views).print(wide.value(), out));
        }
        basis.print(out);
      }
    }
    out.flush();
  }
}
