package ninety.redrive;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import ninety.aws.Fault;
import ninety.ingest.Letter;
import ninety.ingest.LetterQueue;
import ninety.ingest.ParkedRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The bringing back of what a queue holds. A message is deleted only after what it says is where it
 * belongs, so whatever ends a redrive between two steps leaves it in the queue, and the next brings
 * it again, which changes nothing (promises 1 and 4).
 *
 * <p>What fails again stays. Where it is one of our own dead letters and the reason is another than
 * before, it is sent anew with that first, and only then deleted: between the two it is there
 * twice, and never not at all. A message of EventBridge stays as it is, for by the time at which it
 * came is known which time is in doubt.
 */
public final class Redrive {

  private static final Logger LOG = LoggerFactory.getLogger(Redrive.class);

  private final LetterQueue queue;
  private final Destination destination;
  private final boolean renews;
  private final Last last;
  private volatile boolean ending;

  /**
   * What comes back only after what else was meant did, since it proves that nothing is missing.
   *
   * @param afterAll whether it waits, too, for what is not meant or cannot be used
   */
  public record Last(Predicate<Letter> which, boolean afterAll) {

    boolean mayCome(Selection selection, Redriven.Tally tally) {
      return afterAll
          ? selection.equals(Selection.ALL) && tally.nothingMissing()
          : selection.atMost() == Selection.ALL.atMost() && tally.nothingLater();
    }
  }

  /**
   * @param renews whether what fails for another reason is sent anew with that
   */
  public Redrive(LetterQueue queue, Destination destination, boolean renews, Last last) {
    this.queue = queue;
    this.destination = destination;
    this.renews = renews;
    this.last = last;
  }

  /** Ends it after the messages that it is at. */
  public void end() {
    ending = true;
  }

  /**
   * Brings all messages that are meant, a few at a time.
   *
   * @param progress hears how many were looked at so far
   * @throws RuntimeException where only a person can help; what was not deleted is in the queue
   */
  public Redriven run(Selection selection, InstantSource clock, LongConsumer progress) {
    Redriven.Tally tally = new Redriven.Tally();
    long waiting = pass(selection, last.which().negate(), clock, progress, tally);
    if (waiting > 0 && !ending && last.mayCome(selection, tally)) {
      long passedOver = tally.passedOver();
      pass(selection, last.which(), clock, progress, tally);
      tally.passedOver(passedOver); // they came by a second time
    } else {
      tally.waits(waiting);
    }
    return tally.sum(inQueue());
  }

  /** Brings those of what is meant; returns how many of what is meant are others. */
  private long pass(
      Selection selection,
      Predicate<Letter> which,
      InstantSource clock,
      LongConsumer progress,
      Redriven.Tally tally) {
    long others = 0;
    try (Pass pass = new Pass(queue)) {
      long looked = 0;
      long taken = 0;
      long passedOver = 0;
      boolean takes = true;
      while (takes && !ending && taken < selection.atMost()) {
        List<Letter> some = pass.next();
        if (some.isEmpty()) {
          break;
        }
        Instant now = clock.instant();
        List<Letter> selected =
            some.stream().filter(letter -> selection.takes(letter, now)).toList();
        List<Letter> these = selected.stream().filter(which).toList();
        List<Letter> meant = these.stream().limit(selection.atMost() - taken).toList();
        others += selected.size() - these.size();
        passedOver += some.size() - selected.size() + these.size() - meant.size();
        tally.passedOver(passedOver);
        takes = meant.isEmpty() || bring(meant, now, pass, tally);
        taken += meant.size();
        looked += some.size();
        progress.accept(looked);
      }
    }
    return others;
  }

  /** Stands by what was done, though the queue should not answer this any more. */
  private Optional<Long> inQueue() {
    try {
      return Optional.of(queue.size());
    } catch (SdkException failed) {
      LOG.warn("How many are in the queue is not known: {}", Fault.describe(failed));
      return Optional.empty();
    }
  }

  /** False where nothing is taken now. */
  private boolean bring(List<Letter> letters, Instant now, Pass pass, Redriven.Tally tally) {
    List<Outcome> outcomes = destination.bring(letters, now);
    List<Letter> done = new ArrayList<>();
    boolean takes = true;
    for (int i = 0; i < letters.size(); i++) {
      Letter letter = letters.get(i);
      switch (outcomes.get(i)) {
        case Outcome.Arrived(var as) -> {
          tally.arrived(as);
          done.add(letter);
        }
        case Outcome.Failed(var reason, var detail) -> {
          tally.stayed(reason, detail);
          if (renewed(letter, reason, detail, pass)) {
            tally.renewed();
            done.add(letter);
          }
        }
        case Outcome.Unfit(var reason, var detail) -> tally.stayed(reason, detail);
        case Outcome.Later(var fault) -> {
          tally.later(fault);
          takes = false;
        }
      }
    }
    tally.comeAgain(pass.delete(done));
    return takes;
  }

  /** True if it is there anew, with the reason for which it failed now. */
  private boolean renewed(Letter letter, String reason, String detail, Pass pass) {
    if (!renews || letter.reason().equals(Optional.of(reason))) {
      return false;
    }
    Optional<String> id =
        ParkedRecord.withReason(letter.text(), reason, detail)
            .flatMap(text -> queue.send(text, letter.attributesFor(reason)));
    id.ifPresent(pass::sent);
    return id.isPresent();
  }
}
