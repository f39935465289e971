package ninety.cloudtrail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import ninety.cloudtrail.Decoded.DirectoryChanged;
import ninety.cloudtrail.Decoded.Heartbeat;
import ninety.cloudtrail.Decoded.Ignored;
import ninety.cloudtrail.Decoded.Observed;
import ninety.cloudtrail.Decoded.Rejected;
import ninety.user.Fact;
import ninety.user.Subject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Samples with bytes changed, dropped and added: whatever arrives, reading ends in one of the
 * outcomes, and a record never proves anything about somebody else than it did before.
 */
class RecordFuzzTest {

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final long SEED = Optional.ofNullable(Long.getLong("ninety.seed")).orElse(90L);
  private static final int ROUNDS = 150;

  /** Characters that mean something to JSON, to terminals or to the forms of ids, and any. */
  private static final String SPITE = "{}[]\":,\\ \n\t\u0000\u001b-0e9aZu.\u00ff\u00c0\u0080\u00ed";

  private final RecordReader reader = new RecordReader(Watched.files());

  static List<Samples.Sample> samples() {
    return Samples.all();
  }

  static Stream<Samples.Sample> whole() {
    return Samples.all().stream().filter(sample -> sample.file().endsWith(".json"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_mutated_sample_never_becomes_a_fact_about_somebody_else(Samples.Sample sample) {
    Random random = new Random(SEED ^ sample.file().hashCode());
    for (int round = 0; round < ROUNDS; round++) {
      byte[] mutated = mutated(sample, random);

      Reading reading = reader.read(mutated, NOW);

      if (reading.decoded() instanceof Observed(Fact fact)) {
        assertTrue(
            isOf(fact.subject(), sample) || mayHaveBecomeRelevant(sample),
            () ->
                "seed %d, %s: %s from %s"
                    .formatted(SEED, sample, fact, new String(mutated, ISO_8859_1)));
      }
      assertTrue(detail(reading.decoded()).chars().noneMatch(Character::isISOControl));
    }
  }

  @ParameterizedTest
  @MethodSource("whole")
  void a_sample_that_is_cut_off_is_always_rejected(Samples.Sample sample) {
    String text = new String(sample.bytes(), ISO_8859_1).strip();
    for (int length = 0; length < text.length(); length += 7) {
      Reading reading = reader.read(text.substring(0, length).getBytes(ISO_8859_1), NOW);

      assertInstanceOf(Rejected.class, reading.decoded());
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noise_after_a_sample_never_hides_behind_it(Samples.Sample sample) {
    byte[] doubled =
        (new String(sample.bytes(), ISO_8859_1) + new String(sample.bytes(), ISO_8859_1))
            .getBytes(ISO_8859_1);

    assertInstanceOf(Rejected.class, reader.read(doubled, NOW).decoded());
  }

  /** F8: wrappings with bytes changed give readings or none, and never throw. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "19-lookup-events-output.json",
        "20-lookup-events-line.jsonl",
        "28-scim-patch-no-path-legible.json",
        "29-scim-patch-path-legible.json",
        "36-own-dead-letter.json",
        "46-forged-deletion.json"
      })
  void a_mutated_case_gives_readings_whose_sentences_are_bounded(String file) throws IOException {
    Samples.Sample sample =
        new Samples.Sample(
            "/cases/" + file,
            false,
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Random random = new Random(SEED ^ file.hashCode());
    for (int round = 0; round < 10 * ROUNDS; round++) {
      byte[] mutated = mutated(sample, random);

      List<Reading> readings;
      try {
        readings = RecordFile.read(new ByteArrayInputStream(mutated), reader, NOW);
      } catch (IOException damagedGzip) {
        continue;
      }

      for (Reading reading : readings) {
        String detail = detail(reading.decoded());
        assertTrue(
            detail.length() < 400 && detail.chars().noneMatch(Character::isISOControl),
            () -> "seed %d, %s: %s".formatted(SEED, file, detail));
      }
    }
  }

  /**
   * One to four changes anywhere but in the words that say who it was: another id that has the form
   * of one is another user, and no reader could know better.
   */
  private static byte[] mutated(Samples.Sample sample, Random random) {
    StringBuilder text = new StringBuilder(new String(sample.bytes(), ISO_8859_1));
    for (int change = random.nextInt(4); change >= 0; change--) {
      BitSet untouchable = untouchable(text.toString(), sample);
      int at = random.nextInt(text.length());
      if (untouchable.get(at)) {
        continue;
      }
      char spite =
          random.nextBoolean()
              ? SPITE.charAt(random.nextInt(SPITE.length()))
              : (char) random.nextInt(256);
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, spite);
        case 1 -> text.insert(at, untouchable.get(Math.max(0, at - 1)) ? "" : spite);
        case 2 -> text.deleteCharAt(at);
        default -> {
          int to = Math.min(text.length(), at + random.nextInt(40));
          if (untouchable.get(at, to).isEmpty()) {
            text.delete(at, to);
          }
        }
      }
    }
    return text.toString().getBytes(ISO_8859_1);
  }

  private static BitSet untouchable(String text, Samples.Sample sample) {
    BitSet bytes = new BitSet();
    Stream.of(sample.userId(), sample.userName())
        .flatMap(Optional::stream)
        .forEach(word -> {
          for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            // With the quotes, so that nothing grows or shrinks the word.
            bytes.set(at - 1, at + word.length() + 1);
          }
        });
    return bytes;
  }

  private static boolean isOf(Subject subject, Samples.Sample sample) {
    return switch (subject) {
      case Subject.ById(var id, _) -> sample.userId().filter(id.value()::equals).isPresent();
      case Subject.ByName(var name) -> sample.userName().filter(name::equals).isPresent();
    };
  }

  /** Those whose reason to be ignored is a word that a mutation can take away. */
  private static boolean mayHaveBecomeRelevant(Samples.Sample sample) {
    return !sample.file().equals("noise/user-authentication-no-identity.json")
        && !sample.file().equals("noise/update-password-no-user-id.json")
        && !sample.file().equals("noise/truncated.txt")
        && sample.kind().equals("ignored");
  }

  private static String detail(Decoded decoded) {
    return switch (decoded) {
      case Observed _, Heartbeat _, DirectoryChanged _, Decoded.Tampered _ -> "";
      case Ignored(_, var detail) -> detail;
      case Rejected(_, var detail) -> detail;
    };
  }
}
