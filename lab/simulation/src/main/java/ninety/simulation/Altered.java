package ninety.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import ninety.coverage.Backfill;
import ninety.coverage.Coverage;
import ninety.coverage.CoverageLog;
import ninety.coverage.Expecting;
import ninety.coverage.Listening;
import ninety.coverage.Progress;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.coverage.Waiting;
import ninety.finding.Alert;
import ninety.finding.AlertFormat;
import ninety.finding.AlertQueue;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.Due;
import ninety.finding.Transition;
import ninety.policy.Policy;
import ninety.sweep.OtherPlaces;
import ninety.sweep.Places;
import ninety.sweep.Rules;
import ninety.user.AccessHistory;
import ninety.user.Proof;
import ninety.user.UserId;
import ninety.user.UserRecord;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** What mutants are made of: what the product is plugged into, a little otherwise. */
final class Altered {

  private Altered() {}

  static UserRecord withoutDeletion(UserRecord user) {
    return with(user, user.access(), Optional.empty());
  }

  static UserRecord with(UserRecord user, AccessHistory access, Optional<Proof> deleted) {
    return new UserRecord(
        user.id(),
        user.name(),
        user.identityStoreId(),
        user.firstSeen(),
        user.signIns(),
        user.portalUse(),
        user.passwordReset(),
        user.linkSent(),
        user.created(),
        access,
        user.doubted(),
        deleted,
        user.listing(),
        user.contact());
  }

  static Rules with(Rules rules, UnaryOperator<Policy> other) {
    return new Rules(
        other.apply(rules.policy()), rules.sources(), rules.horizonLimit(), rules.store());
  }

  /** Stores without a date at which somebody would look again, if there is anything to store. */
  static Dossiers.Stored withoutFutureDate(Dossiers right, Dossier changed, World world) {
    Dossier undated =
        changed.due() instanceof Due.At(var when) && when.isAfter(world.stage().now())
            ? changed.withDue(new Due.Never())
            : changed;
    return world.table().memory.read(changed.user().id()).filter(undated::equals).isPresent()
        ? new Dossiers.Stored.Written(undated)
        : right.store(undated);
  }

  /** The records with other text in some of them. */
  static ProcessRecordsInput rewritten(ProcessRecordsInput input, UnaryOperator<String> other) {
    return ProcessRecordsInput.builder()
        .records(input.records().stream().map(it -> rewritten(it, other)).toList())
        .cacheEntryTime(input.cacheEntryTime())
        .millisBehindLatest(input.millisBehindLatest())
        .childShards(input.childShards())
        .checkpointer(input.checkpointer())
        .build();
  }

  private static KinesisClientRecord rewritten(
      KinesisClientRecord record, UnaryOperator<String> other) {
    String text = UTF_8.decode(record.data().duplicate()).toString();
    String now = other.apply(text);
    return now.equals(text)
        ? record
        : record.toBuilder().data(ByteBuffer.wrap(now.getBytes(UTF_8))).build();
  }

  static Dossier withOutbox(Dossier dossier, List<Alert> outbox, Due due) {
    return new Dossier(dossier.user(), dossier.states(), outbox, due, dossier.version());
  }

  static Coverage withShards(Coverage coverage, BiFunction<String, Progress, Progress> other) {
    Map<String, Progress> shards = new HashMap<>(coverage.shards());
    shards.replaceAll(other);
    return new Coverage(
        coverage.from(),
        coverage.read(),
        coverage.stated(),
        coverage.lost(),
        coverage.doubts(),
        shards,
        coverage.sources(),
        coverage.expectations());
  }

  static Places with(Places places, Dossiers dossiers) {
    return OtherPlaces.with(places, Dossiers.class, dossiers);
  }

  static Places with(Places places, CoverageLog coverage) {
    return OtherPlaces.with(places, CoverageLog.class, coverage);
  }

  static Places with(Places places, AlertQueue alerts) {
    return OtherPlaces.with(places, AlertQueue.class, alerts);
  }

  static Places composing(Places places, AlertFormat alerts) {
    return OtherPlaces.with(places, AlertFormat.class, alerts);
  }

  /** Stores as another does. */
  static class Storing implements Dossiers {
    private final Dossiers right;

    Storing(Dossiers right) {
      this.right = right;
    }

    @Override
    public Optional<Dossier> read(UserId id) {
      return right.read(id);
    }

    @Override
    public Dossiers.Stored store(Dossier changed) {
      return right.store(changed);
    }
  }

  /** Keeps coverage as another does. */
  static class Logging implements CoverageLog {
    private final CoverageLog right;

    Logging(CoverageLog right) {
      this.right = right;
    }

    @Override
    public Coverage read() {
      return right.read();
    }

    @Override
    public String stream(String wanted) {
      return right.stream(wanted);
    }

    @Override
    public void begun(Instant from) {
      right.begun(from);
    }

    @Override
    public void shards(Map<String, Progress> found) {
      right.shards(found);
    }

    @Override
    public void progressed(String shard, Progress progress) {
      right.progressed(shard, progress);
    }

    @Override
    public void gone(Set<String> ids) {
      right.gone(ids);
    }

    @Override
    public void lost(Span span) {
      right.lost(span);
    }

    @Override
    public void heard(Source source, Listening beats) {
      right.heard(source, beats);
    }

    @Override
    public void expecting(Expecting found) {
      right.expecting(found);
    }

    @Override
    public void backfilled(Backfill read) {
      right.backfilled(read);
    }

    @Override
    public void undelivered(Waiting found) {
      right.undelivered(found);
    }
  }

  /** Composes as another does. */
  static class Composing implements AlertFormat {
    private final AlertFormat right;

    Composing(AlertFormat right) {
      this.right = right;
    }

    @Override
    public Optional<Alert> compose(Transition transition) {
      return right.compose(transition);
    }
  }

  /** Sends as another does. */
  static class Delivering implements AlertQueue {
    private final AlertQueue right;

    Delivering(AlertQueue right) {
      this.right = right;
    }

    @Override
    public Delivery send(List<Alert> alerts) {
      return right.send(alerts);
    }
  }
}
