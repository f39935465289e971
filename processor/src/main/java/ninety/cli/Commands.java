package ninety.cli;

import java.time.Clock;
import ninety.cli.coverage.CoverageAttestCommand;
import ninety.cli.coverage.CoverageCommand;
import ninety.cli.coverage.CoverageLostCommand;
import ninety.cli.coverage.CoverageRevokeCommand;
import ninety.cli.exempt.ExemptAddCommand;
import ninety.cli.exempt.ExemptListCommand;
import ninety.cli.exempt.ExemptRemoveCommand;
import ninety.cli.explain.ExplainCommand;
import ninety.cli.process.ProcessCommand;
import ninety.cli.reconcile.ImportCommand;
import ninety.cli.redrive.RedriveAlertsUnreadCommand;
import ninety.cli.redrive.RedriveDeadLettersCommand;
import ninety.cli.redrive.RedriveListCommand;
import ninety.cli.redrive.RedriveUndeliveredCommand;
import ninety.cli.redrive.RedriveUnsentCommand;
import ninety.cli.report.ReportCommand;
import ninety.cli.sweep.SweepCommand;
import ninety.cli.users.UsersCommand;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, which need to know the time. */
public record Commands(Clock clock) implements IFactory {

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type == ProcessCommand.class) {
      return type.cast(new ProcessCommand(clock));
    }
    if (type == SweepCommand.class) {
      return type.cast(new SweepCommand(clock));
    }
    if (type == ImportCommand.class) {
      return type.cast(new ImportCommand(clock));
    }
    if (type == UsersCommand.class) {
      return type.cast(new UsersCommand(clock));
    }
    if (type == ExemptAddCommand.class) {
      return type.cast(new ExemptAddCommand(clock));
    }
    if (type == ExemptListCommand.class) {
      return type.cast(new ExemptListCommand(clock));
    }
    if (type == ExemptRemoveCommand.class) {
      return type.cast(new ExemptRemoveCommand(clock));
    }
    if (type == CoverageCommand.class) {
      return type.cast(new CoverageCommand(clock));
    }
    if (type == CoverageAttestCommand.class) {
      return type.cast(new CoverageAttestCommand(clock));
    }
    if (type == CoverageLostCommand.class) {
      return type.cast(new CoverageLostCommand(clock));
    }
    if (type == CoverageRevokeCommand.class) {
      return type.cast(new CoverageRevokeCommand(clock));
    }
    if (type == RedriveAlertsUnreadCommand.class) {
      return type.cast(new RedriveAlertsUnreadCommand(clock));
    }
    if (type == RedriveDeadLettersCommand.class) {
      return type.cast(new RedriveDeadLettersCommand(clock));
    }
    if (type == RedriveListCommand.class) {
      return type.cast(new RedriveListCommand(clock));
    }
    if (type == RedriveUndeliveredCommand.class) {
      return type.cast(new RedriveUndeliveredCommand(clock));
    }
    if (type == RedriveUnsentCommand.class) {
      return type.cast(new RedriveUnsentCommand(clock));
    }
    if (type == ReportCommand.class) {
      return type.cast(new ReportCommand(clock));
    }
    if (type == ExplainCommand.class) {
      return type.cast(new ExplainCommand(clock));
    }
    return CommandLine.defaultFactory().create(type);
  }
}
