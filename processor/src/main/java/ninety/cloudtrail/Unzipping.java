package ninety.cloudtrail;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The members of a gzip stream (RFC 1952, 2.2), one content after the other, as they come in. Where
 * {@link java.util.zip.GZIPInputStream} takes what follows a member for the end, this says that the
 * stream is damaged: records in there would be lost unseen.
 */
public final class Unzipping extends InputStream {

  /** Below this no content is too large, however small it was packed. */
  private static final long HARMLESS = 64L << 20;

  /** Far above what records come to; only what somebody made for it comes near gzip's 1032. */
  private static final long LARGEST_RATIO = 300;

  private static final int HAS_CHECKSUM = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] packed = new byte[1 << 15];
  private final byte[] single = new byte[1];
  private int at;
  private int end;
  private long packedBytes;
  private long bytes;
  private boolean inMember;
  private boolean anyMember;

  /**
   * The content of a file, packed or not.
   *
   * @param in left open
   */
  public static InputStream unpacked(InputStream in) throws IOException {
    PushbackInputStream raw =
        new PushbackInputStream(in, 1 << 16) {
          @Override
          public void close() {}
        };
    byte[] head = raw.readNBytes(2);
    raw.unread(head);
    boolean packed = head.length == 2 && head[0] == 0x1F && head[1] == (byte) 0x8B;
    return packed ? new Unzipping(raw) : raw;
  }

  /**
   * @param in read to its end and left open
   */
  Unzipping(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (inMember || begun()) {
      int count = inflated(into, offset, length);
      if (count > 0) {
        checksum.update(into, offset, count);
        bytes += count;
        if (bytes > HARMLESS && bytes > LARGEST_RATIO * packedBytes) {
          throw new IOException(
              "It unpacks to more than %d times its size, which no records do: it is not read."
                  .formatted(LARGEST_RATIO));
        }
        return count;
      }
    }
    return -1;
  }

  private int inflated(byte[] into, int offset, int length) throws IOException {
    try {
      int count = inflater.inflate(into, offset, length);
      if (count > 0) {
        return count;
      }
      if (inflater.finished()) {
        at = end - inflater.getRemaining();
        ended();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("a dictionary is asked for");
      } else {
        fill();
        inflater.setInput(packed, at, end - at);
        at = end;
      }
      return 0;
    } catch (DataFormatException damaged) {
      throw new ZipException(damaged.getMessage());
    }
  }

  /** Reads a member's header; false at the end. */
  private boolean begun() throws IOException {
    if (at == end && !more()) {
      if (!anyMember) {
        throw new EOFException("nothing is there");
      }
      return false;
    }
    if (next() != 0x1F || next() != 0x8B || next() != 8) {
      throw new ZipException("what follows the compressed data is not gzip");
    }
    int flags = next();
    skip(6);
    if ((flags & HAS_EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    if ((flags & HAS_CHECKSUM) != 0) {
      skip(2);
    }
    inflater.reset();
    checksum.reset();
    inflater.setInput(packed, at, end - at);
    at = end;
    inMember = true;
    anyMember = true;
    return true;
  }

  private void ended() throws IOException {
    long stated = next() | next() << 8 | next() << 16 | (long) next() << 24;
    long length = next() | next() << 8 | next() << 16 | (long) next() << 24;
    if (stated != checksum.getValue() || length != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
      throw new ZipException("the checksum is another");
    }
    inMember = false;
  }

  private void skip(int count) throws IOException {
    for (int left = count; left > 0; left--) {
      next();
    }
  }

  private void skipText() throws IOException {
    while (next() != 0) {
      // A name or a comment, of which nothing is needed.
    }
  }

  private int next() throws IOException {
    if (at == end) {
      fill();
    }
    return Byte.toUnsignedInt(packed[at++]);
  }

  private void fill() throws IOException {
    if (!more()) {
      throw new EOFException("the compressed data ends too early");
    }
  }

  private boolean more() throws IOException {
    int count = in.read(packed, 0, packed.length);
    at = 0;
    end = Math.max(count, 0);
    packedBytes += end;
    return count > 0;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
