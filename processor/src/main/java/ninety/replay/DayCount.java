package ninety.replay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import ninety.cloudtrail.Reading;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.UnreadableItem;
import ninety.ingest.Batch;
import ninety.ingest.DeadLetters;
import ninety.user.Fact;
import ninety.user.Subject;
import ninety.user.UserId;
import ninety.user.UserRecord;

/**
 * The count of a day's records that never came by the stream. It reads the table and writes
 * nothing, so that each record is judged by what is stored without the archive, in whichever order
 * files are read. Safe for all threads.
 */
public final class DayCount {

  /** Of more no more is counted: the number is a lower bound anyway, and memory is bounded. */
  static final int MOST = 100_000;

  private static final int READS_IN_FLIGHT = 64;

  private static final int REMEMBERED_USERS = 20_000;

  /**
   * A record that never came. It names no user.
   *
   * @param call who was called for what, such as {@code signin.amazonaws.com UserAuthentication}
   */
  public record Missing(String eventId, String kind, String call, String time) {}

  /** A taker of what is missing, one by one as it is found. */
  public interface Naming {
    void missing(Missing missing, boolean inGap);
  }

  /**
   * What was counted so far.
   *
   * @param relevant records that prove something about a user
   * @param missed by kind, each event once
   * @param beforeListening how many of the relevant are from before anything came by the stream
   * @param users whose items cannot be read, so that nothing is known of theirs
   * @param lacking whether the table lacks something that was read, whatever the reason
   */
  public record Found(
      long relevant,
      Map<String, Long> missed,
      long inGap,
      long beforeListening,
      Map<UserId, String> users,
      boolean lacking) {}

  private final Dossiers dossiers;
  private final Heard heard;
  private final Naming naming;
  private final Semaphore inFlight = new Semaphore(READS_IN_FLIGHT);
  private final Map<String, Long> missed = new TreeMap<>();
  private final Set<String> events = new HashSet<>();
  private final Map<Arrival, Long> sums = new EnumMap<>(Arrival.class);
  private final Map<UserId, String> unreadable = new HashMap<>();
  private final Cache<UserId, UserRecord> remembered =
      Caffeine.newBuilder().maximumSize(REMEMBERED_USERS).build();
  private boolean lacking;

  public DayCount(Dossiers dossiers, Heard heard, Naming naming) {
    this.dossiers = dossiers;
    this.heard = heard;
    this.naming = naming;
  }

  /** Takes the records of one file. */
  public Taking taking(DeadLetters letters) {
    return new OfFile(letters);
  }

  public synchronized Found found() {
    long relevant = sums.values().stream().mapToLong(Long::longValue).sum();
    return new Found(
        relevant,
        Map.copyOf(missed),
        sums.getOrDefault(Arrival.IN_GAP, 0L),
        sums.getOrDefault(Arrival.BEFORE_LISTENING, 0L),
        Map.copyOf(unreadable),
        lacking);
  }

  private record Taken(UserId user, Fact fact, String eventId) {}

  private final class OfFile implements Taking {
    private final DeadLetters letters;
    private final List<Taken> taken = new ArrayList<>();

    private OfFile(DeadLetters letters) {
      this.letters = letters;
    }

    @Override
    public void take(Fact fact, Reading reading) {
      if (fact.subject() instanceof Subject.ById(var user, _)) {
        taken.add(new Taken(user, fact, reading.eventId().orElse(fact.proof().eventId())));
      }
    }

    @Override
    public boolean settle(Batch batch) {
      Map<UserId, UserRecord> stored = stored(taken.stream().map(Taken::user).distinct().toList());
      synchronized (DayCount.this) {
        taken.forEach(each ->
            Optional.ofNullable(stored.get(each.user())).ifPresent(record -> judge(each, record)));
        lacking |= !batch.directoryChanges().isEmpty() || !batch.tamperings().isEmpty();
      }
      taken.clear();
      return letters.park(batch.deadLetters()).isEmpty();
    }
  }

  private void judge(Taken taken, UserRecord stored) {
    Fact fact = taken.fact();
    Arrival arrival = Arrival.of(stored, fact, heard);
    if (arrival == Arrival.MISSED || arrival == Arrival.IN_GAP) {
      lacking = true;
      if (events.size() >= MOST || !events.add(taken.eventId())) {
        sums.merge(Arrival.CAME, 1L, Long::sum);
        return;
      }
      String kind = fact.kind().label();
      if (arrival == Arrival.MISSED) {
        missed.merge(kind, 1L, Long::sum);
      }
      naming.missing(
          new Missing(taken.eventId(), kind, fact.proof().call(), fact.proof().time().toString()),
          arrival == Arrival.IN_GAP);
    }
    sums.merge(arrival, 1L, Long::sum);
  }

  private Map<UserId, UserRecord> stored(Collection<UserId> users) {
    Map<UserId, Future<UserRecord>> asked = new HashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      users.forEach(user -> asked.put(user, threads.submit(reading(user))));
    }
    Map<UserId, UserRecord> stored = new HashMap<>();
    asked.forEach((user, answer) -> {
      try {
        stored.put(user, answer.get());
      } catch (ExecutionException failed) {
        switch (failed.getCause()) {
          case UnreadableItem left -> unreadable(user, String.valueOf(left.getMessage()));
          case RuntimeException known -> throw known;
          case null, default -> throw new IllegalStateException("a user was not read", failed);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", interrupted);
      }
    });
    return stored;
  }

  private Callable<UserRecord> reading(UserId user) {
    return () -> {
      inFlight.acquire();
      try {
        UserRecord memory = remembered.getIfPresent(user);
        if (memory != null) {
          return memory;
        }
        UserRecord read =
            dossiers.read(user).map(Dossier::user).orElseGet(() -> UserRecord.unknown(user));
        remembered.put(user, read);
        return read;
      } finally {
        inFlight.release();
      }
    };
  }

  private synchronized void unreadable(UserId user, String why) {
    unreadable.put(user, why);
  }
}
