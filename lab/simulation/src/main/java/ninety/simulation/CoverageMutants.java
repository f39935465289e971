package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import ninety.coverage.Coverage;
import ninety.coverage.CoverageLog;
import ninety.coverage.Doubts;
import ninety.coverage.Listening;
import ninety.coverage.Progress;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.coverage.Undelivered;
import ninety.finding.Alert;
import ninety.finding.FeedTransition;
import ninety.finding.FeedWatch;
import ninety.finding.FeedWatches;
import ninety.finding.KnownGaps;
import ninety.finding.Transition;
import ninety.simulation.Altered.Composing;
import ninety.simulation.Altered.Logging;
import ninety.sweep.FarEnd;
import ninety.sweep.OtherPlaces;
import ninety.sweep.Places;
import ninety.sweep.Rules;

/** Bugs in what is held to be heard, and in what is reported of it. */
enum CoverageMutants implements Mutant {
  /** A shard's children are known only when somebody reads them. */
  CHILDREN_KNOWN_WHEN_READ {
    @Override
    public CoverageLog workerCoverage(CoverageLog coverage, World world) {
      return new Logging(coverage) {
        private boolean begun;

        @Override
        public void shards(Map<String, Progress> found) {
          if (!begun) {
            super.shards(found);
          }
          begun = true;
        }
      };
    }
  },

  /** A closed shard that was read at its end counts as read until now, and its children too. */
  CLOSED_SHARD_AT_THE_TIP {
    @Override
    public CoverageLog workerCoverage(CoverageLog coverage, World world) {
      return new Logging(coverage) {
        private boolean begun;

        @Override
        public void shards(Map<String, Progress> found) {
          Map<String, Progress> now = new HashMap<>();
          found.forEach((id, it) ->
              now.put(id, begun ? new Progress(world.stage().now(), it.finished()) : it));
          super.shards(now);
          begun = true;
        }
      };
    }
  },

  /** A heartbeat is held to prove all the time since the one before it. */
  GAP_BRIDGED {
    @Override
    public CoverageLog workerCoverage(CoverageLog coverage, World world) {
      return new Logging(coverage) {
        @Override
        public void heard(Source source, Listening beats) {
          List<Span> spans = new ArrayList<>(beats.spans());
          Optional.ofNullable(world.table().coverage.read().sources().get(source))
              .flatMap(Listening::last)
              .filter(last -> last.isBefore(beats.first().orElseThrow()))
              .ifPresent(last -> spans.add(new Span(last, beats.first().orElseThrow())));
          super.heard(source, new Listening(spans));
        }
      };
    }
  },

  /** Judged as of the clock, whatever the consumers have read. */
  JUDGED_BY_THE_CLOCK {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          new Logging(places.coverage()) {
            @Override
            public Coverage read() {
              return Altered.withShards(
                  super.read(), (_, it) -> new Progress(world.stage().now(), it.finished()));
            }
          });
    }
  },

  /** The shard that is furthest behind is left out, as if it had no consumer to wait for. */
  ORPHANED_SHARD_OVERLOOKED {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          new Logging(places.coverage()) {
            @Override
            public Coverage read() {
              Coverage coverage = super.read();
              Optional<Instant> least =
                  coverage.shards().values().stream()
                      .filter(it -> !it.finished())
                      .map(Progress::through)
                      .min(Instant::compareTo);
              return Altered.withShards(
                  coverage,
                  (_, it) ->
                      new Progress(
                          it.through(),
                          it.finished() || least.filter(it.through()::equals).isPresent()));
            }
          });
    }
  },

  /** No Region's heartbeats are waited for. */
  HEARTBEATS_IGNORED {
    @Override
    public Rules rules(Rules rules) {
      return new Rules(rules.policy(), Set.of(), rules.horizonLimit(), rules.store());
    }
  },

  /** That nothing can be said is asked to nobody. */
  NOT_CHECKED_UNREPORTED {
    @Override
    public Places places(Places places, World world) {
      FeedWatches watches =
          new FeedWatches() {
            @Override
            public FeedWatch read() {
              return places.feedWatches().read();
            }

            @Override
            public FeedWatches.Stored store(FeedWatch changed) {
              return new FeedWatches.Stored.Written(
                  changed.withOutbox(List.of()).withVersion(changed.version() + 1));
            }
          };
      return OtherPlaces.with(places, FeedWatches.class, watches);
    }
  },

  /** Whom a gap hides after its finding was resolved is in no finding. */
  COUNT_OPENS_NO_FINDING {
    @Override
    public Places places(Places places, World world) {
      return watching(
          places,
          UnaryOperator.identity(),
          watch ->
              new FeedWatch(
                  watch.episodes(),
                  watch.open().stream().filter(gap -> gap.hiding().isEmpty()).toList(),
                  watch.reported(),
                  watch.census(),
                  watch.reached(),
                  watch.outbox(),
                  watch.version()));
    }
  },

  /** A gap that begins where a reported one ended is taken for that one. */
  NEXT_GAP_TAKEN_FOR_REPORTED {
    @Override
    public Places places(Places places, World world) {
      return watching(
          places,
          watch ->
              new FeedWatch(
                  watch.episodes(),
                  watch.open(),
                  new KnownGaps(Map.of(), List.of(), later(watch.reported())),
                  watch.census(),
                  watch.reached(),
                  watch.outbox(),
                  watch.version()),
          UnaryOperator.identity());
    }

    private static List<Span> later(KnownGaps known) {
      return Stream.concat(
              known.before().stream(), known.sources().values().stream().flatMap(List::stream))
          .map(span -> new Span(span.from(), span.to().plus(Duration.ofHours(6))))
          .toList();
    }
  },

  /** The schedule's heartbeat is taken for proof of the trail and the rule too. */
  SCHEDULE_PROVES_THE_TRAIL {
    @Override
    public Rules rules(Rules rules) {
      Set<Source> schedules = new TreeSet<>(rules.sources());
      schedules.removeIf(source -> source.kind() != Source.Kind.SCHEDULE);
      return new Rules(rules.policy(), schedules, rules.horizonLimit(), rules.store());
    }
  },

  /** What is heard of another account's Region is taken for the instance's own. */
  OTHER_ACCOUNT_HEARD_AS_OWN {
    @Override
    public CoverageLog workerCoverage(CoverageLog coverage, World world) {
      return new Logging(coverage) {
        @Override
        public void heard(Source source, Listening beats) {
          super.heard(source, beats);
          super.heard(source.equals(Story.OTHERS) ? Story.REPLICA : source, beats);
        }
      };
    }
  },

  /** Nobody misses a Region that the instance got. */
  ADDED_REGION_OVERLOOKED {
    @Override
    public FarEnd farEnd(FarEnd farEnd) {
      return FarEnd.NONE;
    }
  },

  /** Nobody looks where events wait that could not be delivered. */
  UNDELIVERED_NOT_LOOKED_AT {
    @Override
    public Places places(Places places, World world) {
      return OtherPlaces.with(places, Undelivered.class, Undelivered.NONE);
    }
  },

  /** What expired there is forgotten. */
  EXPIRY_FORGOTTEN {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          Others.reading(
              places,
              it ->
                  Others.with(
                      it,
                      it.stated(),
                      new Doubts(it.doubts().all(), List.of(), it.doubts().version()))));
    }
  },

  /** A gap that began and ended between two sweeps is reported to nobody. */
  GAP_BETWEEN_SWEEPS_UNREPORTED {
    @Override
    public Places places(Places places, World world) {
      return Altered.composing(
          places,
          new Composing(places.format()) {
            @Override
            public Optional<Alert> compose(Transition transition) {
              return super.compose(transition)
                  .filter(_ ->
                      !(transition instanceof FeedTransition step)
                          || step.gap().horizon().isPresent());
            }
          });
    }
  };

  /** The same, with another watch over the feed. */
  private static Places watching(
      Places places, UnaryOperator<FeedWatch> read, UnaryOperator<FeedWatch> stored) {
    FeedWatches watches =
        new FeedWatches() {
          @Override
          public FeedWatch read() {
            return read.apply(places.feedWatches().read());
          }

          @Override
          public FeedWatches.Stored store(FeedWatch changed) {
            return places.feedWatches().store(stored.apply(changed));
          }
        };
    return OtherPlaces.with(places, FeedWatches.class, watches);
  }
}
