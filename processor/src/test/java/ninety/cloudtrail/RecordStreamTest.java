package ninety.cloudtrail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static ninety.cloudtrail.CloudTrailRecords.passwordReset;
import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import ninety.Seeds;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordStreamTest {

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private static final String A = signIn().eventId("a").bare();
  private static final String B = passwordReset().eventId("b").bare();
  private static final String C = signIn().eventId("c").envelope();

  private final RecordReader reader = new RecordReader(Watched.files());

  @ParameterizedTest
  @MethodSource("ninety.cloudtrail.RecordFileTest#formsOfThree")
  void every_form_gives_what_the_file_as_a_whole_gives_however_its_bytes_come_in(String content)
      throws IOException {
    byte[] bytes = content.getBytes(UTF_8);
    List<Reading> expected = RecordFile.read(new ByteArrayInputStream(bytes), reader, NOW);

    for (int chunk : List.of(1, 2, 7, 100, 1 << 20)) {
      assertEquals(expected, read(new Dripping(bytes, chunk)), "chunks of " + chunk);
      assertEquals(expected, read(new Dripping(gzip(bytes), chunk)), "gzip, chunks of " + chunk);
    }
    int cut = bytes.length / 2;
    byte[] members =
        join(
            gzip(Arrays.copyOf(bytes, cut)),
            gzip(new byte[0]),
            gzip(Arrays.copyOfRange(bytes, cut, bytes.length)));
    assertEquals(expected, read(new Dripping(members, 3)));
  }

  @Test
  void answers_of_look_ups_are_taken_apart_whatever_stands_around_their_list() throws IOException {
    String events = "\"Events\": [%s, %s]".formatted(A, B);

    assertEquals(List.of("a", "b"), ids(read("{\"NextToken\": \"x]}\", " + events + "}")));
    assertEquals(List.of("a", "b"), ids(read("{" + events + ", \"NextToken\": \"}\\\"]\"}")));
    assertEquals(
        List.of("a", "b", "c"),
        ids(read("{" + events + ", \"ResponseMetadata\": {\"a\": [1]}}" + C)));
  }

  @Test
  void a_record_with_a_list_of_that_name_stays_whole() throws IOException {
    String record = signIn().eventId("a").withJson("/Records", "[" + B + "]").bare();

    assertEquals(List.of("a"), ids(read(record)));
  }

  @Test
  void lines_that_are_broken_are_rejected_and_those_around_them_are_not() throws IOException {
    String cut = B.substring(0, 100);

    List<Reading> readings = read(String.join("\n", A, cut, C, "{\"text", B, "word", A, cut));

    assertEquals(List.of("a", "?", "c", "?", "b", "?", "a", "?"), ids(readings));
    assertEquals(Fault.NOT_JSON, fault(readings.get(1)));
    assertEquals(Fault.NOT_JSON, fault(readings.get(5)));
  }

  @Test
  void a_log_file_that_is_cut_off_fails_after_the_records_that_are_whole() {
    List<Reading> readings = new ArrayList<>();
    for (String cut : List.of("{\"Records\":[%s,%s".formatted(A, B), "[%s".formatted(A))) {
      IOException thrown =
          assertThrows(
              IOException.class, () -> RecordStream.read(stream(cut), reader, NOW, readings::add));
      assertTrue(message(thrown).contains("cut off"), message(thrown));
    }

    assertEquals(List.of("a", "b", "a"), ids(readings));
  }

  @Test
  void an_element_above_the_limit_is_rejected_and_its_neighbours_are_not() throws IOException {
    String large = signIn().with("/note", "x".repeat(Wrapping.LARGEST)).bare();

    List<Reading> readings = read("{\"Records\":[%s,%s,%s]}".formatted(A, large, B));

    assertEquals(List.of("a", "?", "b"), ids(readings));
  }

  @Test
  void damaged_gzip_fails_and_what_was_read_before_counts() throws IOException {
    byte[] whole = gzip((A + "\n" + B + "\n").getBytes(UTF_8));
    byte[] flipped = whole.clone();
    flipped[whole.length - 6] ^= 1;
    for (byte[] damaged :
        List.of(
            Arrays.copyOf(whole, 2),
            Arrays.copyOf(whole, 10),
            Arrays.copyOf(whole, whole.length / 2),
            Arrays.copyOf(whole, whole.length - 1),
            flipped,
            join(whole, "more".getBytes(UTF_8)),
            join(whole, Arrays.copyOf(whole, 5)),
            join(whole, Arrays.copyOf(whole, whole.length / 2)))) {
      IOException thrown =
          assertThrows(IOException.class, () -> read(new ByteArrayInputStream(damaged)));
      assertTrue(message(thrown).contains("damaged"), message(thrown));
    }
  }

  @Test
  void a_small_file_that_would_unpack_without_end_is_given_up() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      byte[] blank = new byte[1 << 20];
      Arrays.fill(blank, (byte) ' ');
      for (int mebibyte = 0; mebibyte < 80; mebibyte++) {
        gzip.write(blank);
      }
    }

    IOException thrown =
        assertThrows(IOException.class, () -> read(new ByteArrayInputStream(out.toByteArray())));

    assertTrue(message(thrown).contains("times its size"), message(thrown));
  }

  @Test
  void a_file_of_another_form_is_named_by_it() {
    IOException thrown =
        assertThrows(IOException.class, () -> read("Event ID,Event time,User name\n1,2,3\n"));

    assertTrue(message(thrown).contains("CSV"), message(thrown));
  }

  @Test
  void a_file_of_nothing_is_an_error_and_an_empty_list_is_not() throws IOException {
    for (byte[] nothing : List.of(new byte[0], " \r\n".getBytes(UTF_8), gzip(new byte[0]))) {
      assertThrows(IOException.class, () -> read(new ByteArrayInputStream(nothing)));
    }
    assertEquals(List.of(), read("{\"Records\":[]}"));
  }

  @Test
  void any_bytes_are_read_or_refused_and_nothing_else_is_thrown() {
    byte[] plain = String.join("\n", A, "{\"Records\":[" + B + "]}", C).getBytes(UTF_8);
    byte[] packed = gzip(plain);
    Seeds.each(
        2000,
        random -> {
          byte[] bytes = (random.nextBoolean() ? plain : packed).clone();
          for (int change = random.nextInt(5); change >= 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
          }
          try {
            read(new Dripping(bytes, 1 + random.nextInt(500)));
          } catch (IOException refused) {
            assertTrue(message(refused).endsWith("."), message(refused));
          }
        });
  }

  /** Gives so many bytes at a time. */
  private static final class Dripping extends ByteArrayInputStream {
    private final int chunk;

    Dripping(byte[] bytes, int chunk) {
      super(bytes);
      this.chunk = chunk;
    }

    @Override
    public synchronized int read(byte[] into, int from, int length) {
      return super.read(into, from, Math.min(chunk, length));
    }
  }

  private List<Reading> read(String content) throws IOException {
    return read(stream(content));
  }

  private static InputStream stream(String content) {
    return new ByteArrayInputStream(content.getBytes(UTF_8));
  }

  private List<Reading> read(InputStream in) throws IOException {
    List<Reading> readings = new ArrayList<>();
    RecordStream.read(in, reader, NOW, readings::add);
    return readings;
  }

  private static List<String> ids(List<Reading> readings) {
    return readings.stream().map(reading -> reading.eventId().orElse("?")).toList();
  }

  private static Fault fault(Reading reading) {
    return assertInstanceOf(Rejected.class, reading.decoded()).fault();
  }

  private static String message(IOException thrown) {
    return Objects.requireNonNullElse(thrown.getMessage(), "");
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Stream.of(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }
}
