package ninety.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import ninety.simulation.Stage.Machine;

/** A machine's own idea of the time. */
final class MachineClock extends Clock {

  private final Stage stage;
  private final Machine machine;

  MachineClock(Stage stage, Machine machine) {
    this.stage = stage;
    this.machine = machine;
  }

  @Override
  public Instant instant() {
    return stage.now().plus(machine.ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
