package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import ninety.simulation.Ears.Silence;
import ninety.simulation.Stage.Machine;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * The queue of events that EventBridge gave up, as SQS documents it: counts lag by up to a minute,
 * a receive gives some of what is visible and hides it for a while, and a message is dropped when
 * it has been there for as long as the queue keeps messages.
 */
final class SimUndelivered implements SqsAsyncClient {

  /** SQS: counts are right a minute after the last change. */
  static final Duration COUNTS_LAG = Duration.ofMinutes(1);

  /** One event. */
  static final class Waits {
    final int number;
    final Said said;
    final Instant sent;
    Instant hiddenUntil = Instant.MIN;

    Waits(int number, Said said, Instant sent) {
      this.number = number;
      this.said = said;
      this.sent = sent;
    }
  }

  /** Who received some, which are hidden until then. */
  private record Look(Machine machine, Instant hidesUntil) {}

  private final World world;
  private final List<Look> looks = new ArrayList<>();
  private final SplittableRandom random;
  private final Duration kept;
  private final List<Waits> waiting = new ArrayList<>();
  private final Set<Machine> disturbed = new HashSet<>();
  private final List<Instant> taken = new ArrayList<>();
  private final Set<Waits> expired = new HashSet<>();
  private int numbers;

  SimUndelivered(World world) {
    this.world = world;
    this.random = new SplittableRandom(world.story().seed() ^ 0x51F15EEDL);
    this.kept =
        world.config().quick()
            ? Duration.ofHours(3 + random.nextInt(18))
            : Duration.ofDays(2 + random.nextInt(13));
  }

  /** How long a message is kept. */
  Duration kept() {
    return kept;
  }

  void giveUp(Said said) {
    waiting.add(new Waits(numbers++, said, world.stage().now()));
  }

  /** What is there, hidden or not; what was there for too long is not. */
  List<Waits> waiting() {
    for (Waits one : List.copyOf(waiting)) {
      if (!one.sent.plus(kept).isAfter(world.stage().now())) {
        waiting.remove(one);
        expired.add(one);
        world.say("expired undelivered: " + one.said);
      }
    }
    return List.copyOf(waiting);
  }

  /** Whether it was there to its end, and nobody took it out. */
  boolean expired(Waits one) {
    waiting();
    return expired.contains(one);
  }

  /** All that nobody looks at just now go to where they belong. */
  void redrive(int key) {
    for (Waits one : waiting()) {
      if (!one.hiddenUntil.isAfter(world.stage().now())) {
        waiting.remove(one);
        taken.add(world.stage().now());
        world.stream().put(world.stage().now(), one.said, key + one.number);
      }
    }
  }

  /** Whether a sweep's look did not go well. */
  boolean disturbed(Machine machine) {
    return disturbed.contains(machine);
  }

  /**
   * What is stored as lost; that it is neither more nor less than what can be known is checked by
   * itself.
   */
  List<Silence> lost() {
    return world.table().coverage.read().doubts().lost().stream()
        .map(it -> new Silence(it.from(), it.to()))
        .toList();
  }

  /** Whether another's look may have hidden something from a sweep that began then. */
  boolean hidden(Machine machine, Instant begin) {
    return looks.stream().anyMatch(it -> it.machine != machine && it.hidesUntil.isAfter(begin));
  }

  private <T> CompletableFuture<T> call(java.util.function.Supplier<T> effect) {
    try {
      return CompletableFuture.completedFuture(world.calls.call(Port.UNDELIVERED, effect));
    } catch (software.amazon.awssdk.core.exception.SdkException failed) {
      world.stage().current().ifPresent(actor -> disturbed.add(actor.machine));
      return CompletableFuture.failedFuture(failed);
    }
  }

  @Override
  public CompletableFuture<GetQueueAttributesResponse> getQueueAttributes(
      java.util.function.Consumer<GetQueueAttributesRequest.Builder> request) {
    return call(() -> {
      Instant now = world.stage().now();
      long visible = 0;
      long hidden = 0;
      for (Waits one : waiting()) {
        if (lags(one.sent)) {
          continue;
        }
        if (one.hiddenUntil.isAfter(now)) {
          hidden++;
        } else {
          visible++;
        }
      }
      visible += taken.stream().filter(this::lags).count();
      return GetQueueAttributesResponse.builder()
          .attributes(
              Map.of(
                  QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                  Long.toString(visible),
                  QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                  Long.toString(hidden),
                  QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                  "0",
                  QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                  Long.toString(kept.toSeconds())))
          .build();
    });
  }

  private boolean lags(Instant changed) {
    return !world.calm()
        && changed.plus(COUNTS_LAG).isAfter(world.stage().now())
        && random.nextBoolean();
  }

  @Override
  public CompletableFuture<ReceiveMessageResponse> receiveMessage(
      java.util.function.Consumer<ReceiveMessageRequest.Builder> consumer) {
    ReceiveMessageRequest.Builder builder = ReceiveMessageRequest.builder();
    consumer.accept(builder);
    ReceiveMessageRequest request = builder.build();
    return call(() -> {
      Instant now = world.stage().now();
      List<Message> some = new ArrayList<>();
      int most = world.calm() ? 10 : 1 + random.nextInt(request.maxNumberOfMessages());
      for (Waits one : waiting()) {
        if (some.size() < most && !one.hiddenUntil.isAfter(now)) {
          one.hiddenUntil = now.plusSeconds(request.visibilityTimeout());
          some.add(
              Message.builder()
                  .messageId("message-" + one.number)
                  .attributes(
                      Map.of(
                          MessageSystemAttributeName.SENT_TIMESTAMP,
                          Long.toString(one.sent.toEpochMilli())))
                  .build());
        }
      }
      world
          .stage()
          .current()
          .filter(_ -> !some.isEmpty())
          .ifPresent(
              it -> looks.add(new Look(it.machine, now.plusSeconds(request.visibilityTimeout()))));
      return ReceiveMessageResponse.builder().messages(some).build();
    });
  }

  @Override
  public String serviceName() {
    return "sqs";
  }

  @Override
  public void close() {}
}
