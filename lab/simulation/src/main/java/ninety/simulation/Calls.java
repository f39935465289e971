package ninety.simulation;

import java.util.Optional;
import java.util.function.Supplier;
import ninety.simulation.Stage.Actor;
import ninety.simulation.Stage.Killed;
import ninety.simulation.Stage.Machine;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Every call to something outside, and what goes wrong with it. */
final class Calls {

  private final World world;

  Calls(World world) {
    this.world = world;
  }

  /** A call to something outside: others may go first, and it may go wrong. */
  <T> T call(Port port, Supplier<T> effect) {
    world.stage.step();
    Optional<Actor> actor = world.stage.current();
    if (world.calm || actor.isEmpty()) {
      return effect.get();
    }
    Machine machine = actor.get().machine;
    if (port == Port.ALERTS_DOWN) {
      throw noAnswer();
    }
    if (world.config.has(Trouble.CRASH) && world.chance.nextInt(2000) < world.config.rate() / 4) {
      world.say(machine + ": dies before a step of " + actor.get().name);
      world.stage.kill(machine);
      throw new Killed();
    }
    if (port == Port.DEAD_LETTERS && strikes(Trouble.DEAD_LETTERS_REFUSED, 5)) {
      throw noAnswer();
    }
    if (port != Port.DIRECTORY && strikes(Trouble.THROTTLED, 1)) {
      throw throttled();
    }
    if (port == Port.TABLE
        && machine.name.startsWith("worker")
        && world.config.has(Trouble.DENIED)
        && world.chance.nextInt(4000) < world.config.rate() / 4) {
      throw denied();
    }
    T answer = effect.get();
    if (world.config.has(Trouble.CRASH) && world.chance.nextInt(2000) < world.config.rate() / 4) {
      world.say(machine + ": dies after a step of " + actor.get().name);
      world.stage.kill(machine);
      throw new Killed();
    }
    if (port != Port.DIRECTORY && strikes(Trouble.TIMED_OUT, 1)) {
      throw noAnswer();
    }
    return answer;
  }

  boolean strikes(Trouble trouble, int times) {
    return !world.calm
        && world.config.has(trouble)
        && world.stage.current().isPresent()
        && world.chance.nextInt(1000) < world.config.rate() * times;
  }

  private static RuntimeException throttled() {
    return refusal("ProvisionedThroughputExceededException");
  }

  private static RuntimeException denied() {
    return refusal("AccessDeniedException");
  }

  static RuntimeException noAnswer() {
    return SdkClientException.builder().message("no answer").writableStackTrace(false).build();
  }

  private static RuntimeException refusal(String code) {
    return DynamoDbException.builder()
        .message(code)
        .statusCode(400)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(code).build())
        .writableStackTrace(false)
        .build();
  }
}
