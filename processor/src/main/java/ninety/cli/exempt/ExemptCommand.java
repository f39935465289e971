package ninety.cli.exempt;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code ninety exempt}, which is nothing but its subcommands. */
@Command(
    name = "exempt",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Exempts users from the rules for a while: break-glass users and service users. Not for leave"
          + " of absence: PCI DSS 8.2.6 wants such an account disabled as the leave begins.",
      "",
      "Every exemption has an owner, a reason and an end. Who is exempt is not held to inactivity"
          + " and password age; a use of a disabled or deleted user's access is reported all the"
          + " same. Sweeps find each change by themselves and report it. Nothing is ever deleted:"
          + " list --all shows the audit trail.",
      ""
    },
    subcommands = {ExemptAddCommand.class, ExemptListCommand.class, ExemptRemoveCommand.class})
public final class ExemptCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  ExemptCommand() {}

  /** Without a subcommand: say what there is. */
  @Override
  public void run() {
    CommandLine line = spec.commandLine();
    line.usage(line.getOut());
  }
}
