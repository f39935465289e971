package ninety.replay;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import ninety.cloudtrail.Decoded;
import ninety.cloudtrail.LogArchive;
import ninety.cloudtrail.LogFile;
import ninety.cloudtrail.Reading;
import ninety.cloudtrail.RecordReader;
import ninety.cloudtrail.RecordStream;
import ninety.digest.Hashes;
import ninety.ingest.Batch;
import ninety.ingest.Counts;
import ninety.ingest.DeadLetter;
import ninety.ingest.DeadLetters;
import ninety.ingest.Envelope;

/**
 * The reading of one file. It has no dead letters of its own: what cannot be used stays in the
 * archive, and is named by its file.
 */
final class FileRun implements DeadLetters {

  /** Facts, and what could not be used, that are settled together. */
  private static final int LARGEST_BATCH = 1000;

  private static final byte[] NOT_KEPT = {};

  /** Labels under which is counted what a replay passes over. */
  private static final String OUTSIDE = "outside-the-time";

  private static final String TAMPERING = "tampering";
  private static final String HEARTBEAT = "heartbeat";
  private static final String BEFORE_LISTENING = "before-listening";

  /** Whoever settles gave up before all was settled; a replay again is the way on. */
  static final class NotSettled extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Beyond what a log file of CloudTrail holds; so many are kept until its hash is known. */
  private static final int MOST_HELD = 100_000;

  /** More than is held. */
  private static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final LogFile file;
  private final Replay.Terms terms;
  private final Counts counts;
  private final Optional<Taking> taking;
  private final ByName byName;
  private final Optional<String> hash;
  private final Counts ofFile;
  private final List<Reading> held = new ArrayList<>();
  private final List<Reading> aside = new ArrayList<>();
  private Batch batch = Batch.empty();
  private int inBatch;
  private long number;
  private boolean whole = true;
  private boolean right;
  private Optional<String> fault = Optional.empty();

  /**
   * @param hash that its content must have, or nothing of it is taken; empty where anything is
   * @param settles makes what settles, of where letters go; empty where nothing is written
   */
  FileRun(
      LogFile file,
      Optional<String> hash,
      Replay.Terms terms,
      Counts counts,
      Optional<Function<DeadLetters, Taking>> settles,
      ByName byName) {
    this.file = file;
    this.byName = byName;
    this.terms = terms;
    this.counts = counts;
    this.taking = settles.map(it -> it.apply(this));
    this.hash = hash;
    this.ofFile = hash.isPresent() ? new Counts() : counts;
  }

  /** Reads and settles all of it. */
  void run(LogArchive archive, RecordReader reader) {
    try (InputStream in = archive.open(file)) {
      if (hash.isPresent()) {
        readHashed(in, reader, hash.get());
      } else {
        RecordStream.read(in, reader, terms.now(), this::take);
      }
    } catch (IOException unreadable) {
      unread(unreadable);
    } catch (TooMuch held) {
      unread(new IOException("It holds more than can be kept until its hash is known", held));
    }
    if (right) {
      counts.add(ofFile.tally());
      held.forEach(this::keep);
    }
    held.clear();
    settle();
  }

  private void unread(IOException why) {
    whole = false;
    fault = Optional.of(Optional.ofNullable(why.getMessage()).orElseGet(why::toString));
  }

  private void readHashed(InputStream in, RecordReader reader, String wanted) throws IOException {
    MessageDigest found = Hashes.sha256();
    RecordStream.read(
        in, reader, terms.now(), this::take, content -> new DigestInputStream(content, found));
    right = Hashes.text(found.digest()).equals(wanted);
    if (!right) {
      throw new IOException(
          "Its hash is not the one in the digest: it was changed. Nothing of it was taken");
    }
  }

  /** Whether there are records that know their user by name alone, and are not settled yet. */
  boolean hasAside() {
    return !aside.isEmpty();
  }

  /** Settles these, by what is known of names now. */
  void settleAside() {
    for (Reading reading : aside) {
      if (reading.decoded() instanceof Decoded.Observed(var fact)) {
        add(reading, new Decoded.Observed(byName.found(fact)));
      }
    }
    aside.clear();
    settle();
  }

  LogFile file() {
    return file;
  }

  /** Whether all of it was read and understood. */
  boolean isWhole() {
    return whole;
  }

  Optional<Unread> unread() {
    return fault.map(why -> new Unread(file.name(), why));
  }

  @Override
  public List<DeadLetter> park(List<DeadLetter> letters) {
    for (DeadLetter letter : letters) {
      whole = false;
      // An old record that names its user by name alone is no fault of the file's.
      if (fault.isEmpty() && !letter.reason().equals(DeadLetter.USER_ID_UNKNOWN)) {
        fault = Optional.of("%s: %s".formatted(letter.reason(), letter.detail()));
      }
    }
    return List.of();
  }

  private void take(Reading reading) {
    Optional<String> passed = passedOver(reading.decoded());
    if (passed.isPresent()) {
      ofFile.passedOver(passed.get());
    } else if (hash.isEmpty()) {
      keep(reading);
    } else if (reading.decoded() instanceof Decoded.Ignored(var reason, _)) {
      ofFile.passedOver(reason.label());
    } else if (held.size() < MOST_HELD) {
      held.add(reading);
    } else {
      throw new TooMuch();
    }
  }

  private void keep(Reading reading) {
    if (reading.decoded() instanceof Decoded.Observed(var fact) && byName.takes(fact)) {
      aside.add(reading);
    } else {
      add(reading, reading.decoded());
    }
  }

  private void add(Reading reading, Decoded decoded) {
    number++;
    Envelope envelope =
        new Envelope(file.name(), Long.toString(number), 0, Optional.empty(), NOT_KEPT);
    batch.add(envelope, decoded, counts);
    if (decoded instanceof Decoded.Observed(var fact)) {
      taking.ifPresent(it -> it.take(fact, reading));
    }
    if (!(decoded instanceof Decoded.Ignored) && ++inBatch >= LARGEST_BATCH) {
      settle();
    }
  }

  /**
   * A sign of life says that the way of the stream is whole, and it did not come on that. Of a
   * trail, rule or key that changed, the event pattern alone knows whether it is ours. What changed
   * the identity source before anything came by the stream is not ours.
   */
  private Optional<String> passedOver(Decoded decoded) {
    return switch (decoded) {
      case Decoded.Observed(var fact) -> outside(fact.proof().time());
      case Decoded.Heartbeat _ -> Optional.of(HEARTBEAT);
      case Decoded.DirectoryChanged(var proof) -> beforeListening(proof.time());
      case Decoded.Tampered _ -> Optional.of(TAMPERING);
      case Decoded.Ignored _, Decoded.Rejected _ -> Optional.empty();
    };
  }

  private Optional<String> outside(Instant time) {
    return terms.scope().holds(time) ? Optional.empty() : Optional.of(OUTSIDE);
  }

  private Optional<String> beforeListening(Instant time) {
    return terms.listeningSince().filter(since -> !time.isBefore(since)).isEmpty()
        ? Optional.of(BEFORE_LISTENING)
        : outside(time);
  }

  private void settle() {
    Batch full = batch;
    batch = Batch.empty();
    inBatch = 0;
    if (taking.isPresent()) {
      if (!taking.get().settle(full)) {
        throw new NotSettled();
      }
    } else {
      park(full.deadLetters());
    }
  }
}
