package ninety.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import ninety.finding.Alert;
import ninety.finding.AlertQueue;
import ninety.finding.AlertQueue.Delivery;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.FeedWatch;
import ninety.finding.FeedWatches;
import ninety.finding.Notices;
import ninety.finding.Rearming;
import ninety.finding.Reported;
import ninety.store.DynamoDossiers;
import ninety.store.DynamoRearming;
import ninety.sweep.OtherPlaces;
import ninety.sweep.Places;
import ninety.user.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/**
 * A sweep in a process of its own that sends itself SIGKILL at one of its steps: just before a
 * write or a sending, or just after it took effect. It ends by itself where it has fewer steps.
 */
final class DoomedSweep {

  private static final Logger LOG = LoggerFactory.getLogger(DoomedSweep.class);

  private final int fatal;
  private final boolean afterEffect;
  private int steps;

  private DoomedSweep(int fatal, boolean afterEffect) {
    this.fatal = fatal;
    this.afterEffect = afterEffect;
  }

  /** Table, alert queue, instant, the number of the fatal step from 0, and {@code after}. */
  public static void main(String... arguments) {
    new DoomedSweep(Integer.parseInt(arguments[3]), Boolean.parseBoolean(arguments[4]))
        .run(arguments[0], arguments[1], Instant.parse(arguments[2]));
    System.exit(0);
  }

  private void run(String table, String queue, Instant at) {
    DynamoDbAsyncClient dynamo = DynamoDbAsyncClient.create();
    SqsAsyncClient sqs = SqsAsyncClient.create();
    Places places =
        Place.places(
            dynamo,
            table,
            dossiers(new DynamoDossiers(dynamo, table)),
            rearming(new DynamoRearming(dynamo, table)),
            alerts(SweepIT.alerts(sqs, queue)));
    SweepIT.sweep(
            OtherPlaces.with(
                OtherPlaces.with(places, FeedWatches.class, watches(places.feedWatches())),
                Notices.class,
                notices(places.notices())),
            1)
        .run(at, _ -> {});
  }

  private synchronized <T> T step(Supplier<T> effect) {
    boolean last = steps++ == fatal;
    if (last && !afterEffect) {
      die();
    }
    T done = effect.get();
    if (last) {
      die();
    }
    return done;
  }

  private static void die() {
    try {
      Process kill =
          new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid())).start();
      LOG.debug("Killed by {}", kill.pid());
      new CountDownLatch(1).await();
    } catch (IOException noKill) {
      throw new UncheckedIOException(noKill);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Dossiers dossiers(Dossiers real) {
    return new Dossiers() {
      @Override
      public Optional<Dossier> read(UserId id) {
        return real.read(id);
      }

      @Override
      public Dossiers.Stored store(Dossier changed) {
        return step(() -> real.store(changed));
      }
    };
  }

  private FeedWatches watches(FeedWatches real) {
    return new FeedWatches() {
      @Override
      public FeedWatch read() {
        return real.read();
      }

      @Override
      public FeedWatches.Stored store(FeedWatch changed) {
        return step(() -> real.store(changed));
      }
    };
  }

  private Notices notices(Notices real) {
    return new Notices() {
      @Override
      public Reported read() {
        return real.read();
      }

      @Override
      public Notices.Stored store(Reported changed) {
        return step(() -> real.store(changed));
      }
    };
  }

  private Rearming rearming(Rearming real) {
    return new Rearming() {
      @Override
      public Armed read() {
        return real.read();
      }

      @Override
      public void write(Armed armed) {
        LOG.debug(
            "{}",
            step(() -> {
              real.write(armed);
              return armed;
            }));
      }

      @Override
      public Page page(Optional<UserId> after) {
        return real.page(after);
      }
    };
  }

  private AlertQueue alerts(AlertQueue real) {
    return new AlertQueue() {

      @Override
      public Delivery send(List<Alert> alerts) {
        return step(() -> real.send(alerts));
      }
    };
  }
}
