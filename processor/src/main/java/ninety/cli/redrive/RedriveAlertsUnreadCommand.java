package ninety.cli.redrive;

import io.vavr.control.Validation;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import ninety.app.Wiring;
import ninety.cli.option.OutputOption;
import ninety.cli.option.Texts;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.Output;
import ninety.cli.terminal.ProgressLine;
import ninety.cli.terminal.TextTable;
import ninety.finding.UnreadAlerts;
import ninety.redrive.Moving;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "alerts-unread",
    customSynopsis = "ninety redrive alerts-unread --alerts-unread=URL [OPTION]...",
    description = {
      "Has SQS move the alerts that the SIEM received ten times and never deleted back to the alert"
          + " queue, all of them, and waits for that. First mend the reader; a SIEM drops repeats by"
          + " metadata.uid.",
      "",
      "The move goes on in SQS whatever becomes of this command: called again, it waits for the one"
          + " that is under way. The alerts keep their text and signature; the 14 days that the"
          + " queue keeps them begin anew.",
      "",
      "Exit codes: 0 all are moved, or there was none; 1 the move failed or was cancelled; 2"
          + " misused.",
      ""
    })
public final class RedriveAlertsUnreadCommand implements Callable<Integer> {

  /** SQS, StartMessageMoveTask: messages a second. */
  private static final int FASTEST = 500;

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = "--alerts-unread",
      defaultValue = "${env:NINETY_ALERTS_UNREAD}",
      paramLabel = "URL",
      description =
          "The queue alerts-unread, of alerts that the SIEM received ten times and never"
              + " deleted.")
  private @Nullable String alertsUnread;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Move at most so many alerts a second (as many as SQS can).")
  private @Nullable String rate;

  @Option(names = "--dry-run", description = "Say how many there are; move nothing.")
  private boolean dryRun;

  @Mixin private OutputOption output = new OutputOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public RedriveAlertsUnreadCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(String queue, Optional<Integer> rate, Output output) {}

  @Override
  public Integer call() {
    Settings settings =
        Texts.checked(
            Validation.combine(
                    Texts.required("--alerts-unread", "NINETY_ALERTS_UNREAD", alertsUnread),
                    rate == null || rate.isBlank()
                        ? Validation.<String, Optional<Integer>>valid(Optional.empty())
                        : Texts.count("--rate", rate, 1, FASTEST).map(Optional::of),
                    output.value())
                .ap(Settings::new));
    try (Wiring wiring = new Wiring(clock)) {
      UnreadAlerts alerts = wiring.unreadAlerts(settings.queue());
      long before = alerts.size();
      Optional<UnreadAlerts.Move> move = Optional.empty();
      if (!dryRun) {
        try (ProgressLine progress = new ProgressLine(spec)) {
          move = new Moving(alerts, Wiring::pause).run(settings.rate(), progress::messages);
        }
      }
      long after = dryRun ? before : alerts.size();
      print(settings.output(), before, after, move);
      return dryRun || move.map(it -> isDone(it, after)).orElse(true) ? Exit.DONE : Exit.FAILED;
    }
  }

  /** Counts lag, so what is there still says something only where nothing was moved. */
  private static boolean isDone(UnreadAlerts.Move move, long after) {
    return move.state() == UnreadAlerts.State.COMPLETED && (move.moved() > 0 || after == 0);
  }

  private void print(Output form, long before, long after, Optional<UnreadAlerts.Move> move) {
    PrintWriter out = spec.commandLine().getOut();
    switch (form) {
      case JSON -> out.println(Json.line(fields(before, after, move)));
      case TABLE -> {
        out.println(words(before, move));
        if (move.isPresent() && after > 0) {
          out.printf("About %d are in the queue now.%n", after);
        }
      }
    }
    out.flush();
  }

  private String words(long before, Optional<UnreadAlerts.Move> move) {
    if (dryRun) {
      return "alerts-unread: about %d would be moved to the alert queue (dry run)."
          .formatted(before);
    }
    return move.map(it ->
            switch (it.state()) {
              case COMPLETED ->
                  "alerts-unread: about %d moved to the alert queue.".formatted(it.moved());
              case CANCELLED ->
                  "alerts-unread: The move was cancelled; about %d were moved."
                      .formatted(it.moved());
              case FAILED ->
                  "alerts-unread: The move failed (%s); about %d were moved."
                      .formatted(
                          TextTable.printable(it.failure().orElse("no reason given")), it.moved());
              case RUNNING ->
                  "alerts-unread: The move goes on in SQS; about %d are moved so far."
                      .formatted(it.moved());
            })
        .orElse("alerts-unread: The queue is empty.");
  }

  private Map<String, @Nullable Object> fields(
      long before, long after, Optional<UnreadAlerts.Move> move) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("queue", "alerts-unread");
    fields.put("dryRun", dryRun);
    fields.put("inQueueBefore", before);
    fields.put("inQueue", after);
    fields.put(
        "state", move.map(it -> it.state().name().toLowerCase(java.util.Locale.ROOT)).orElse(null));
    fields.put("moved", move.map(UnreadAlerts.Move::moved).orElse(0L));
    fields.put("startedAt", Json.text(move.map(UnreadAlerts.Move::started)));
    fields.put("failure", Json.text(move.flatMap(UnreadAlerts.Move::failure)));
    return fields;
  }
}
