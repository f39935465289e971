package ninety.redrive;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import ninety.cloudtrail.Decoded;
import ninety.cloudtrail.RecordReader;
import ninety.ingest.Batch;
import ninety.ingest.Counts;
import ninety.ingest.DeadLetter;
import ninety.ingest.DeadLetters;
import ninety.ingest.Envelope;
import ninety.ingest.Letter;
import ninety.ingest.ParkedRecord;
import ninety.ingest.Settlement;

/**
 * Dead letters of the consumer, decoded again and settled as the consumer settles a batch. What it
 * would have parked again is what fails here.
 */
public final class IntoTable implements Destination {

  private static final String NOT_TAKEN = "the users table takes nothing now";

  private final RecordReader reader;
  private final Counts counts;
  private final Settlement settlement;
  private final IdentityHashMap<Envelope, DeadLetter> refused = new IdentityHashMap<>();

  /**
   * @param settlement makes the settlement that parks what fails here
   * @param counts of what the records turned out to be
   */
  public IntoTable(
      RecordReader reader, Counts counts, Function<DeadLetters, Settlement> settlement) {
    this.reader = reader;
    this.counts = counts;
    this.settlement =
        settlement.apply(letters -> {
          letters.forEach(letter -> refused.put(letter.envelope(), letter));
          return List.of();
        });
  }

  @Override
  public List<Outcome> bring(List<Letter> letters, Instant now) {
    refused.clear();
    List<ParkedRecord> records = letters.stream().map(letter -> trusted(letter, reader)).toList();
    List<Envelope> envelopes = new ArrayList<>();
    for (ParkedRecord record : records) {
      if (record instanceof ParkedRecord.Whole(var envelope)) {
        envelopes.add(envelope);
      }
    }
    boolean settled = settlement.settle(Batch.read(envelopes, reader, now, counts));
    return records.stream()
        .map(record ->
            switch (record) {
              case ParkedRecord.Unusable(var reason, var detail) ->
                  new Outcome.Unfit(reason, detail);
              case ParkedRecord.Whole(var envelope) ->
                  settled ? outcome(envelope, now) : new Outcome.Later(NOT_TAKEN);
            })
        .toList();
  }

  /**
   * What was distrusted where the accounts were named is not to be trusted because nobody names
   * them here (promise 9).
   */
  private static ParkedRecord trusted(Letter letter, RecordReader reader) {
    String untrusted = Decoded.Fault.UNTRUSTED_SOURCE.label();
    return reader.trustsEveryAccount() && letter.reason().equals(Optional.of(untrusted))
        ? new ParkedRecord.Unusable(
            untrusted, "The consumer did not trust it. Name the accounts to trust.")
        : ParkedRecord.of(letter.text());
  }

  private Outcome outcome(Envelope envelope, Instant now) {
    DeadLetter letter = refused.get(envelope);
    return letter == null
        ? Meaning.of(reader.read(envelope.data(), now).decoded())
        : new Outcome.Failed(letter.reason(), letter.detail());
  }

  /**
   * A sign of life that comes late mends the gap of its time (promise 7), so those come last. What
   * cannot be used does not keep them: on the stream it did not either.
   */
  public static Redrive.Last signs(RecordReader reader, InstantSource clock) {
    return new Redrive.Last(
        letter ->
            trusted(letter, reader) instanceof ParkedRecord.Whole(var envelope)
                && reader.read(envelope.data(), clock.instant()).decoded()
                    instanceof Decoded.Heartbeat,
        false);
  }

  /** Says what the consumer would make of it, as far as the record alone says. */
  public static Outcome foresee(Letter letter, RecordReader reader, Instant now) {
    return switch (trusted(letter, reader)) {
      case ParkedRecord.Unusable(var reason, var detail) -> new Outcome.Unfit(reason, detail);
      case ParkedRecord.Whole(var envelope) ->
          Meaning.of(reader.read(envelope.data(), now).decoded());
    };
  }
}
