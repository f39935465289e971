package ninety.stream;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import software.amazon.kinesis.retrieval.kpl.Messages;

/** The form in which the Kinesis Producer Library puts several records into one. */
public final class Aggregates {

  private static final byte[] MAGIC = {(byte) 0xf3, (byte) 0x89, (byte) 0x9a, (byte) 0xc2};

  private Aggregates() {}

  public static byte[] of(String... records) {
    Messages.AggregatedRecord.Builder all =
        Messages.AggregatedRecord.newBuilder().addPartitionKeyTable("key");
    for (String record : records) {
      all.addRecords(
          Messages.Record.newBuilder()
              .setPartitionKeyIndex(0)
              .setData(ByteString.copyFromUtf8(record)));
    }
    return around(all.build().toByteArray());
  }

  /** S10: 31 bytes of which the MD5 is right and the index of the partition key is not. */
  public static byte[] withBadIndex() {
    return around(
        Messages.AggregatedRecord.newBuilder()
            .addRecords(
                Messages.Record.newBuilder()
                    .setPartitionKeyIndex(7)
                    .setData(ByteString.copyFromUtf8("hello")))
            .build()
            .toByteArray());
  }

  /** A message, whatever it says, with the magic and its right MD5. */
  static byte[] around(byte[] message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(MAGIC);
    bytes.writeBytes(message);
    try {
      bytes.writeBytes(MessageDigest.getInstance("MD5").digest(message));
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError(missing);
    }
    return bytes.toByteArray();
  }
}
