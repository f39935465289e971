package ninety.stream;

import java.math.BigInteger;
import java.util.Comparator;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** A place in a shard as the KCL orders them: by number, and not by text. */
record Place(BigInteger sequence, long subSequence) implements Comparable<Place> {

  static Place of(String sequence, long subSequence) {
    return new Place(new BigInteger(sequence), subSequence);
  }

  static Place of(KinesisClientRecord record) {
    return of(record.sequenceNumber(), record.subSequenceNumber());
  }

  @Override
  public int compareTo(Place other) {
    return Comparator.comparing(Place::sequence)
        .thenComparingLong(Place::subSequence)
        .compare(this, other);
  }
}
