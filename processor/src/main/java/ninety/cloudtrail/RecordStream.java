package ninety.cloudtrail;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipException;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Rejected;

/**
 * The same files as {@link RecordFile} reads, of whatever size: one element is held at a time.
 * Therefore it decides as it goes where that one looks at the whole file: an element that is cut
 * off is rejected when the next line begins an object, and what stood before it counts.
 */
public final class RecordStream {

  private static final int BUFFER = 1 << 16;

  private RecordStream() {}

  /**
   * Reads to the end; each element gives one reading, in order. Where this fails, what was read
   * until then is true all the same.
   *
   * @param in left open
   * @throws IOException if it cannot be read to its end: it is damaged, cut off, of another form,
   *     or packed so that it would not end
   */
  public static void read(
      InputStream in, RecordReader reader, Instant now, Consumer<Reading> readings)
      throws IOException {
    read(in, reader, now, readings, content -> content);
  }

  /**
   * The same.
   *
   * @param watched sees all of the content, unpacked
   */
  public static void read(
      InputStream in,
      RecordReader reader,
      Instant now,
      Consumer<Reading> readings,
      UnaryOperator<InputStream> watched)
      throws IOException {
    try (InputStream content = Unzipping.unpacked(in)) {
      content(watched.apply(content), reader, now, readings);
    } catch (ZipException | EOFException damaged) {
      throw new IOException("It is damaged or cut off: fetch it again.", damaged);
    }
  }

  private static void content(
      InputStream in, RecordReader reader, Instant now, Consumer<Reading> readings)
      throws IOException {
    Elements elements =
        new Elements(
            new Elements.Taker() {
              @Override
              public void take(byte[] element) {
                readings.accept(Wrapping.read(element, reader, now));
              }

              @Override
              public void broken(String why) {
                readings.accept(Reading.faceless(new Rejected(Fault.NOT_JSON, why)));
              }
            },
            Wrapping.LARGEST);
    byte[] buffer = new byte[BUFFER];
    int count = in.readNBytes(buffer, 0, BUFFER);
    Optional<String> form = ForeignForm.ofContent(Arrays.copyOf(buffer, count));
    if (form.isPresent()) {
      throw new IOException(form.get());
    }
    elements.feed(buffer, mark(buffer, count), count);
    for (count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      elements.feed(buffer, 0, count);
    }
    if (!elements.end()) {
      throw new EOFException("a list has no end");
    }
    if (elements.isBlank()) {
      throw new IOException("It is empty, which no file of records is: fetch it again.");
    }
  }

  /** The length of a byte order mark. */
  private static int mark(byte[] content, int length) {
    boolean marked =
        length >= 3
            && content[0] == (byte) 0xEF
            && content[1] == (byte) 0xBB
            && content[2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }
}
