package ninety.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import ninety.aws.Fault;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.Dossiers.Stored.Overtaken;
import ninety.finding.Dossiers.Stored.Written;
import ninety.finding.NewerFormat;
import ninety.finding.UnreadableItem;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The writer of users: joins news into what is stored about them, many at a time, each with as few
 * writes as can be. One for the whole process, shared by its shards.
 *
 * <p>What was stored lately is remembered. A memory may be older than the table, but records only
 * ever grow: news that change nothing in the memory change nothing in the table either.
 */
public final class RecordKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(RecordKeeper.class);

  /** A removal of an item (its TTL, or a person) is noticed after this at the latest. */
  private static final Duration MEMORY = Duration.ofHours(1);

  private static final int REMEMBERED_USERS = 20_000;

  private final Dossiers dossiers;
  private final Duration granularity;
  private final Semaphore inFlight;
  private final Supplier<ExecutorService> threads;
  private final Counts counts;
  private final Cache<UserId, Dossier> remembered =
      Caffeine.newBuilder().maximumSize(REMEMBERED_USERS).expireAfterWrite(MEMORY).build();

  /**
   * @param granularity by how much the last activity must move to be written; zero for any move
   * @param atMost calls in flight at one time
   * @param threads makes the threads of one batch
   */
  public RecordKeeper(
      Dossiers dossiers,
      Duration granularity,
      int atMost,
      Supplier<ExecutorService> threads,
      Counts counts) {
    this.dossiers = dossiers;
    this.granularity = granularity;
    this.inFlight = new Semaphore(atMost);
    this.threads = threads;
    this.counts = counts;
  }

  /** The outcome for one user. */
  public sealed interface Outcome {
    /** Everything that the news prove is stored. */
    record Kept() implements Outcome {}

    /** Not now; the same news can be brought again. */
    record Later(String fault) implements Outcome {}

    /** Never, for this user. */
    record Refused(String reason, String detail) implements Outcome {}
  }

  /**
   * Brings the news of many users and waits until it has ended for each.
   *
   * @throws SdkException if nothing will be taken until a person changes something
   * @throws NewerFormat if only a newer version can take the news of a user; nothing may pass them
   */
  public Map<UserId, Outcome> keep(Map<UserId, UserRecord> news) {
    Map<UserId, Future<Outcome>> running = new HashMap<>();
    try (ExecutorService executor = threads.get()) {
      news.forEach((id, record) -> running.put(id, executor.submit(() -> keep(id, record))));
    }
    Map<UserId, Outcome> outcomes = new HashMap<>();
    running.forEach((id, outcome) -> outcomes.put(id, outcomeOf(outcome)));
    return outcomes;
  }

  private static Outcome outcomeOf(Future<Outcome> ended) {
    try {
      return ended.get();
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      return switch (cause) {
        case InterruptedException _ -> new Outcome.Later("interrupted");
        case NewerFormat newer -> throw newer;
        case UnreadableItem item ->
            new Outcome.Refused(DeadLetter.ITEM_UNREADABLE, String.valueOf(item.getMessage()));
        default -> outcomeOf(cause);
      };
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Outcome.Later("interrupted");
    }
  }

  private static Outcome outcomeOf(Throwable cause) {
    return switch (Fault.of(cause)) {
      case PASSING -> new Outcome.Later(Fault.describe(cause));
      case REFUSED ->
          new Outcome.Refused(
              DeadLetter.RECORD_REFUSED, "DynamoDB refused the item: " + Fault.describe(cause));
      case LASTING -> throw (RuntimeException) cause;
      case BUG -> new Outcome.Refused(DeadLetter.INTERNAL_ERROR, cause.toString());
    };
  }

  private Outcome keep(UserId id, UserRecord news) throws InterruptedException {
    inFlight.acquire();
    try {
      Dossier known = known(id);
      while (true) {
        Optional<Dossier> changed = known.absorb(news, granularity);
        if (changed.isEmpty()) {
          remembered.put(id, known);
          counts.userUnchanged();
          return new Outcome.Kept();
        }
        switch (dossiers.store(changed.get())) {
          case Written(var dossier) -> {
            remembered.put(id, dossier);
            counts.userWritten();
            return new Outcome.Kept();
          }
          // Somebody wrote between; each turn somebody got on, so this ends.
          case Overtaken(var now) -> known = now;
        }
      }
    } catch (NewerFormat newer) {
      LOG.error("{}", newer.getMessage());
      counts.userLeftToNewer();
      throw newer;
    } finally {
      inFlight.release();
    }
  }

  private Dossier known(UserId id) {
    Dossier memory = remembered.getIfPresent(id);
    return memory != null ? memory : dossiers.read(id).orElseGet(() -> Dossier.unknown(id));
  }
}
