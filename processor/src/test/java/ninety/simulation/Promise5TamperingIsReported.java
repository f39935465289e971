package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import ninety.coverage.Source;
import ninety.policy.Notice;
import ninety.simulation.Ears.Silence;
import ninety.simulation.SimStream.Rec;
import ninety.simulation.SimStream.SimShard;

/**
 * Each call that changes our own way is reported under one id, one that was not allowed is not, and
 * it is over when signs of life came for an hour since, or somebody attested that nothing was
 * missed; else not.
 */
final class Promise5TamperingIsReported implements Promise {

  private static final Duration HOUR = Duration.ofHours(1);

  private final World world;
  private final Map<String, UUID> raised = new HashMap<>();
  private final Set<String> over = new HashSet<>();

  Promise5TamperingIsReported(World world) {
    this.world = world;
  }

  @Override
  public void refused(SimQueues.Told told) {
    told(told);
  }

  @Override
  public void told(SimQueues.Told told) {
    if (!(world.words().notice(told.body()).orElse(null) instanceof Notice.OfTampering notice)) {
      return;
    }
    String event = notice.tampering().proof().eventId();
    Said.Tampers call = calls().get(event);
    check(call != null, () -> "reported and never on the stream: %s".formatted(notice));
    switch (notice) {
      case Notice.Tampered _ -> {
        UUID id = raised.putIfAbsent(event, told.id());
        check(
            id == null || id.equals(told.id()),
            () -> "%s is reported under two ids".formatted(call));
        check(
            notice.tampering().proof().time().equals(call.time())
                && notice.tampering().region().filter(call.region()::equals).isPresent(),
            () -> "%s is reported as %s".formatted(call, notice));
      }
      case Notice.TamperingOver _ -> {
        over.add(event);
        check(
            whole(call) || attested(call, world.attesting().everComplete()),
            () -> "%s is over: %s, heard %s".formatted(call, notice, world.beats()));
      }
    }
  }

  @Override
  public void atRest() {
    for (Said.Tampers call : calls().values()) {
      check(raised.containsKey(call.id()), () -> "never reported: %s".formatted(call));
      check(
          over.contains(call.id())
              || !(whole(call) || attested(call, world.attesting().complete())),
          () -> "never over: %s, heard %s".formatted(call, world.beats()));
    }
  }

  /** By id; not those that were not allowed. */
  private Map<String, Said.Tampers> calls() {
    Map<String, Said.Tampers> calls = new TreeMap<>();
    for (SimShard shard : world.stream().shards()) {
      for (Rec rec : shard.records) {
        if (rec.said() instanceof Said.Tampers call && !call.denied()) {
          calls.put(call.id(), call);
        }
      }
    }
    return calls;
  }

  private static boolean attested(Said.Tampers call, java.util.List<Silence> complete) {
    return complete.stream().anyMatch(it -> it.covers(new Silence(call.time(), call.time())));
  }

  /** Each of its Region's signs of life came for an hour; of another's, where it has none. */
  private boolean whole(Said.Tampers call) {
    Set<Source> here =
        world.config().sources().stream()
            .filter(it -> it.region().equals(call.region()))
            .collect(Collectors.toSet());
    Set<Source> expected = here.isEmpty() ? world.config().sources() : here;
    return !expected.isEmpty()
        && expected.stream()
            .allMatch(it -> came(world.beats().getOrDefault(it, new java.util.TreeSet<>()), call));
  }

  /** Walks from one to the next, as long as no silence is too long. */
  private static boolean came(NavigableSet<Instant> beats, Said.Tampers call) {
    Instant since = null;
    Instant last = null;
    for (Instant beat : beats) {
      if (last == null || Duration.between(last, beat).compareTo(HOUR) > 0) {
        since = beat;
      }
      last = beat;
      Instant from = since.isAfter(call.time()) ? since : call.time();
      if (Duration.between(from, beat).compareTo(HOUR) >= 0) {
        return true;
      }
    }
    return false;
  }
}
