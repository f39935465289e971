package ninety.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** SQS with the alert queue and the dead-letter queue. */
final class SimQueues implements SqsAsyncClient {

  /** An alert as the SIEM gets it; its id is the deduplication id, its finding the group. */
  record Delivered(UUID id, UUID finding, String body) {}

  private static final Pattern PLACE = Pattern.compile("\"sequenceNumber\":\"([0-9]+)\"");

  private final World world;
  final List<Delivered> delivered = new ArrayList<>();
  final Set<Long> parked = new HashSet<>();
  boolean down;

  SimQueues(World world) {
    this.world = world;
  }

  @Override
  public CompletableFuture<SendMessageBatchResponse> sendMessageBatch(
      SendMessageBatchRequest request) {
    return future(() ->
        world.calls.call(
            down ? Port.ALERTS_DOWN : Port.ALERTS,
            () -> {
              List<SendMessageBatchResultEntry> taken = new ArrayList<>();
              List<BatchResultErrorEntry> refused = new ArrayList<>();
              for (SendMessageBatchRequestEntry entry : request.entries()) {
                Delivered one =
                    new Delivered(
                        UUID.fromString(entry.messageDeduplicationId()),
                        UUID.fromString(entry.messageGroupId()),
                        entry.messageBody());
                if (refuses(one)) {
                  refused.add(
                      BatchResultErrorEntry.builder()
                          .id(entry.id())
                          .code("InvalidMessageContents")
                          .senderFault(true)
                          .build());
                  world.watch(promise -> promise.refused(one));
                } else if (world.calls.strikes(Trouble.PARTIAL_BATCH, 4)) {
                  refused.add(
                      BatchResultErrorEntry.builder().id(entry.id()).code("InternalError").build());
                } else {
                  taken.add(SendMessageBatchResultEntry.builder().id(entry.id()).build());
                  delivered.add(one);
                  world.watch(promise -> promise.delivered(one));
                  world.responder().hears(one);
                }
              }
              return SendMessageBatchResponse.builder().successful(taken).failed(refused).build();
            }));
  }

  @Override
  public CompletableFuture<SendMessageResponse> sendMessage(SendMessageRequest request) {
    return future(() ->
        world.calls.call(
            Port.DEAD_LETTERS,
            () -> {
              Matcher place = PLACE.matcher(request.messageBody());
              if (!place.find()) {
                throw new IllegalStateException("a dead letter without its place");
              }
              parked.add(Long.parseLong(place.group(1)));
              return SendMessageResponse.builder().build();
            }));
  }

  /** For good: the same ones each time, whoever sends them. */
  private boolean refuses(Delivered alert) {
    return world.config().has(Trouble.REFUSED) && Math.floorMod(alert.id().hashCode(), 6) == 0;
  }

  private static <T> CompletableFuture<T> future(java.util.function.Supplier<T> call) {
    try {
      return CompletableFuture.completedFuture(call.get());
    } catch (software.amazon.awssdk.core.exception.SdkException failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  @Override
  public String serviceName() {
    return "sqs";
  }

  @Override
  public void close() {}
}
