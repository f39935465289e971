package ninety.simulation;

import java.util.ArrayList;
import java.util.List;
import ninety.simulation.Stage.Actor;
import ninety.simulation.Stage.Machine;
import ninety.stream.SimulatedWorker;

/** A worker: a machine with the product's consumer on it. */
final class Worker {

  final Machine machine;
  final List<Actor> loops = new ArrayList<>();
  SimulatedWorker product;
  boolean ready;

  Worker(Machine machine) {
    this.machine = machine;
  }

  boolean takesLeases() {
    return ready && !machine.dead && !product.stopping();
  }

  @Override
  public String toString() {
    return machine.name;
  }
}
