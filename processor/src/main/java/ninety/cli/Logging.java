package ninety.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The log: standard error, as text for people or as JSON lines for machines. */
final class Logging {

  enum Format {
    TEXT,
    JSON
  }

  enum Threshold {
    DEBUG,
    INFO,
    WARN
  }

  /**
   * These loggers have the content of records in what they say, so they are silent at any level:
   * the KCL's deaggregation, requests and answers of the SDK, and their bytes. The records that the
   * KCL lists when it skips a batch are without their data.
   */
  private static final List<String> SHOWING_CONTENT =
      List.of(
          "software.amazon.kinesis.retrieval.AggregatorUtil",
          "software.amazon.awssdk.request",
          "io.netty.handler.logging");

  private Logging() {}

  /**
   * Sets the log up anew.
   *
   * @param threshold for this program; libraries log from WARN on, at debug from INFO on. But for
   *     debug, what they log as errors is one line a minute ({@link Outage})
   */
  static void configure(Format format, Threshold threshold) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    boolean debug = threshold == Threshold.DEBUG;
    EncoderBase<ILoggingEvent> encoder =
        switch (format) {
          case JSON -> {
            JsonEncoder json = new JsonEncoder();
            json.setWithFormattedMessage(true);
            json.setWithMessage(false);
            json.setWithArguments(false);
            json.setWithContext(false);
            json.setWithSequenceNumber(false);
            json.setWithNanoseconds(false);
            yield json;
          }
          case TEXT -> {
            PatternLayoutEncoder text = new PatternLayoutEncoder();
            // A stack trace helps who debugs; others get the line that says what happened.
            text.setPattern(
                "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg" + (debug ? "%n%ex" : "%nopex%n"));
            yield text;
          }
        };
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder((Encoder<ILoggingEvent>) encoder);
    console.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(console);
    if (!debug) {
      Outage outage = new Outage(System::nanoTime);
      outage.setContext(context);
      outage.start();
      context.addTurboFilter(outage);
    }
    root.setLevel(debug ? Level.INFO : Level.WARN);
    SHOWING_CONTENT.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
    context.getLogger("ninety").setLevel(Level.valueOf(threshold.name()));
  }
}
