package ninety.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Makes envelopes from the sample events: all times of a sample are shifted by one offset, so that
 * its event happens when the story wants it, and its ids become new ones, always the same for the
 * same event.
 */
final class Envelopes {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String INSTANT = "\"(20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)\"";
  private static final Pattern ANY_TIME = Pattern.compile(INSTANT);
  private static final Pattern EVENT_TIME = Pattern.compile("\"eventTime\"\\s*:\\s*" + INSTANT);
  private static final Pattern ENVELOPE_TIME = Pattern.compile("\"time\"\\s*:\\s*" + INSTANT);

  private Envelopes() {}

  static Envelope of(Moment moment, Instant end) {
    Instant time = end.minus(moment.before());
    String text = moment.sample().about(moment.person(), resource(moment.sample().file()));
    String what = moment.sample().words() + " of " + moment.person().userName();
    return envelope(what, moment.sample().file() + "|" + moment.person() + "|" + time, text, time);
  }

  /** A sample as it is, but for ids and times. */
  static Envelope of(String file, Instant time) {
    return envelope(file, file + "|" + time, resource(file), time);
  }

  /** A sign of life, as the schedule of the home Region sends it. */
  static Envelope heartbeat(Instant time) {
    String text =
        resource("noise/scheduled-event.json")
            .replace("us-east-1", "eu-central-1")
            .replace("rule/example", "rule/ninety-heartbeat");
    return envelope("heartbeat", "heartbeat|" + time, text, time);
  }

  /** The record of the call by which a sweep gives a sign of life. */
  static Envelope signOfLife(Instant time) {
    String file = "way/get-caller-identity.json";
    return envelope("sign of life", file + "|" + time, resource(file), time);
  }

  private static Envelope envelope(String what, String seed, String sample, Instant time) {
    String shifted = shifted(sample, time);
    String key = id("envelope|" + seed);
    return new Envelope(
        what,
        key,
        tree(shifted)
            .map(tree -> renamed(tree, key, id("event|" + seed)).toString())
            .orElse(shifted.strip()));
  }

  /** Sets the ids of an envelope; what is none stays as it is. */
  private static JsonNode renamed(JsonNode tree, String key, String eventId) {
    if (tree instanceof ObjectNode envelope && envelope.has("detail")) {
      envelope.put("id", key);
      if (envelope.get("detail") instanceof ObjectNode detail && detail.has("eventID")) {
        detail.put("eventID", eventId);
      }
    }
    return tree;
  }

  private static String shifted(String sample, Instant time) {
    Optional<Instant> own =
        first(EVENT_TIME, sample)
            .or(() -> first(ENVELOPE_TIME, sample))
            .or(() -> first(ANY_TIME, sample));
    return own.map(from -> shifted(sample, Duration.between(from, time))).orElse(sample);
  }

  private static String shifted(String sample, Duration offset) {
    return ANY_TIME
        .matcher(sample)
        .replaceAll(found -> "\"" + Instant.parse(found.group(1)).plus(offset) + "\"");
  }

  private static Optional<Instant> first(Pattern time, String text) {
    return time.matcher(text)
        .results()
        .findFirst()
        .map((MatchResult it) -> it.group(1))
        .map(Instant::parse);
  }

  private static Optional<JsonNode> tree(String text) {
    try {
      return Optional.of(JSON.readTree(text));
    } catch (JsonProcessingException poison) {
      return Optional.empty();
    }
  }

  private static String id(String seed) {
    return UUID.nameUUIDFromBytes(seed.getBytes(UTF_8)).toString();
  }

  private static String resource(String file) {
    try (InputStream in = Envelopes.class.getResourceAsStream("/demo/events/" + file)) {
      if (in == null) {
        throw new IllegalStateException("no sample event " + file);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
