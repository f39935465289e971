package ninety.sweep;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import ninety.finding.Alert;
import ninety.finding.AlertQueue;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.Notices;
import ninety.finding.Reported;
import ninety.user.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that is killed at one of its steps: just before it takes effect, or just after, when
 * its answer is lost. From then on nothing works any more.
 */
final class Fuse {

  private static final Logger LOG = LoggerFactory.getLogger(Fuse.class);

  private final long steps;
  private final boolean afterEffect;
  private long taken;

  Fuse(long steps, boolean afterEffect) {
    this.steps = steps;
    this.afterEffect = afterEffect;
  }

  /** What the process fails with. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Killed() {
      super("killed");
    }
  }

  synchronized boolean blown() {
    return taken > steps;
  }

  private synchronized <T> T step(Supplier<T> effect) {
    if (blown()) {
      throw new Killed();
    }
    taken++;
    if (!blown()) {
      return effect.get();
    }
    if (afterEffect) {
      T lost = effect.get();
      LOG.debug("The answer got lost: {}", lost);
    }
    throw new Killed();
  }

  Dossiers on(Dossiers dossiers) {
    return new Dossiers() {
      @Override
      public Optional<Dossier> read(UserId id) {
        return dossiers.read(id);
      }

      @Override
      public Dossiers.Stored store(Dossier changed) {
        return step(() -> dossiers.store(changed));
      }
    };
  }

  Notices on(Notices notices) {
    return new Notices() {
      @Override
      public Reported read() {
        return notices.read();
      }

      @Override
      public Notices.Stored store(Reported changed) {
        return step(() -> notices.store(changed));
      }
    };
  }

  /** Those that notices are stored in and sent through. */
  Places onNotices(Places places) {
    Places storing = OtherPlaces.with(places, Notices.class, on(places.notices()));
    return OtherPlaces.with(storing, AlertQueue.class, on(places.alerts()));
  }

  AlertQueue on(AlertQueue alerts) {
    return new AlertQueue() {

      @Override
      public Delivery send(List<Alert> some) {
        return step(() -> alerts.send(some));
      }
    };
  }
}
