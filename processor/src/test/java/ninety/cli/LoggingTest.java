package ninety.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import ninety.stream.Aggregates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import software.amazon.kinesis.lifecycle.ProcessTask;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** S10: user names are in the records, and what libraries log must not show them. */
final class LoggingTest {

  /** Of {@link Aggregates#withBadIndex}. */
  private static final String CONTENT = "hello";

  private final PrintStream real = System.err;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(err, true, UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(real);
    Logging.configure(Logging.Format.TEXT, Logging.Threshold.WARN);
  }

  @ParameterizedTest
  @EnumSource(Logging.Threshold.class)
  void no_line_of_a_library_shows_what_is_in_a_record(Logging.Threshold threshold) {
    byte[] content = Aggregates.withBadIndex();
    KinesisClientRecord record =
        KinesisClientRecord.builder()
            .sequenceNumber("1")
            .partitionKey("p")
            .data(ByteBuffer.wrap(content))
            .build();
    Logging.configure(Logging.Format.TEXT, threshold);

    try {
      new AggregatorUtil().deaggregate(List.of(record));
    } catch (Throwable noSuchClass) {
      // What ended the consumer; it logs before it fails.
    }
    LoggerFactory.getLogger(ProcessTask.class)
        .error("ShardId {}: Skipping over the following data records: {}", "s", List.of(record));
    LoggerFactory.getLogger("software.amazon.awssdk.request").warn("Sending {}", CONTENT);
    LoggerFactory.getLogger("io.netty.handler.logging.LoggingHandler").warn("READ {}", CONTENT);

    String said = err.toString(UTF_8);
    assertTrue(said.contains("Skipping over"), said);
    assertFalse(said.contains(CONTENT), said);
    assertFalse(said.contains("Error in deaggregation"), said);
    assertFalse(
        said.contains(Base64.getEncoder().encodeToString(CONTENT.getBytes(UTF_8)).substring(0, 5)),
        said);
  }
}
