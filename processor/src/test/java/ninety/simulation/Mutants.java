package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
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
import ninety.finding.Alerts.Delivery;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.DueUsers;
import ninety.finding.KnownGaps;
import ninety.finding.Notice;
import ninety.finding.Notices;
import ninety.finding.Rearming;
import ninety.finding.Reported;
import ninety.finding.SourceTransition;
import ninety.finding.SourceWatch;
import ninety.finding.SourceWatches;
import ninety.finding.Transition;
import ninety.finding.UnreadableItem;
import ninety.finding.Watch;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.policy.Policy;
import ninety.policy.Thresholds;
import ninety.simulation.Altered.Logging;
import ninety.simulation.Altered.Storing;
import ninety.simulation.Altered.Telling;
import ninety.sweep.FarEnd;
import ninety.sweep.OtherPlaces;
import ninety.sweep.Places;
import ninety.sweep.Rules;
import ninety.user.AccessHistory;
import ninety.user.Proof;
import ninety.user.UserId;
import ninety.user.UserRecord;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;

/** Deliberate bugs, each of a kind that somebody could make, to show that the checkers see them. */
enum Mutants implements Mutant {
  /** The checkpoint is written before the batch is settled. */
  CHECKPOINT_BEFORE_THE_BATCH {
    @Override
    public boolean checkpointsEarly() {
      return true;
    }
  },

  /** An exception leaves {@code processRecords}, and the KCL goes on with the next batch. */
  EXCEPTION_LEAVES_THE_BATCH {
    @Override
    public ProcessRecordsInput passesOn(ProcessRecordsInput input, SplittableRandom random) {
      if (!input.records().isEmpty() && random.nextInt(20) == 0) {
        throw new IllegalStateException("a bug");
      }
      return input;
    }
  },

  /** Whoever writes last wins. */
  NO_VERSION_CONDITION {
    @Override
    public boolean versionChecked() {
      return false;
    }
  },

  /** A write that failed is taken for one that went through. */
  WRITE_NOT_AWAITED {
    @Override
    public Dossiers workerDossiers(Dossiers dossiers, World world) {
      return new Storing(dossiers) {
        @Override
        public Dossiers.Stored store(Dossier changed) {
          try {
            return super.store(changed);
          } catch (SdkException failed) {
            return new Dossiers.Stored.Written(changed.withVersion(changed.version() + 1));
          }
        }
      };
    }
  },

  /** Somebody else wrote first, and that is taken for having written. */
  OVERTAKEN_TAKEN_FOR_WRITTEN {
    @Override
    public Dossiers workerDossiers(Dossiers dossiers, World world) {
      return new Storing(dossiers) {
        @Override
        public Dossiers.Stored store(Dossier changed) {
          return super.store(changed) instanceof Dossiers.Stored.Overtaken(var now)
              ? new Dossiers.Stored.Written(now)
              : new Dossiers.Stored.Written(changed.withVersion(changed.version() + 1));
        }
      };
    }
  },

  /** The dead-letter queue is thought to have what it never got. */
  DEAD_LETTER_DROPPED {
    @Override
    public SqsAsyncClient deadLetters(SqsAsyncClient queue) {
      return new SqsAsyncClient() {
        @Override
        public CompletableFuture<SendMessageResponse> sendMessage(SendMessageRequest request) {
          return CompletableFuture.completedFuture(SendMessageResponse.builder().build());
        }

        @Override
        public String serviceName() {
          return "sqs";
        }

        @Override
        public void close() {}
      };
    }
  },

  /** Who was deleted and is seen afterwards is taken to be there again. */
  TOMBSTONE_REVIVED {
    @Override
    public Dossiers workerDossiers(Dossiers dossiers, World world) {
      return new Storing(dossiers) {
        @Override
        public Dossiers.Stored store(Dossier changed) {
          UserRecord user = changed.user();
          boolean seen =
              user.deleted().isPresent()
                  && user.lastActivity()
                      .filter(it -> it.time().isAfter(user.deleted().get().time()))
                      .isPresent();
          return super.store(seen ? changed.withUser(Altered.withoutDeletion(user)) : changed);
        }
      };
    }
  },

  /** Portal activity is written each time. */
  EVERY_ACTIVITY_WRITTEN {
    @Override
    public Duration granularity(Duration right) {
      return Duration.ZERO;
    }
  },

  /** News of a user with an open finding do not make the user due. */
  NEWS_WAIT_FOR_THE_DATE {
    @Override
    public Dossiers workerDossiers(Dossiers dossiers, World world) {
      return new Storing(dossiers) {
        @Override
        public Dossiers.Stored store(Dossier changed) {
          Optional<Dossier> old = world.table().memory.read(changed.user().id());
          boolean open =
              changed.watches().values().stream().anyMatch(watch -> watch.open().isPresent());
          return super.store(open && old.isPresent() ? changed.withDue(old.get().due()) : changed);
        }
      };
    }
  },

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

  /** That nothing can be said is told to nobody. */
  NOT_CHECKED_UNTOLD {
    @Override
    public Places places(Places places, World world) {
      SourceWatches watches =
          new SourceWatches() {
            @Override
            public SourceWatch read() {
              return places.sourceWatches().read();
            }

            @Override
            public SourceWatches.Stored store(SourceWatch changed) {
              return new SourceWatches.Stored.Written(
                  changed.withOutbox(List.of()).withVersion(changed.version() + 1));
            }
          };
      return OtherPlaces.with(places, SourceWatches.class, watches);
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
              new SourceWatch(
                  watch.episodes(),
                  watch.open().stream().filter(gap -> gap.hiding().isEmpty()).toList(),
                  watch.reported(),
                  watch.census(),
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
              new SourceWatch(
                  watch.episodes(),
                  watch.open(),
                  new KnownGaps(Map.of(), List.of(), later(watch.reported())),
                  watch.census(),
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

  /** A level is reached after its instant and not at it: {@code >} for {@code >=}. */
  LEVEL_REACHED_AFTER_ITS_INSTANT {
    @Override
    public Rules rules(Rules rules) {
      UnaryOperator<Thresholds> later =
          it ->
              new Thresholds(
                  it.warning().plusMillis(1),
                  it.breach().plusMillis(1),
                  it.escalated().plusMillis(1));
      Policy policy = rules.policy();
      return new Rules(
          policy.with(later.apply(policy.inactivity()), later.apply(policy.passwordAge())),
          rules.sources(),
          rules.horizonLimit(),
          rules.store());
    }
  },

  /** The alert is sent, and what it tells is stored without it. */
  NO_INTENT {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          new Storing(places.dossiers()) {
            @Override
            public Dossiers.Stored store(Dossier changed) {
              Dossiers.Stored stored =
                  super.store(Altered.withOutbox(changed, List.of(), changed.due()));
              return stored instanceof Dossiers.Stored.Written(var dossier)
                  ? new Dossiers.Stored.Written(
                      Altered.withOutbox(dossier, changed.outbox(), changed.due()))
                  : stored;
            }
          });
    }
  },

  /** What an earlier sweep left to be told is dropped. */
  OUTBOX_NOT_RESENT {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          new Storing(places.dossiers()) {
            @Override
            public Optional<Dossier> read(UserId id) {
              return super.read(id).map(it -> Altered.withOutbox(it, List.of(), it.due()));
            }
          });
    }
  },

  /** What was sent counts as arrived. */
  SENT_TAKEN_FOR_TOLD {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          new Telling(places.alerts()) {
            @Override
            public Delivery send(List<Alert> alerts) {
              super.send(alerts);
              Set<UUID> all = new LinkedHashSet<>();
              alerts.forEach(alert -> all.add(alert.id()));
              return new Delivery(all, Map.of());
            }
          });
    }
  },

  /** A repeat says when it was sent. */
  REPEAT_IN_OTHER_WORDS {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          new Telling(places.alerts()) {
            @Override
            public Delivery send(List<Alert> alerts) {
              return super.send(
                  alerts.stream()
                      .map(it ->
                          new Alert(it.id(), it.finding(), it.body() + "|" + world.stage().steps()))
                      .toList());
            }
          });
    }
  },

  /** A repeat has an id of its own. */
  REPEAT_UNDER_ANOTHER_ID {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          new Telling(places.alerts()) {
            @Override
            public Delivery send(List<Alert> alerts) {
              Map<UUID, UUID> ids = new HashMap<>();
              List<Alert> renamed = new ArrayList<>();
              for (Alert alert : alerts) {
                UUID id = new UUID(world.stage().steps(), alert.id().getLeastSignificantBits());
                ids.put(id, alert.id());
                renamed.add(new Alert(id, alert.finding(), alert.body()));
              }
              Set<UUID> arrived = new LinkedHashSet<>();
              super.send(renamed).arrived().forEach(id -> arrived.add(ids.get(id)));
              return new Delivery(arrived, Map.of());
            }
          });
    }
  },

  /** That a finding is over is told to nobody. */
  END_UNTOLD {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          new Telling(places.alerts()) {
            @Override
            public Optional<Alert> compose(Transition transition) {
              return super.compose(transition).filter(_ -> SimTable.raised(transition));
            }
          });
    }
  },

  /** Nobody looks at a user again when an exemption ends. */
  EXEMPTION_END_FORGOTTEN {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          new Storing(places.dossiers()) {
            @Override
            public Dossiers.Stored store(Dossier changed) {
              boolean exempt =
                  world.granted().stream()
                      .anyMatch(it -> changed.due().filter(it.until()::equals).isPresent());
              return super.store(exempt ? changed.withDue(Optional.empty()) : changed);
            }
          });
    }
  },

  /** Other terms give nobody another date. */
  OTHER_TERMS_NOT_ARMED {
    @Override
    public Places places(Places places, World world) {
      Rearming rearming =
          new Rearming() {
            @Override
            public Armed read() {
              return places.rearming().read();
            }

            @Override
            public void write(Armed armed) {
              places.rearming().write(armed);
            }

            @Override
            public Page page(Optional<UserId> after) {
              return new Page(List.of(), List.of(), Optional.empty());
            }
          };
      return OtherPlaces.with(places, Rearming.class, rearming);
    }
  },

  /** A sweep looks at everybody each time. */
  EVERYBODY_LOOKED_AT {
    @Override
    public Places places(Places places, World world) {
      DueUsers everybody =
          new DueUsers() {
            @Override
            public int shards() {
              return 1;
            }

            @Override
            public Stream<UserId> due(
                int shard, Instant asOf, Consumer<UnreadableItem> unreadable) {
              return world.table().everybody().stream();
            }
          };
      return OtherPlaces.with(places, DueUsers.class, everybody);
    }
  },

  /** An enrolment is taken for a sign-in with the password alone. */
  ENROLMENT_IS_THE_PASSWORD_ALONE {
    @Override
    public ProcessRecordsInput passesOn(ProcessRecordsInput input, SplittableRandom random) {
      return Altered.rewritten(
          input,
          it ->
              it.replace(
                  "\"DeviceEnrollmentRequired\":\"true\"",
                  "\"DeviceEnrollmentRequired\":\"false\""));
    }
  },

  /** That a link was mailed is taken for a new password. */
  MAIL_IS_A_RESET {
    @Override
    public ProcessRecordsInput passesOn(ProcessRecordsInput input, SplittableRandom random) {
      return Altered.rewritten(
          input,
          it ->
              it.contains("\"UpdatePassword\"")
                  ? it.replace("\"passwordMode\":\"EMAIL\"", "\"passwordMode\":\"OTP\"")
                  : it);
    }
  },

  /** That an invitation was mailed is taken for a password. */
  INVITATION_IS_A_PASSWORD {
    @Override
    public ProcessRecordsInput passesOn(ProcessRecordsInput input, SplittableRandom random) {
      return Altered.rewritten(
          input,
          it ->
              it.contains("\"CreateUser\"")
                  ? it.replace("\"passwordMode\":\"EMAIL\"", "\"passwordMode\":\"OTP\"")
                  : it);
    }
  },

  /** Whatever stands beside the password is a second factor. */
  UNKNOWN_WORD_IS_A_FACTOR {
    @Override
    public ProcessRecordsInput passesOn(ProcessRecordsInput input, SplittableRandom random) {
      return Altered.rewritten(input, it -> it.replace(Story.UNKNOWN_WORD, "PASSWORD,TOTP"));
    }
  },

  /** So are mailed codes, whatever the policy says. */
  MAILED_CODE_IS_A_FACTOR {
    @Override
    public Rules rules(Rules rules) {
      return Altered.with(rules, it -> it.with(Policy.EmailCode.FACTOR, it.emailReset()));
    }
  },

  /** Any event on the bus is believed. */
  FORGED_BELIEVED {
    @Override
    public ProcessRecordsInput passesOn(ProcessRecordsInput input, SplittableRandom random) {
      return Altered.rewritten(
          input,
          it ->
              it.replace(Wire.FORGED_SOURCE, Wire.SOURCE)
                  .replace(Wire.FORGED_ACCOUNT, Wire.ACCOUNT));
    }
  },

  /** A PATCH whose value is hidden is taken for one that leaves the status alone. */
  DOUBT_IGNORED {
    @Override
    public ProcessRecordsInput passesOn(ProcessRecordsInput input, SplittableRandom random) {
      return Altered.rewritten(
          input, it -> it.replace("\"path\":\"active\"", "\"path\":\"title\""));
    }
  },

  /** Only sign-ins are a use of a revoked access. */
  PORTAL_USE_IGNORED {
    @Override
    public Rules rules(Rules rules) {
      return Altered.with(rules, it -> it.with(Duration.ofDays(3650), it.enabledGrace()));
    }
  },

  /** Sessions have no time to end in. */
  PORTAL_USE_WITHIN_GRACE_REPORTED {
    @Override
    public Rules rules(Rules rules) {
      return Altered.with(rules, it -> it.with(Duration.ZERO, it.enabledGrace()));
    }
  },

  /** A use at the very end of that time is taken for one after it. */
  GRACE_ENDS_BEFORE_ITS_INSTANT {
    @Override
    public Rules rules(Rules rules) {
      return Altered.with(
          rules, it -> it.with(it.revocationGrace().minusMillis(1), it.enabledGrace()));
    }
  },

  /** Who is enabled again is escalated at once. */
  ENABLED_WITHOUT_GRACE {
    @Override
    public Rules rules(Rules rules) {
      return Altered.with(rules, it -> it.with(it.revocationGrace(), Duration.ZERO));
    }
  },

  /** The directory's word counts from when it was by our clock, and that is all. */
  ENABLED_BY_OUR_CLOCK {
    @Override
    public Duration directoryAhead() {
      return Proof.CLOCK_TOLERANCE;
    }
  },

  /** Of all disablings and enablings the latest alone is kept. */
  LATEST_STATUS_ALONE {
    @Override
    public Dossiers workerDossiers(Dossiers dossiers, World world) {
      return latestAlone(dossiers);
    }

    @Override
    public Places places(Places places, World world) {
      return Altered.with(places, latestAlone(places.dossiers()));
    }

    private Dossiers latestAlone(Dossiers dossiers) {
      return new Storing(dossiers) {
        @Override
        public Dossiers.Stored store(Dossier changed) {
          UserRecord user = changed.user();
          TreeSet<AccessHistory.Entry> latest = new TreeSet<>();
          user.access().latest().ifPresent(latest::add);
          return super.store(
              changed.withUser(Altered.with(user, new AccessHistory(latest), user.deleted())));
        }
      };
    }
  },

  /** Nobody asks about a user whose finding is escalated. */
  NO_WEEKLY_ASKING {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          new Storing(places.dossiers()) {
            @Override
            public Dossiers.Stored store(Dossier changed) {
              boolean escalated =
                  changed.watches().values().stream()
                      .flatMap(it -> it.open().stream())
                      .anyMatch(it -> it.level() == Level.ESCALATED);
              return escalated
                  ? Altered.withoutFutureDate(places.dossiers(), changed, world)
                  : super.store(changed);
            }
          });
    }
  },

  /** Whoever is gone once is not asked about again. */
  GONE_FOR_GOOD {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          new Storing(places.dossiers()) {
            @Override
            public Dossiers.Stored store(Dossier changed) {
              return changed.user().status() == UserRecord.Status.DELETED
                  ? Altered.withoutFutureDate(places.dossiers(), changed, world)
                  : super.store(changed);
            }
          });
    }
  },

  /** A directory that has nobody is believed. */
  ALL_GONE_BELIEVED {
    @Override
    public Rules rules(Rules rules) {
      return new Rules(
          rules.policy(),
          rules.sources(),
          rules.horizonLimit(),
          rules.store(),
          OptionalInt.of(Integer.MAX_VALUE),
          rules.firstSweepLimit());
    }
  },

  /** Whoever is exempt by the time a sweep comes is not reported for what was before. */
  EXEMPTION_SUPPRESSES_UNSEEN {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          new Storing(places.dossiers()) {
            @Override
            public Optional<Dossier> read(UserId id) {
              return super.read(id)
                  .map(it ->
                      world.table().exemptions.read().of(it.user(), world.stage().now()).isPresent()
                              && it.watch(Control.REVOKED_ACCESS).open().isEmpty()
                          ? settled(it)
                          : it);
            }
          });
    }

    private Dossier settled(Dossier dossier) {
      Map<Control, Watch> watches = new HashMap<>(dossier.watches());
      watches.computeIfPresent(
          Control.REVOKED_ACCESS,
          (_, it) ->
              new Watch(it.episodes(), it.open(), dossier.user().lastActivity().map(Proof::time)));
      return new Dossier(
          dossier.user(), watches, dossier.outbox(), dossier.due(), dossier.version());
    }
  },

  /** What the queue refuses for good is sent again and again, and its user waits. */
  REFUSED_ALERT_BLOCKS_THE_USER {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          new Telling(places.alerts()) {
            @Override
            public Delivery send(List<Alert> alerts) {
              return new Delivery(super.send(alerts).arrived(), Map.of());
            }
          });
    }
  },

  /** Exemptions are added and taken back without a word. */
  EXEMPTIONS_UNREPORTED {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          new Telling(places.alerts()) {
            @Override
            public Optional<Alert> compose(Notice notice) {
              return Optional.empty();
            }
          });
    }
  },

  /** An alert that was sent counts as one that arrived. */
  NOTICES_NOT_SENT_AGAIN {
    @Override
    public Places places(Places places, World world) {
      Notices forgetful =
          new Notices() {
            @Override
            public Reported read() {
              Reported read = places.notices().read();
              return new Reported(read.decided(), List.of(), read.raised(), read.version());
            }

            @Override
            public Notices.Stored store(Reported changed) {
              return places.notices().store(changed);
            }
          };
      return OtherPlaces.with(places, Notices.class, forgetful);
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

  /** A shard is at its end when the library says so. */
  FALSE_END_BELIEVED {
    @Override
    public List<Shard> listed(List<Shard> shards) {
      return shards.stream()
          .map(shard ->
              shard.toBuilder()
                  .sequenceNumberRange(
                      it -> it.startingSequenceNumber("0").endingSequenceNumber("9"))
                  .build())
          .toList();
    }

    @Override
    public KinesisAsyncClient reads(KinesisAsyncClient reads) {
      return Reads.endingAtOnce();
    }
  },

  /** The end of a closed shard is believed without looking whether it was read. */
  CLOSED_END_BELIEVED {
    @Override
    public KinesisAsyncClient reads(KinesisAsyncClient reads) {
      return Reads.endingAtOnce();
    }
  },

  /** Whoever begins goes on from the leases, however old the table is. */
  LEASES_AHEAD_UNNOTICED {
    @Override
    public List<Lease> leases(List<Lease> leases) {
      return List.of();
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

  /** An attestation that was taken back counts all the same. */
  REVOKED_ATTESTATION_COUNTS {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          Others.reading(
              places,
              it -> Others.with(it, Others.ever(world.table().attestations.read()), it.doubts())));
    }
  },

  /** An attestation is reported, and mends nothing. */
  ATTESTED_TIME_NOT_COUNTED {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          Others.reading(
              places,
              it ->
                  Others.with(
                      it, new Coverage.Stated(List.of(), it.stated().lost()), it.doubts())));
    }
  },

  /** A loss that somebody records is no gap. */
  RECORDED_LOSS_NOT_COUNTED {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          Others.reading(
              places,
              it ->
                  Others.with(
                      it, new Coverage.Stated(it.stated().complete(), List.of()), it.doubts())));
    }
  },

  /** What people say of the coverage is reported to nobody. */
  ATTESTATIONS_UNREPORTED {
    @Override
    public Places places(Places places, World world) {
      return Others.saying(places, notice -> !(notice instanceof Notice.OfAttestation));
    }
  },

  /** That our own way was changed is noted and reported to nobody. */
  TAMPERING_UNREPORTED {
    @Override
    public Places places(Places places, World world) {
      return Others.saying(places, notice -> !(notice instanceof Notice.Tampered));
    }
  },

  /** That it is over is reported to nobody. */
  TAMPERING_NEVER_OVER {
    @Override
    public Places places(Places places, World world) {
      return Others.saying(places, notice -> !(notice instanceof Notice.TamperingOver));
    }
  },

  /** A rule of tampering is thought to carry signs of life, as those of events do. */
  TAMPERING_RULE_SHOWN_BY_OTHERS {
    @Override
    public Places places(Places places, World world) {
      return Others.changed(
          places,
          target ->
              target.contains("-tampering")
                  ? target.substring(0, target.indexOf("-tampering")) + "-events"
                  : target);
    }
  },

  /** Any key is thought to be on the way of the events. */
  EVERY_KEY_SHOWN_BY_OTHERS {
    @Override
    public Places places(Places places, World world) {
      return Others.changed(
          places, target -> target.equals(Story.OTHER_KEY) ? Wire.DATA_KEY_ID : target);
    }
  },

  /** A call that was not allowed is taken for one that was. */
  DENIED_CALL_IS_TAMPERING {
    @Override
    public ProcessRecordsInput passesOn(ProcessRecordsInput input, SplittableRandom random) {
      return Altered.rewritten(input, it -> it.replace("\"errorCode\"", "\"otherCode\""));
    }
  },

  /** A gap that began and ended between two sweeps is reported to nobody. */
  GAP_BETWEEN_SWEEPS_UNREPORTED {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          new Telling(places.alerts()) {
            @Override
            public Optional<Alert> compose(SourceTransition transition) {
              return super.compose(transition).filter(_ -> transition.gap().holder().isPresent());
            }
          });
    }
  };

  /** The same, with another watch over the source. */
  private static Places watching(
      Places places, UnaryOperator<SourceWatch> read, UnaryOperator<SourceWatch> stored) {
    SourceWatches watches =
        new SourceWatches() {
          @Override
          public SourceWatch read() {
            return read.apply(places.sourceWatches().read());
          }

          @Override
          public SourceWatches.Stored store(SourceWatch changed) {
            return places.sourceWatches().store(stored.apply(changed));
          }
        };
    return OtherPlaces.with(places, SourceWatches.class, watches);
  }
}
