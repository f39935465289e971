package ninety.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.core.spi.FilterReply;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import ninety.stream.Aggregates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

  /** "At the terminal", issue 11: an outage made hundreds of lines of up to 11 KB. */
  @ParameterizedTest
  @EnumSource(Logging.Threshold.class)
  void the_errors_of_libraries_are_one_line_a_minute_but_for_debug(Logging.Threshold threshold) {
    Logging.configure(Logging.Format.TEXT, threshold);
    for (int i = 0; i < 300; i++) {
      LoggerFactory.getLogger("software.amazon.kinesis.leases.LeaseTaker")
          .error("Failed to take leases: {}", "x".repeat(11_000));
    }
    LoggerFactory.getLogger("ninety.stream.Consumer").error("Ours is shown");

    String said = err.toString(UTF_8);
    assertTrue(said.contains("Ours is shown"), said);
    if (threshold == Logging.Threshold.DEBUG) {
      assertTrue(said.lines().count() >= 301);
    } else {
      assertTrue(said.lines().count() == 2, said);
      assertTrue(said.contains("since the last such line: 1; the latest"), said);
      assertTrue(said.contains("LeaseTaker: Failed to take leases"), said);
      assertTrue(said.length() < 1_000, said);
    }
  }

  @Test
  void after_a_minute_the_next_line_says_how_many_there_were() {
    AtomicLong nanos = new AtomicLong();
    Outage outage = new Outage(nanos::get);
    Logging.configure(Logging.Format.TEXT, Logging.Threshold.WARN);
    var retry =
        (ch.qos.logback.classic.Logger)
            LoggerFactory.getLogger("software.amazon.awssdk.core.Retry");

    for (int second = 0; second <= 60; second++) {
      assertEquals(
          FilterReply.DENY, outage.decide(null, retry, Level.ERROR, "no connection", null, null));
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    List<String> lines = err.toString(UTF_8).lines().toList();
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(
        lines.getLast().contains("since the last such line: 60; the latest"), lines.toString());
  }
}
