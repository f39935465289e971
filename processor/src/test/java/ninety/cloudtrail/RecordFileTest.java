package ninety.cloudtrail;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static ninety.cloudtrail.CloudTrailRecords.deleted;
import static ninety.cloudtrail.CloudTrailRecords.passwordReset;
import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Observed;
import ninety.cloudtrail.Decoded.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFileTest {

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private static final List<CloudTrailRecords> THREE =
      List.of(
          signIn().eventId("a").with("/additionalEventData/Note", "\u00e4\u4f8b\uD83D\uDE00 }]{["),
          passwordReset().eventId("b"),
          deleted().eventId("c").failed("Denied"));

  private static final List<String> ENVELOPES =
      THREE.stream().map(CloudTrailRecords::envelope).toList();
  private static final List<String> BARE = THREE.stream().map(CloudTrailRecords::bare).toList();

  private final RecordReader reader = new RecordReader(Watched.files());

  private List<Reading> read(byte[] content) throws IOException {
    return RecordFile.read(new ByteArrayInputStream(content), reader, NOW);
  }

  private List<Reading> read(String content) throws IOException {
    return read(content.getBytes(UTF_8));
  }

  /** F8. */
  @Test
  void a_file_that_is_no_json_is_named_by_its_form() throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream entries = new ZipOutputStream(zip)) {
      entries.putNextEntry(new ZipEntry("records.json"));
    }
    assertForm("CSV", "Event ID,Event time,User name,Event name\n1,2,3,4\n".getBytes(UTF_8));
    assertForm("zip", zip.toByteArray());
    assertForm("gzip twice", gzip(gzip(BARE.getFirst().getBytes(UTF_8))));
    assertForm("binary", new byte[] {'B', 'Z', 'h', '9', 0, 1, 2});
    assertForm("line 1, column 11", "{\"broken\":".getBytes(UTF_8));
  }

  private void assertForm(String form, byte[] content) throws IOException {
    Rejected rejected = assertInstanceOf(Rejected.class, read(content).getFirst().decoded());
    assertEquals(Fault.NOT_JSON, rejected.fault());
    assertTrue(rejected.detail().contains(form), rejected.detail());
  }

  private static List<String> ids(List<Reading> readings) {
    return readings.stream().map(reading -> reading.eventId().orElse("?")).toList();
  }

  private static Fault fault(Reading reading) {
    return assertInstanceOf(Rejected.class, reading.decoded()).fault();
  }

  static Stream<String> formsOfThree() {
    return Stream.of(ENVELOPES, BARE, List.of(ENVELOPES.get(0), BARE.get(1), ENVELOPES.get(2)))
        .flatMap(three ->
            Stream.of(
                String.join("\n", three),
                String.join("\n", three) + "\n",
                String.join("\r\n\r\n", three) + "\r\n",
                String.join("", three),
                three.stream().map(RecordFileTest::pretty).collect(joining("\n")),
                "[" + String.join(",", three) + "]",
                pretty("[" + String.join(",", three) + "]"),
                "{\"Records\":[" + String.join(",", three) + "]}",
                pretty("{\"Records\":[" + String.join(",", three) + "]}"),
                three.get(0)
                    + "\n{\"Records\":["
                    + three.get(1)
                    + "]}\n{\"Records\":[]}\n["
                    + three.get(2)
                    + "]\n",
                "\uFEFF\n " + String.join("\n", three)));
  }

  @ParameterizedTest
  @MethodSource("formsOfThree")
  void every_form_of_file_is_read_in_its_order(String content) throws IOException {
    List<Reading> expected =
        ENVELOPES.stream().map(envelope -> reader.read(envelope.getBytes(UTF_8), NOW)).toList();

    assertEquals(expected, read(content));
    assertEquals(expected, read(gzip(content)));
  }

  @ParameterizedTest
  @MethodSource("formsOfThree")
  void a_file_cut_into_gzip_members_is_read_like_a_whole_one(String content) throws IOException {
    byte[] bytes = content.getBytes(UTF_8);
    int cut = bytes.length / 2;
    byte[] members =
        join(
            gzip(Arrays.copyOf(bytes, cut)),
            gzip(new byte[0]),
            gzip(Arrays.copyOfRange(bytes, cut, bytes.length)));

    assertEquals(read(content), read(members));
  }

  @Test
  void one_sample_file_is_one_element() throws IOException {
    byte[] sample = Samples.resource("signin/user-authentication-new-password.json");

    assertEquals(List.of(reader.read(sample, NOW)), read(sample));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \r\n\t ", "[]", "{\"Records\":[]}", "\uFEFF"})
  void a_file_of_nothing_has_no_readings(String content) throws IOException {
    assertEquals(List.of(), read(content));
    assertEquals(List.of(), read(gzip(content)));
  }

  @Test
  void broken_lines_are_rejected_each_on_its_own() throws IOException {
    List<Reading> readings =
        read(
            "%s\n{broken\n\n%s\n{\"Records\":[%s,%s]}\n%s"
                .formatted(
                    ENVELOPES.get(0),
                    BARE.get(1),
                    BARE.get(2),
                    BARE.get(0),
                    BARE.get(1).substring(0, 100)));

    assertEquals(List.of("a", "?", "b", "c", "a", "?"), ids(readings));
    assertEquals(Fault.NOT_JSON, fault(readings.get(1)));
    assertEquals(Fault.NOT_JSON, fault(readings.get(5)));
  }

  @Test
  void elements_that_are_no_records_are_rejected_each_on_its_own() throws IOException {
    List<Reading> readings =
        read("[5, null, \"text\", %s, [], -1.5e3, true]\n7 {}".formatted(BARE.get(0)));

    assertEquals(List.of("?", "?", "?", "a", "?", "?", "?", "?", "?"), ids(readings));
    readings.stream()
        .filter(reading -> reading.eventId().isEmpty())
        .forEach(reading -> assertEquals(Fault.NOT_A_RECORD, fault(reading)));
  }

  @Test
  void a_pretty_printed_file_that_is_cut_off_is_one_rejected_element() throws IOException {
    String content = pretty("[" + String.join(",", ENVELOPES) + "]");

    List<Reading> readings = read(content.substring(0, content.length() - 50));

    assertEquals(1, readings.size());
    assertEquals(Fault.NOT_JSON, fault(readings.getFirst()));
  }

  @Test
  void what_is_no_json_is_one_rejected_element_telling_the_place_and_not_the_content()
      throws IOException {
    List<Reading> readings = read("first line\nmara.secret\n");

    assertEquals(1, readings.size());
    Rejected rejected = assertInstanceOf(Rejected.class, readings.getFirst().decoded());
    assertEquals(Fault.NOT_JSON, rejected.fault());
    assertTrue(rejected.detail().contains("line 1"), rejected.detail());
    assertTrue(!rejected.detail().contains("first"), rejected.detail());
  }

  @Test
  void a_file_in_another_encoding_is_one_rejected_element() throws IOException {
    for (Charset charset : List.of(UTF_16LE, Charset.forName("UTF-32BE"))) {
      List<Reading> readings = read(ENVELOPES.get(0).getBytes(charset));

      assertEquals(1, readings.size());
      assertEquals(Fault.NOT_JSON, fault(readings.getFirst()));
    }
  }

  @Test
  void a_repeated_key_rejects_only_its_own_element() throws IOException {
    String twice =
        BARE.get(1).replace("{\"eventVersion\"", "{\"eventTime\":\"x\",\"eventVersion\"");

    List<Reading> readings = read("[%s,%s,%s]".formatted(BARE.get(0), twice, BARE.get(2)));

    assertEquals(List.of("a", "?", "c"), ids(readings));
    assertEquals(Fault.NOT_JSON, fault(readings.get(1)));
  }

  @Test
  void an_object_with_more_than_records_is_an_element_itself() throws IOException {
    List<Reading> readings =
        read(
            signIn().eventId("a").withJson("/Records", "[" + BARE.get(1) + "]").bare()
                + "{\"Records\":7}");

    assertEquals(List.of("a", "?"), ids(readings));
    assertInstanceOf(Observed.class, readings.getFirst().decoded());
    assertEquals(Fault.NOT_A_RECORD, fault(readings.get(1)));
  }

  @Test
  void an_element_above_the_limit_is_rejected_and_its_neighbours_are_not() throws IOException {
    String large = signIn().with("/note", "x".repeat(RecordReader.LARGEST_RECORD)).envelope();

    for (String content :
        List.of(
            BARE.get(0) + "\n" + large + "\n" + BARE.get(1),
            "{\"Records\":[" + BARE.get(0) + "," + large + "," + BARE.get(1) + "]}")) {
      List<Reading> readings = read(content);

      assertEquals(List.of("a", "?", "b"), ids(readings));
      assertEquals(Fault.TOO_LARGE, fault(readings.get(1)));
    }
  }

  @Test
  void damaged_gzip_is_an_error_that_says_so() throws IOException {
    byte[] whole = gzip(String.join("\n", ENVELOPES));
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
      IOException thrown = assertThrows(IOException.class, () -> read(damaged));

      assertTrue(message(thrown).contains("gzip"), message(thrown));
    }
  }

  @Test
  void any_bytes_are_read_or_refused_and_nothing_else_is_thrown() {
    Random random = new Random(90);
    byte[] seed = gzip(String.join("\n", ENVELOPES));
    byte[] plain = String.join("\n", ENVELOPES).getBytes(UTF_8);
    for (int round = 0; round < 3000; round++) {
      byte[] bytes = (round % 2 == 0 ? seed : plain).clone();
      for (int change = random.nextInt(5); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        read(bytes);
      } catch (IOException refused) {
        assertTrue(message(refused).endsWith("."), message(refused));
      }
    }
  }

  @Test
  void a_file_above_the_limit_is_refused() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            Arrays.fill(bytes, from, from + length, (byte) ' ');
            return length;
          }
        };

    IOException thrown =
        assertThrows(IOException.class, () -> RecordFile.read(endless, reader, NOW, 1 << 20));

    assertTrue(message(thrown).contains("1 MiB"), message(thrown));
  }

  @Test
  void a_small_file_that_grows_above_the_limit_is_refused() throws IOException {
    byte[] member = gzip(" ".repeat(1 << 19));

    assertEquals(List.of(), readUpToOneMiB(join(member, member)));
    IOException thrown =
        assertThrows(IOException.class, () -> readUpToOneMiB(join(member, member, gzip(" "))));

    assertTrue(message(thrown).contains("1 MiB"), message(thrown));
  }

  private List<Reading> readUpToOneMiB(byte[] content) throws IOException {
    return RecordFile.read(new ByteArrayInputStream(content), reader, NOW, 1 << 20);
  }

  private static String message(IOException thrown) {
    return Objects.requireNonNullElse(thrown.getMessage(), "");
  }

  private static byte[] gzip(String content) {
    return gzip(content.getBytes(UTF_8));
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

  private static String pretty(String json) {
    try {
      return new JsonMapper().readTree(json).toPrettyString();
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
  }
}
