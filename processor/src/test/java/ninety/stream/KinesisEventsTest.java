package ninety.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import ninety.ingest.EventStream.Entry;
import ninety.ingest.EventStream.Left;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** Events onto the stream, by PutRecords, which can fail in part. */
final class KinesisEventsTest {

  private final Stream kinesis = new Stream();
  private final KinesisEvents events = new KinesisEvents(kinesis, "events");

  @Test
  void an_event_is_one_record_of_the_same_bytes_under_its_key() {
    assertEquals(
        new Left(Set.of(), Map.of()), events.put(List.of(new Entry("id", "{\"who\":\"Mära\"}"))));

    PutRecordsRequest call = kinesis.calls.getFirst();
    assertEquals("events", call.streamName());
    assertEquals("id", call.records().getFirst().partitionKey());
    assertEquals("{\"who\":\"Mära\"}", call.records().getFirst().data().asUtf8String());
  }

  @Test
  void what_a_call_takes_in_part_is_to_be_tried_again_in_part() {
    kinesis.refuses =
        record ->
            record.partitionKey().equals("1")
                ? Optional.of("ProvisionedThroughputExceededException")
                : Optional.empty();

    assertEquals(new Left(Set.of(1), Map.of()), events.put(entries(3, 10)));
  }

  @Test
  void calls_stay_below_what_kinesis_takes_at_one_time() {
    events.put(entries(12, 1 << 20));

    assertTrue(kinesis.calls.size() >= 3);
    kinesis.calls.forEach(call ->
        assertTrue(
            call.records().stream().mapToInt(it -> it.data().asByteArrayUnsafe().length).sum()
                <= 4 << 20));
    assertEquals(12, kinesis.calls.stream().mapToInt(call -> call.records().size()).sum());
  }

  @Test
  void a_record_that_is_refused_for_good_does_not_keep_the_others() {
    kinesis.fault =
        call ->
            call.records().stream().anyMatch(it -> it.partitionKey().equals("2"))
                ? Optional.of(failed("ValidationException"))
                : Optional.empty();

    assertEquals(
        new Left(Set.of(), Map.of(2, "ValidationException (HTTP 400)")),
        events.put(entries(4, 10)));
  }

  @Test
  void where_the_stream_throttles_all_of_a_call_is_left_and_what_lasts_is_thrown() {
    kinesis.fault = _ -> Optional.of(failed("LimitExceededException"));
    assertEquals(new Left(Set.of(0, 1), Map.of()), events.put(entries(2, 10)));

    kinesis.fault = _ -> Optional.of(failed("AccessDeniedException"));
    assertThrows(KinesisException.class, () -> events.put(entries(2, 10)));
  }

  private static List<Entry> entries(int number, int bytes) {
    return IntStream.range(0, number)
        .mapToObj(i -> new Entry(Integer.toString(i), "x".repeat(bytes)))
        .toList();
  }

  private static RuntimeException failed(String code) {
    return KinesisException.builder()
        .message(code)
        .statusCode(400)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }

  private static final class Stream implements KinesisAsyncClient {
    private final List<PutRecordsRequest> calls = new ArrayList<>();
    private Function<PutRecordsRequestEntry, Optional<String>> refuses = _ -> Optional.empty();
    private Function<PutRecordsRequest, Optional<RuntimeException>> fault = _ -> Optional.empty();

    @Override
    public CompletableFuture<PutRecordsResponse> putRecords(PutRecordsRequest call) {
      calls.add(call);
      Optional<RuntimeException> failure = fault.apply(call);
      if (failure.isPresent()) {
        return CompletableFuture.failedFuture(failure.get());
      }
      return CompletableFuture.completedFuture(
          PutRecordsResponse.builder()
              .records(
                  call.records().stream()
                      .map(record ->
                          refuses
                              .apply(record)
                              .map(code -> PutRecordsResultEntry.builder().errorCode(code))
                              .orElseGet(() -> PutRecordsResultEntry.builder().sequenceNumber("1"))
                              .build())
                      .toList())
              .build());
    }

    @Override
    public String serviceName() {
      return "kinesis";
    }

    @Override
    public void close() {}
  }
}
