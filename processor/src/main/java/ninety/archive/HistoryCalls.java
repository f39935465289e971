package ninety.archive;

import static ninety.aws.Calls.answer;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import ninety.aws.Fault;
import ninety.cloudtrail.HistoryPart;
import ninety.user.Pace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.cloudtrail.CloudTrailAsyncClient;
import software.amazon.awssdk.services.cloudtrail.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidTimeRangeException;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/**
 * Calls of {@code LookupEvents}, two a second for each account and Region (CloudTrail user guide,
 * quotas; it cannot be raised, and others share it). A call that does not go through is made again
 * for some minutes. Of an account and Region that gave no answer by then, or refuses, nothing is
 * asked any more. Safe for all threads.
 */
public final class HistoryCalls {

  /**
   * The settings that the clients have to be made with: one attempt a call, since each counts for
   * the quota, and time-outs that leave the first call time to fetch credentials.
   */
  public static final ClientOverrideConfiguration ONE_ATTEMPT =
      ClientOverrideConfiguration.builder()
          .retryStrategy(AwsRetryStrategy.doNotRetry())
          .apiCallAttemptTimeout(Duration.ofSeconds(15))
          .apiCallTimeout(Duration.ofSeconds(20))
          .build();

  /** Between two calls of one account and Region. */
  public static final Duration APART = Duration.ofMillis(500);

  private static final int MOST_TRIES = 10;

  /** From this try on people hear why it takes so long. */
  private static final int SOON_SAID = 3;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(HistoryCalls.class);

  private final Function<HistoryPart, CloudTrailAsyncClient> clients;
  private final Supplier<Duration> elapsed;
  private final Pace pace;
  private final LongConsumer progress;
  private final AtomicLong calls = new AtomicLong();
  private final Map<String, Turns> turns = new ConcurrentHashMap<>();

  /**
   * @param clients of the account and Region of a part, made with {@link #ONE_ATTEMPT}; the same
   *     one each time
   * @param elapsed the time since any one point, which never steps back
   * @param progress takes how many calls were made so far
   */
  public HistoryCalls(
      Function<HistoryPart, CloudTrailAsyncClient> clients,
      Supplier<Duration> elapsed,
      Pace pace,
      LongConsumer progress) {
    this.clients = clients;
    this.elapsed = elapsed;
    this.pace = pace;
    this.progress = progress;
  }

  /** How many were made. */
  public long made() {
    return calls.get();
  }

  /**
   * A page; an answer without a list of events is none.
   *
   * @throws InvalidNextTokenException if the token holds no longer
   * @throws IOException if there is no page to be had
   */
  LookupEventsResponse page(HistoryPart part, LookupEventsRequest request) throws IOException {
    Turns ours = turns.computeIfAbsent(part.place(), _ -> new Turns(APART));
    for (int attempt = 1; ; attempt++) {
      Duration wait = ours.take(elapsed.get());
      if (wait.isPositive()) {
        pace.pause(wait);
      }
      String why;
      try {
        progress.accept(calls.incrementAndGet());
        LookupEventsResponse page = answer(clients.apply(part).lookupEvents(request));
        if (page.hasEvents()) {
          return page;
        }
        why = "its answer has no list of events";
      } catch (InvalidNextTokenException expired) {
        throw expired;
      } catch (RuntimeException failed) {
        why = passing(ours, part, failed);
      }
      if (attempt == MOST_TRIES) {
        throw closed(ours, part, why);
      }
      LOG.atLevel(attempt < SOON_SAID ? Level.DEBUG : Level.WARN)
          .log("The event history of {} is asked again: {}", part.place(), why);
      ours.hold(elapsed.get().plus(backoff(attempt)));
    }
  }

  private static String passing(Turns ours, HistoryPart part, RuntimeException failed)
      throws IOException {
    String why = Fault.describe(failed);
    return switch (Fault.of(failed)) {
      case PASSING -> why;
      case REFUSED -> throw new IOException(message(part, why), failed);
      case LASTING -> {
        if (failed instanceof InvalidTimeRangeException) {
          throw new IOException(message(part, why), failed);
        }
        throw closed(ours, part, why);
      }
      case BUG -> throw failed;
    };
  }

  private static IOException closed(Turns ours, HistoryPart part, String why) {
    String message = message(part, why);
    ours.close(message);
    return new IOException(message);
  }

  private static String message(HistoryPart part, String why) {
    return "CloudTrail gave no events of %s: %s".formatted(part.place(), why);
  }

  private static Duration backoff(int attempt) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
