package ninety.cli.explain;

import io.vavr.control.Validation;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import ninety.cli.option.AccountsOption;
import ninety.cli.option.IdentityStoreOption;
import ninety.cli.option.InputFile;
import ninety.cli.option.OutputOption;
import ninety.cli.option.SignsOption;
import ninety.cli.option.Texts;
import ninety.cli.option.WideOption;
import ninety.cli.terminal.Complaint;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.TextTable;
import ninety.cloudtrail.Decoded;
import ninety.cloudtrail.Reading;
import ninety.cloudtrail.RecordReader;
import ninety.cloudtrail.Watched;
import ninety.ingest.DeadLetter;
import ninety.user.Fact;
import ninety.user.Subject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "explain",
    description = {
      "Says what ninety makes of CloudTrail records and why an event did not count. Needs no AWS.",
      "",
      "Reads EventBridge envelopes or CloudTrail records: one JSON object, JSON lines, a JSON"
          + " array, CloudTrail's {\"Records\":[...]}, the output of aws cloudtrail lookup-events,"
          + " ninety's own dead letters or aws sqs receive-message's output with them, plain or"
          + " gzip.",
      "",
      "With --output json, one JSON line each: source (FILE#INDEX, from 0), outcome (observed,"
          + " ignored, rejected), kind, userId, userName, identityStoreId, time, eventId, reason."
          + " An observed record has a reason where it leaves something open, or where 'ninety process'"
          + " sends it to the dead letters all the same (user-id-unknown).",
      ""
    })
public final class ExplainCommand implements Callable<Integer> {

  private static final String INDENT = "  ";

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "Files to read; none, or -, for standard input.")
  private List<String> files = List.of();

  @Mixin private IdentityStoreOption identityStore = new IdentityStoreOption();

  @Mixin private AccountsOption accounts = new AccountsOption();

  @Mixin private SignsOption signs = new SignsOption();

  @Mixin private WideOption wide = new WideOption();

  @Mixin private OutputOption output = new OutputOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public ExplainCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    var settings =
        Texts.checked(
            Validation.combine(
                    identityStore.value(), accounts.value(), signs.value(), output.value())
                .ap((store, trusted, roles, form) ->
                    Map.entry(
                        new Watched(store, trusted, true, Set.copyOf(roles.values())), form)));
    RecordReader reader = new RecordReader(settings.getKey());
    PrintWriter out = spec.commandLine().getOut();
    boolean allRead = true;
    for (String file : files.isEmpty() ? List.of(InputFile.STANDARD_INPUT) : files) {
      try {
        List<Reading> readings = new InputFile(file).readings(reader, clock.instant());
        if (readings.isEmpty()) {
          complain(file + " holds no record");
        }
        for (int index = 0; index < readings.size(); index++) {
          String source = file + "#" + index;
          out.println(
              switch (settings.getValue()) {
                case JSON -> Json.line(fields(source, readings.get(index)));
                case TABLE -> words(source, readings.get(index));
              });
        }
      } catch (IOException unreadable) {
        complain(new InputFile(file).why(unreadable));
        allRead = false;
      }
    }
    out.flush();
    return allRead ? Exit.DONE : Exit.FAILED;
  }

  private void complain(String sentence) {
    Complaint.print(spec, sentence);
  }

  private static Map<String, @Nullable Object> fields(String source, Reading reading) {
    Optional<Fact> fact = fact(reading);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("source", source);
    fields.put("outcome", outcome(reading));
    fields.put("kind", Json.text(kind(reading)));
    fields.put("userId", Json.text(fact.flatMap(ExplainCommand::userId)));
    fields.put("userName", Json.text(fact.flatMap(it -> it.subject().name())));
    fields.put("identityStoreId", Json.text(fact.flatMap(Fact::identityStoreId)));
    fields.put("time", Json.text(reading.eventTime()));
    fields.put("eventId", Json.text(reading.eventId()));
    fields.put("reason", Json.text(reason(reading)));
    return fields;
  }

  /** In one line; or in lines that fit a terminal, those after the first of a record indented. */
  private String words(String source, Reading reading) {
    List<String> parts =
        Stream.of(
                Optional.of("%s  %s".formatted(outcome(reading), reading.eventTime().orElse("-"))),
                fact(reading)
                    .map(fact ->
                        fact.kind().label()
                            + " of "
                            + userId(fact).or(() -> fact.subject().name()).orElse("?")),
                reason(reading))
            .flatMap(Optional::stream)
            .map(TextTable::printable)
            .toList();
    String file = TextTable.printable(source);
    if (wide.value()) {
      return file + INDENT + String.join(INDENT, parts);
    }
    String first = file + INDENT + parts.getFirst();
    boolean fits = first.length() <= TextTable.TERMINAL;
    List<String> lines =
        new ArrayList<>(TextTable.wrapped(fits ? first : file, TextTable.TERMINAL));
    parts.stream()
        .skip(fits ? 1 : 0)
        .flatMap(part -> TextTable.wrapped(part, TextTable.TERMINAL - INDENT.length()).stream())
        .forEach(line -> lines.add(INDENT + line));
    return String.join(System.lineSeparator(), lines);
  }

  private static Optional<String> kind(Reading reading) {
    return reading.decoded() instanceof Decoded.Tampered
        ? Optional.of(Decoded.Tampered.LABEL)
        : reading.decoded() instanceof Decoded.Heartbeat
            ? Optional.of("heartbeat")
            : fact(reading).map(it -> it.kind().label());
  }

  private static Optional<Fact> fact(Reading reading) {
    return reading.decoded() instanceof Decoded.Observed(var fact)
        ? Optional.of(fact)
        : Optional.empty();
  }

  private static Optional<String> userId(Fact fact) {
    return switch (fact.subject()) {
      case Subject.ById(var id, _) -> Optional.of(id.value());
      case Subject.ByName _ -> Optional.empty();
    };
  }

  /** A remark on a fact that is understood and belongs to nobody. */
  private static Optional<String> nameOnly(Fact fact) {
    return fact.subject() instanceof Subject.ByName
        ? Optional.of(
            DeadLetter.USER_ID_UNKNOWN
                + ": It names its user by name only, so 'ninety process' sends it to the dead"
                + " letters.")
        : Optional.empty();
  }

  private static String outcome(Reading reading) {
    return switch (reading.decoded()) {
      case Decoded.Observed _, Decoded.Heartbeat _, Decoded.Tampered _ -> "observed";
      case Decoded.Ignored _, Decoded.DirectoryChanged _ -> "ignored";
      case Decoded.Rejected _ -> "rejected";
    };
  }

  private static Optional<String> reason(Reading reading) {
    return switch (reading.decoded()) {
      case Decoded.Observed(var fact) ->
          Stream.of(
                  nameOnly(fact),
                  fact.kind().caveat().map(caveat -> caveat.label() + ": " + caveat.explanation()))
              .flatMap(Optional::stream)
              .reduce((first, second) -> first + " " + second);
      case Decoded.DirectoryChanged(var proof) ->
          Optional.of(
              Decoded.DirectoryChanged.LABEL
                  + ": "
                  + proof.call()
                  + " changes where the directory's users come from; it is about no single user.");
      case Decoded.Tampered(var proof, var actor, var target, _, _) ->
          Optional.of(
              "%s: %s%s by %s changes the way on which events come, if what it changes is ours."
                  .formatted(
                      Decoded.Tampered.LABEL,
                      proof.call(),
                      target.map(it -> " of " + it).orElse(""),
                      actor));
      case Decoded.Heartbeat(var source, var time) ->
          Optional.of("heartbeat: of %s at %s".formatted(source.text(), time));
      case Decoded.Ignored(var reason, var detail) -> Optional.of(reason.label() + ": " + detail);
      case Decoded.Rejected(var fault, var detail) -> Optional.of(fault.label() + ": " + detail);
    };
  }
}
