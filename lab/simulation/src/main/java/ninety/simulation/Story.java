package ninety.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import ninety.coverage.Source;

/**
 * All that happens in one seed's world and is not the product's doing. Parts of it can be left out,
 * and the rest still makes sense.
 *
 * @param deeds all that users did and that was done to them, lost or not; a user's in order
 * @param deaf when source Regions were cut off
 * @param quiet when each user was made, by number, of whom no event ever comes
 * @param happenings in the order of time
 */
record Story(
    long seed,
    Config config,
    Instant begin,
    Instant end,
    List<Deed> deeds,
    List<Deaf> deaf,
    Map<Integer, Instant> quiet,
    List<Happening> happenings) {

  /** The Region that the instance gets. */
  static final String ADDED = "eu-west-1";

  /** Why nothing comes of a Region. */
  enum Cut {
    /** It is cut off: what happens meanwhile is lost, and so are the heartbeats. */
    REGION,
    /** Its trail is stopped: what happens meanwhile is lost, but for the schedule's heartbeats. */
    TRAIL,
    /** Its rule is disabled: what arrives meanwhile is lost, but for the schedule's heartbeats. */
    RULE,
    /** The instance has it, and nothing is forwarded yet: what arrives meanwhile is lost. */
    UNHEARD;

    boolean byArrival() {
      return this == RULE || this == UNHEARD;
    }
  }

  /** Events and signs of life of a Region are lost. */
  record Deaf(String region, Cut cut, Instant from, Instant to) {

    /** Whether an event is lost. */
    boolean loses(String where, Instant time, Instant arrives) {
      Instant decides = cut.byArrival() ? arrives : time;
      return region.equals(where) && !decides.isBefore(from) && !decides.isAfter(to);
    }

    /** Whether a sign of life is lost. */
    boolean loses(Source source, Instant time, Instant arrives) {
      boolean past =
          source.equals(OTHERS)
              || (source.kind() == Source.Kind.SCHEDULE && (cut == Cut.TRAIL || cut == Cut.RULE));
      return !past && loses(source.region(), time, arrives);
    }

    boolean overlaps(Ears.Silence silence) {
      return silence.from().isBefore(to) && silence.to().isAfter(from);
    }

    /** What falls silent by it. */
    Source source() {
      Source schedule = new Source(Wire.ACCOUNT_ID, region);
      return switch (cut) {
        case REGION -> schedule;
        case TRAIL, RULE -> schedule.as(Source.Kind.CLOUDTRAIL);
        case UNHEARD -> REPLICA;
      };
    }
  }

  /** The same Region as the product misses it, while it is not expected by name. */
  static final Source REPLICA =
      new Source(Optional.of(Wire.ACCOUNT_ID), ADDED, Source.Kind.REPLICA);

  /** The same Region of another account, which proves nothing of the instance's own. */
  static final Source OTHERS = new Source("444455556666", ADDED);

  /** When the instance had a Region that nobody listened to. */
  Optional<Deaf> unheard() {
    return deaf.stream().filter(it -> it.cut() == Cut.UNHEARD).findFirst();
  }

  /** Whether the other account's Region is expected by name too, when it was heard already. */
  boolean expectsOthers() {
    return seed % 3 != 0;
  }

  /** Whether the instance's Regions may be asked for. */
  boolean regionsMayBeAsked() {
    return seed % 4 != 0;
  }

  /** Not known to be a factor. */
  static final String UNKNOWN_WORD = "PASSWORD,PIGEON";

  static final String OTHER_KEY = "0987dcba-09fe-87dc-65ba-ab0987654321";
  static final String SERVICE_NAMES = "svc-*";

  Story with(List<Happening> other) {
    return new Story(seed, config, begin, end, deeds, deaf, quiet, other);
  }

  Story with(Config other) {
    return new Story(seed, other, begin, end, deeds, deaf, quiet, happenings);
  }

  /** When a user of whom no event comes was made; empty for the others. */
  Optional<Instant> quiet(int user) {
    return Optional.ofNullable(quiet.get(user));
  }

  /** The numbers of all whom the directory ever has. */
  IntStream users() {
    return IntStream.concat(
        IntStream.range(0, config.users()), quiet.keySet().stream().mapToInt(it -> it).sorted());
  }

  static Story of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Config config = Config.of(random.split());
    return new StoryAuthor(seed, config, random.split()).write();
  }
}
