package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import ninety.coverage.Source;
import ninety.finding.Notice;
import ninety.simulation.Ears.Silence;
import ninety.simulation.SimStream.Rec;
import ninety.simulation.SimStream.SimShard;

/**
 * Each call that changes our own way is reported under one id, one that was not allowed is not, and
 * it is over when the signs of life that come on what was changed came for an hour since, or
 * somebody who knew of it attested that nothing was missed; else not.
 */
final class Promise5TamperingIsReported implements Promise {

  private static final Duration HOUR = Duration.ofHours(1);

  private final World world;
  private final Map<String, UUID> raised = new HashMap<>();
  private final Set<String> over = new HashSet<>();

  /** When it was known to be raised, by the world's clock and by the sweep's. */
  private final Map<String, Instant> known = new HashMap<>();

  Promise5TamperingIsReported(World world) {
    this.world = world;
  }

  @Override
  public void refused(SimQueues.Delivered delivered) {
    delivered(delivered);
  }

  @Override
  public void delivered(SimQueues.Delivered delivered) {
    if (!(world.words().notice(delivered.body()).orElse(null)
        instanceof Notice.OfTampering notice)) {
      return;
    }
    String event = notice.tampering().proof().eventId();
    Said.Tampers call = calls().get(event);
    check(call != null, () -> "reported and never on the stream: %s".formatted(notice));
    switch (notice) {
      case Notice.Tampered _ -> {
        UUID id = raised.putIfAbsent(event, delivered.id());
        Instant now = world.stage().now();
        known.putIfAbsent(event, notice.time().isAfter(now) ? notice.time() : now);
        check(
            id == null || id.equals(delivered.id()),
            () -> "%s is reported under two ids".formatted(call));
        check(
            notice.tampering().proof().time().equals(call.time())
                && notice.tampering().region().filter(call.region()::equals).isPresent(),
            () -> "%s is reported as %s".formatted(call, notice));
      }
      case Notice.TamperingOver _ -> {
        over.add(event);
        check(
            came(call, world.config().sources())
                || came(call, world.replicas.sources())
                || attested(call, world.attesting().everComplete()),
            () -> "%s is over: %s, heard %s".formatted(call, notice, world.heard.beats()));
      }
    }
  }

  @Override
  public void atRest() {
    for (Said.Tampers call : calls().values()) {
      check(raised.containsKey(call.id()), () -> "never reported: %s".formatted(call));
      check(
          over.contains(call.id()) || !(surelyCame(call) || attested(call, saidSince(call))),
          () -> "never over: %s, heard %s".formatted(call, world.heard.beats()));
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

  /** Of before coverage began nobody can say anything; then its beginning is said to be whole. */
  private boolean attested(Said.Tampers call, List<Silence> complete) {
    Instant began = world.heard.coverageFrom().orElse(Instant.MIN);
    Instant asked = call.time().isBefore(began) ? began : call.time();
    return complete.stream().anyMatch(it -> it.covers(new Silence(asked, asked)));
  }

  /** Words in force of people who knew of the call. */
  private List<Silence> saidSince(Said.Tampers call) {
    Instant since = known.getOrDefault(call.id(), Instant.MAX);
    return world.attesting().words().stream()
        .filter(it -> it.complete() && !it.takenBack() && it.at().isAfter(since))
        .map(Operator.Word::time)
        .toList();
  }

  /** What comes on the part of the way that was changed; others show nothing. */
  private static boolean shows(Source sign, Said.Tampers call) {
    boolean trail = sign.kind() == Source.Kind.CLOUDTRAIL;
    boolean here = sign.region().equals(call.region());
    return switch (call.call()) {
      case "stop-logging", "put-event-selectors" -> trail;
      case "disable-rule", "remove-targets", "put-rule", "delete-rule" ->
          switch (call.on().orElse("ninety-events")) {
            case "ninety-events" -> trail && here;
            case "ninety-heartbeat" -> !trail && here;
            case "ninety-forwarded-sign-in" -> trail && !here;
            default -> false;
          };
      case "disable-key", "schedule-key-deletion" ->
          call.on().isEmpty() && call.region().equals(Wire.HOME);
      case "delete-stream" -> true;
      default -> throw new IllegalArgumentException(call.call());
    };
  }

  /** For an hour, from the first one after the call on. */
  private boolean came(Said.Tampers call, Set<Source> expected) {
    return shown(
        expected,
        call,
        beats -> {
          Instant since = null;
          Instant last = null;
          for (Instant beat : beats.tailSet(call.time(), false)) {
            if (last == null || Duration.between(last, beat).compareTo(HOUR) > 0) {
              since = beat;
            }
            last = beat;
            if (Duration.between(since, beat).compareTo(HOUR) >= 0) {
              return true;
            }
          }
          return false;
        });
  }

  /** And for so long that it does not matter when the first of them came in its hour. */
  private boolean surelyCame(Said.Tampers call) {
    return shown(
        world.replicas.sources(),
        call,
        beats -> {
          Instant since = null;
          Instant last = null;
          for (Instant beat : beats) {
            if (last == null || Duration.between(last, beat).compareTo(HOUR) > 0) {
              since = beat;
            }
            last = beat;
            Instant from = since.isAfter(call.time()) ? since : call.time().plus(HOUR);
            if (Duration.between(from, beat).compareTo(HOUR) >= 0) {
              return true;
            }
          }
          return false;
        });
  }

  private boolean shown(
      Set<Source> expected, Said.Tampers call, Predicate<NavigableSet<Instant>> enough) {
    List<Source> signs = expected.stream().filter(sign -> shows(sign, call)).toList();
    return !signs.isEmpty()
        && signs.stream()
            .allMatch(it -> enough.test(world.heard.allBeats().getOrDefault(it, new TreeSet<>())));
  }
}
