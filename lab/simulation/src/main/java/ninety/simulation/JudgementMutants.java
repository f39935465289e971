package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import ninety.finding.ControlState;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.Due;
import ninety.finding.DueUsers;
import ninety.finding.Rearming;
import ninety.finding.UnreadableItem;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.policy.Policy;
import ninety.policy.Thresholds;
import ninety.simulation.Altered.Storing;
import ninety.sweep.OtherPlaces;
import ninety.sweep.Places;
import ninety.sweep.Rules;
import ninety.user.AccessHistory;
import ninety.user.Proof;
import ninety.user.UserId;
import ninety.user.UserRecord;

/** Bugs in whom a sweep looks at, whom it asks about, and what it makes of that. */
enum JudgementMutants implements Mutant {
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
                  world.exempting.granted().stream()
                      .anyMatch(it -> changed.due().equals(new Due.At(it.until())));
              return super.store(exempt ? changed.withDue(new Due.Never()) : changed);
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

  /** So are mailed codes, whatever the policy says. */
  MAILED_CODE_IS_A_FACTOR {
    @Override
    public Rules rules(Rules rules) {
      return Altered.with(rules, it -> it.with(Policy.EmailCode.FACTOR, it.emailReset()));
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
                  changed.states().values().stream()
                      .flatMap(it -> it.openFinding().stream())
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
                              && it.state(Control.REVOKED_ACCESS).openFinding().isEmpty()
                          ? settled(it)
                          : it);
            }
          });
    }

    private Dossier settled(Dossier dossier) {
      Map<Control, ControlState> watches = new HashMap<>(dossier.states());
      watches.computeIfPresent(
          Control.REVOKED_ACCESS,
          (_, it) ->
              ControlState.of(
                  it.episodes(), it.openFinding(), dossier.user().lastActivity().map(Proof::time)));
      return new Dossier(
          dossier.user(), watches, dossier.outbox(), dossier.due(), dossier.version());
    }
  };
}
