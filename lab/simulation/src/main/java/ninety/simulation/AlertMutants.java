package ninety.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ninety.finding.Alert;
import ninety.finding.AlertQueue.Delivery;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.Notices;
import ninety.finding.Reported;
import ninety.finding.Transition;
import ninety.finding.UserTransition;
import ninety.simulation.Altered.Composing;
import ninety.simulation.Altered.Delivering;
import ninety.simulation.Altered.Storing;
import ninety.sweep.OtherPlaces;
import ninety.sweep.Places;
import ninety.user.UserId;

/** Bugs on the way of an alert, from the intent to its end. */
enum AlertMutants implements Mutant {
  /** The alert is sent, and what it reports is stored without it. */
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

  /** What an earlier sweep left to be reported is dropped. */
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
  SENT_TAKEN_FOR_DELIVERED {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          new Delivering(places.alerts()) {
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
          new Delivering(places.alerts()) {
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
          new Delivering(places.alerts()) {
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

  /** That a finding is over is asked to nobody. */
  END_UNREPORTED {
    @Override
    public Places places(Places places, World world) {
      return Altered.composing(
          places,
          new Composing(places.format()) {
            @Override
            public Optional<Alert> compose(Transition transition) {
              return super.compose(transition)
                  .filter(
                      _ -> !(transition instanceof UserTransition step) || SimTable.raised(step));
            }
          });
    }
  },

  /** What the queue refuses for good is sent again and again, and its user waits. */
  REFUSED_ALERT_BLOCKS_THE_USER {
    @Override
    public Places places(Places places, World world) {
      return Altered.with(
          places,
          new Delivering(places.alerts()) {
            @Override
            public Delivery send(List<Alert> alerts) {
              return new Delivery(super.send(alerts).arrived(), Map.of());
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
              return new Reported(
                  read.decided(), List.of(), read.raised(), read.population(), read.version());
            }

            @Override
            public Notices.Stored store(Reported changed) {
              return places.notices().store(changed);
            }
          };
      return OtherPlaces.with(places, Notices.class, forgetful);
    }
  };
}
