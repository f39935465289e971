package ninety.cli.redrive;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code ninety redrive}, which is nothing but its subcommands. */
@Command(
    name = "redrive",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Brings back what was given up, once its cause is mended. Each queue is brought back by its"
          + " nature:",
      "",
      "  dead-letters   records that the consumer could not use: into the table",
      "  undelivered    events that EventBridge gave up: onto the stream again",
      "  unsent         events that other Regions could not forward: the same",
      "  alerts-unread  alerts that the SIEM never deleted: to the alert queue",
      "",
      "Begin with 'ninety redrive list': it shows what each queue holds, why, and what is made of"
          + " it now. Then the command of the queue, first with --dry-run.",
      "",
      "A message is deleted only after what it says is where it belongs; killed at any time, a"
          + " redrive loses nothing, and may be repeated. How often or how late a record comes"
          + " changes nothing.",
      ""
    },
    subcommands = {
      RedriveListCommand.class,
      RedriveDeadLettersCommand.class,
      RedriveUndeliveredCommand.class,
      RedriveUnsentCommand.class,
      RedriveAlertsUnreadCommand.class
    })
public final class RedriveCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  RedriveCommand() {}

  /** Without a subcommand: say what there is. */
  @Override
  public void run() {
    CommandLine line = spec.commandLine();
    line.usage(line.getOut());
  }
}
