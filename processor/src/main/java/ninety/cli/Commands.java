package ninety.cli;

import static java.util.Map.entry;

import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
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
import ninety.cli.replay.ReplayCommand;
import ninety.cli.report.ReportCommand;
import ninety.cli.sweep.SweepCommand;
import ninety.cli.users.UsersCommand;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, which need to know the time. */
public record Commands(Clock clock) implements IFactory {

  private static final Map<Class<?>, Function<Clock, Object>> TIMED =
      Map.ofEntries(
          entry(ProcessCommand.class, ProcessCommand::new),
          entry(SweepCommand.class, SweepCommand::new),
          entry(ImportCommand.class, ImportCommand::new),
          entry(UsersCommand.class, UsersCommand::new),
          entry(ExemptAddCommand.class, ExemptAddCommand::new),
          entry(ExemptListCommand.class, ExemptListCommand::new),
          entry(ExemptRemoveCommand.class, ExemptRemoveCommand::new),
          entry(CoverageCommand.class, CoverageCommand::new),
          entry(CoverageAttestCommand.class, CoverageAttestCommand::new),
          entry(CoverageLostCommand.class, CoverageLostCommand::new),
          entry(CoverageRevokeCommand.class, CoverageRevokeCommand::new),
          entry(RedriveAlertsUnreadCommand.class, RedriveAlertsUnreadCommand::new),
          entry(RedriveDeadLettersCommand.class, RedriveDeadLettersCommand::new),
          entry(RedriveListCommand.class, RedriveListCommand::new),
          entry(RedriveUndeliveredCommand.class, RedriveUndeliveredCommand::new),
          entry(RedriveUnsentCommand.class, RedriveUnsentCommand::new),
          entry(ReplayCommand.class, ReplayCommand::new),
          entry(ReportCommand.class, ReportCommand::new),
          entry(ExplainCommand.class, ExplainCommand::new));

  @Override
  public <K> K create(Class<K> type) throws Exception {
    Function<Clock, Object> maker = TIMED.get(type);
    return maker == null
        ? CommandLine.defaultFactory().create(type)
        : type.cast(maker.apply(clock));
  }
}
