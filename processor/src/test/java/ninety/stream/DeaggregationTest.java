package ninety.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import ninety.Seeds;
import org.junit.jupiter.api.Test;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** S10. */
final class DeaggregationTest {

  private final AtomicInteger batches = new AtomicInteger();
  private final Deaggregation deaggregation = new Deaggregation(batches::incrementAndGet);

  @Test
  void an_aggregate_comes_apart_as_the_library_itself_does_it() {
    List<KinesisClientRecord> batch =
        List.of(record(bytes("plain")), record(Aggregates.of("a", "b", "")));

    List<KinesisClientRecord> apart = deaggregation.deaggregate(batch);

    assertEquals(new AggregatorUtil().deaggregate(batch), apart);
    assertEquals(
        List.of("plain", "a", "b", ""), apart.stream().map(DeaggregationTest::text).toList());
    assertEquals(
        List.of(0L, 0L, 1L, 2L), apart.stream().map(it -> it.subSequenceNumber()).toList());
    assertEquals(1, batches.get());
  }

  @Test
  void what_is_no_whole_aggregate_is_handed_on_as_it_is() {
    byte[] wrongDigest = Aggregates.of("a");
    wrongDigest[wrongDigest.length - 1]++;
    assertEquals(31, Aggregates.withBadIndex().length);
    for (byte[] content :
        List.of(
            Aggregates.withBadIndex(),
            Aggregates.around(bytes("no message")),
            Aggregates.around(new byte[0]),
            Aggregates.of(),
            wrongDigest,
            Arrays.copyOf(wrongDigest, 4),
            new byte[0])) {
      KinesisClientRecord record = record(content);

      assertEquals(List.of(record), deaggregation.deaggregate(List.of(record)));
      assertArrayEquals(content, Deaggregation.envelope("s", record).data());
    }
  }

  /** The buffers of a batch may lie in a larger one. */
  @Test
  void a_record_that_is_a_part_of_a_buffer_is_read_from_its_beginning() {
    byte[] aggregate = Aggregates.of("a");
    ByteBuffer all = ByteBuffer.allocate(aggregate.length + 10).put(5, aggregate);
    KinesisClientRecord record =
        record(new byte[0]).toBuilder().data(all.slice(5, aggregate.length)).build();

    assertEquals("a", text(deaggregation.deaggregate(List.of(record)).getFirst()));
  }

  @Test
  void of_a_thousand_mutants_none_fails_and_none_vanishes() {
    byte[] whole = Aggregates.of("{\"detail\":1}", "second", "third");
    byte[] message = Arrays.copyOfRange(whole, 4, whole.length - 16);
    Seeds.each(
        1000,
        random -> {
          KinesisClientRecord record = record(Aggregates.around(mutated(message, random)));

          List<KinesisClientRecord> apart = deaggregation.deaggregate(List.of(record));

          assertTrue(!apart.isEmpty());
          assertTrue(
              apart.equals(List.of(record))
                  || apart.stream().allMatch(KinesisClientRecord::aggregated));
          apart.forEach(each -> Deaggregation.envelope("s", each));
        });
  }

  private static byte[] mutated(byte[] message, RandomGenerator random) {
    byte[] mutant = Arrays.copyOf(message, message.length - random.nextInt(3) * random.nextInt(9));
    for (int change = random.nextInt(4); change >= 0; change--) {
      int at = random.nextInt(mutant.length);
      switch (random.nextInt(3)) {
        case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutant[at] = (byte) random.nextInt(256);
        default -> mutant[at] = (byte) -1;
      }
    }
    return mutant;
  }

  private static KinesisClientRecord record(byte[] content) {
    return KinesisClientRecord.builder()
        .sequenceNumber("4957")
        .partitionKey("key")
        .data(ByteBuffer.wrap(content))
        .build();
  }

  private static String text(KinesisClientRecord record) {
    return new String(Deaggregation.envelope("s", record).data(), UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
