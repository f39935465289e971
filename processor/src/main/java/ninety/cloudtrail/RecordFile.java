package ninety.cloudtrail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vavr.control.Either;
import io.vavr.control.Try;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Rejected;

/**
 * A file of envelopes or bare records, in whatever form people and AWS keep them: one JSON object,
 * pretty-printed or not, many of them one after the other, JSON lines, a JSON array, CloudTrail's
 * log files ({@code {"Records": […]}}), what {@code aws cloudtrail lookup-events} prints ({@code
 * {"Events": […]}}), our own dead letters, bare or as {@code aws sqs receive-message} prints them
 * ({@code {"Messages": […]}}); each plain or compressed with gzip. UTF-8, with or without a byte
 * order mark.
 */
public final class RecordFile {

  /** In bytes, before and after decompression. CloudTrail's own log files stay below 50 MB. */
  private static final int LARGEST_FILE = 256 << 20;

  /** Of log files, of {@code lookup-events} and of {@code receive-message}. */
  static final Set<String> LISTS = Set.of("Records", "Events", "Messages");

  /** The members that an answer of AWS has beside its list. */
  static final Set<String> OF_AN_ANSWER = Set.of("NextToken", "ResponseMetadata");

  private static final JsonFactory JSON = new JsonFactory();

  /** Where one element stands in the content: {@code from} inclusive, {@code to} exclusive. */
  private record Span(int from, int to) {}

  private RecordFile() {}

  /**
   * Reads the whole file; each of its elements gives one reading, in the file's order.
   *
   * <p>Where the file as a whole is not a sequence of JSON values, but has lines that are JSON
   * objects by themselves, it is JSON lines, and the broken lines are rejected one by one. Else it
   * is one rejected element.
   *
   * @param in read to its end and left open
   * @throws IOException if it cannot be read or decompressed, or has more than 256 MiB
   */
  public static List<Reading> read(InputStream in, RecordReader reader, Instant now)
      throws IOException {
    return read(in, reader, now, LARGEST_FILE);
  }

  /** The same with a limit in bytes, so that a test need not fill the memory. */
  static List<Reading> read(InputStream in, RecordReader reader, Instant now, int largest)
      throws IOException {
    byte[] content = content(in, largest);
    int start = startsWith(content, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    Span whole = new Span(start, content.length);
    return elements(content, whole)
        .<List<Reading>>fold(
            broken ->
                hasObjectLine(content, whole)
                    ? lines(content, whole)
                        .flatMap(line -> elements(content, line).getOrElse(List.of(line)).stream())
                        .map(element -> Wrapping.read(bytes(content, element), reader, now))
                        .toList()
                    : List.of(
                        Reading.faceless(
                            new Rejected(
                                Fault.NOT_JSON,
                                ForeignForm.ofContent(content)
                                    .orElseGet(() -> RecordReader.whereBroken(broken))))),
            found ->
                found.stream()
                    .map(element -> Wrapping.read(bytes(content, element), reader, now))
                    .toList());
  }

  /**
   * A line that begins with a brace and is whole. Indented ones do not count: a pretty-printed file
   * that is broken somewhere has many of them, and is not JSON lines.
   */
  private static boolean hasObjectLine(byte[] content, Span whole) {
    return lines(content, whole)
        .filter(line -> content[line.from()] == '{')
        .anyMatch(line -> elements(content, line).isRight());
  }

  private static Stream<Span> lines(byte[] content, Span whole) {
    Stream.Builder<Span> lines = Stream.builder();
    int from = whole.from();
    for (int at = whole.from(); at <= whole.to(); at++) {
      if (at == whole.to() || content[at] == '\n') {
        if (!isBlank(content, from, at)) {
          lines.add(new Span(from, at));
        }
        from = at + 1;
      }
    }
    return lines.build();
  }

  private static boolean isBlank(byte[] content, int from, int to) {
    for (int at = from; at < to; at++) {
      if (content[at] != ' ' && content[at] != '\t' && content[at] != '\r') {
        return false;
      }
    }
    return true;
  }

  /** The elements of a sequence of JSON values, with arrays and log files taken apart. */
  private static Either<Throwable, List<Span>> elements(byte[] content, Span within) {
    return Try.of(() -> scan(content, within)).toEither();
  }

  private static List<Span> scan(byte[] content, Span within) throws IOException {
    List<Span> elements = new ArrayList<>();
    try (JsonParser json = JSON.createParser(content, within.from(), within.to() - within.from())) {
      while (json.nextToken() != null) {
        switch (json.currentToken()) {
          case START_ARRAY -> elements.addAll(members(json, within));
          case START_OBJECT -> elements.addAll(recordsOrItself(json, within));
          default -> elements.add(value(json, within));
        }
      }
    }
    return elements;
  }

  private static List<Span> members(JsonParser json, Span within) throws IOException {
    List<Span> members = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      members.add(value(json, within));
    }
    return members;
  }

  /**
   * A log file is an object with nothing but {@code Records}, and the answers of look-ups and of
   * queues have a list of a name of theirs and nothing of weight beside it; any other object is an
   * element.
   */
  private static List<Span> recordsOrItself(JsonParser json, Span within) throws IOException {
    int from = offset(json.currentTokenLocation(), within);
    List<Span> records = new ArrayList<>();
    boolean list = false;
    boolean more = false;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      if (json.nextToken() == JsonToken.START_ARRAY && LISTS.contains(field) && !list) {
        list = true;
        records.addAll(members(json, within));
      } else {
        more |= !OF_AN_ANSWER.contains(field);
        json.skipChildren();
      }
    }
    int to = offset(json.currentLocation(), within);
    return list && !more ? records : List.of(new Span(from, to));
  }

  /** The value at which the parser stands; afterwards it stands at the value's end. */
  private static Span value(JsonParser json, Span within) throws IOException {
    int from = offset(json.currentTokenLocation(), within);
    json.skipChildren();
    json.finishToken();
    return new Span(from, offset(json.currentLocation(), within));
  }

  private static int offset(JsonLocation location, Span within) throws IOException {
    if (location.getByteOffset() < 0) {
      // The parser has recognised UTF-16 or UTF-32, and then counts characters only.
      throw new CharConversionException("not UTF-8");
    }
    return within.from() + Math.toIntExact(location.getByteOffset());
  }

  private static byte[] bytes(byte[] content, Span element) {
    return Arrays.copyOfRange(content, element.from(), element.to());
  }

  private static byte[] content(InputStream in, int largest) throws IOException {
    byte[] raw = bounded(in, largest);
    if (!startsWith(raw, 0x1F, 0x8B)) {
      return raw;
    }
    try (Members members = new Members(raw)) {
      byte[] content = bounded(members, largest);
      if (members.areFollowedByMore()) {
        throw new ZipException("what follows the compressed data is not gzip");
      }
      return content;
    } catch (ZipException | EOFException thrown) {
      throw new IOException(
          "The file begins like gzip but is damaged or cut off: fetch it again.", thrown);
    }
  }

  private static byte[] bounded(InputStream in, int largest) throws IOException {
    byte[] content = in.readNBytes(largest + 1);
    if (content.length > largest) {
      throw new IOException("The file has more than %d MiB: split it.".formatted(largest >> 20));
    }
    return content;
  }

  private static boolean startsWith(byte[] content, int... prefix) {
    return content.length >= prefix.length
        && IntStream.range(0, prefix.length)
            .allMatch(at -> Byte.toUnsignedInt(content[at]) == prefix[at]);
  }

  /** The members of a gzip file (RFC 1952, 2.2), one content after the other. */
  private static final class Members extends GZIPInputStream {

    private static final int TRAILER = 8;

    /** The buffer takes all of the file, so that the inflater knows what is left of it. */
    Members(byte[] raw) throws IOException {
      super(new ByteArrayInputStream(raw), raw.length);
    }

    /** At the end: whether bytes remain, which the superclass passes over in silence. */
    boolean areFollowedByMore() {
      return inf.getRemaining() > TRAILER;
    }
  }
}
