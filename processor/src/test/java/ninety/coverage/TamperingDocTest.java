package ninety.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ninety.coverage.Source.Kind;
import ninety.user.Proof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of docs/coverage.md, against the code and against the rules of the module. */
final class TamperingDocTest {

  private static final String ACCOUNT = "111122223333";
  private static final String REGION = "eu-central-1";
  private static final String KEYS = "arn:aws:kms:%s:%s:key/".formatted(REGION, ACCOUNT);

  private static final Set<Source> ALL =
      Stream.of(ACCOUNT, "444455556666")
          .flatMap(account -> Stream.of(REGION, "us-west-2").map(it -> new Source(account, it)))
          .flatMap(place -> Stream.of(place, place.as(Kind.CLOUDTRAIL)))
          .collect(Collectors.toSet());

  private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+) \\| (.+) \\|$");
  private static final Pattern NAME = Pattern.compile("`NAME-([a-z-]+)`");

  /** What the second column says, of signs of life. */
  private static final Map<String, Predicate<Source>> SAID =
      Map.of(
          "all", _ -> true,
          "none", _ -> false,
          "through CloudTrail, of its account", it -> trail(it) && ofItsAccount(it),
          "through CloudTrail, of its account and Region", it -> trail(it) && here(it),
          "through CloudTrail, from elsewhere", it -> trail(it) && !here(it),
          "of the schedule, of its account and Region", it -> !trail(it) && here(it),
          "of the schedule, from elsewhere", it -> !trail(it) && !here(it));

  private static boolean trail(Source sign) {
    return sign.kind() == Kind.CLOUDTRAIL;
  }

  private static boolean ofItsAccount(Source sign) {
    return sign.account().equals(Optional.of(ACCOUNT));
  }

  private static boolean here(Source sign) {
    return ofItsAccount(sign) && sign.region().equals(REGION);
  }

  record Row(String what, String shown) {
    List<String> names() {
      return NAME.matcher(what).results().map(it -> it.group(1)).toList();
    }
  }

  static List<Row> rows() {
    String doc = text(Path.of("..", "docs", "coverage.md"));
    String part = doc.substring(doc.indexOf("| call on |"), doc.indexOf("\nThey have to come"));
    return ROW.matcher(part)
        .results()
        .map(it -> new Row(it.group(1), it.group(2)))
        .filter(it -> !it.what().equals("call on") && !it.what().startsWith("---"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void what_a_row_says_is_what_closes(Row row) {
    Predicate<Source> said = SAID.get(row.shown());
    assertTrue(said != null, row.shown());
    Set<Source> shown = ALL.stream().filter(said).collect(Collectors.toSet());
    Way way = new Way(ALL, Optional.of(KEYS + "data"));

    List<Tampering> calls = calls(row);

    assertFalse(calls.isEmpty(), row.what());
    calls.forEach(call -> assertEquals(shown, call.shownBy(way), () -> call.target().toString()));
  }

  private static List<Tampering> calls(Row row) {
    if (row.what().startsWith("a trail")) {
      return List.of(call("cloudtrail.amazonaws.com StopLogging", "organization"));
    }
    if (row.what().startsWith("the stream")) {
      return List.of(call("kinesis.amazonaws.com DeleteStream", "ninety-events"));
    }
    boolean rule = row.what().startsWith("the rule");
    assertTrue(rule || row.what().startsWith("the key"), row.what());
    return row.names().stream()
        .map(name ->
            rule
                ? call("events.amazonaws.com DisableRule", "ninety-" + name)
                : call("kms.amazonaws.com DisableKey", KEYS + name))
        .toList();
  }

  /** The names are held against the module's plan by that line of its test. */
  @Test
  void each_rule_and_each_key_that_the_module_makes_has_a_row() {
    Map<String, Set<String>> made = new TreeMap<>();
    Pattern.compile("== toset\\((\\[.*\\])\\) # (rules|keys) of docs/coverage.md")
        .matcher(text(Path.of("..", "terraform", "tests", "variants.tftest.hcl")))
        .results()
        .forEach(it -> made.put(it.group(2), quoted(it)));

    assertEquals(Set.of("rules", "keys"), made.keySet());
    made.forEach((what, names) -> {
      Set<String> documented =
          rows().stream()
              .filter(it -> it.what().startsWith("the " + what.substring(0, what.length() - 1)))
              .flatMap(it -> it.names().stream())
              .collect(Collectors.toCollection(TreeSet::new));
      names.removeAll(documented);
      assertEquals(Set.of(), names, what);
    });
  }

  private static Set<String> quoted(MatchResult list) {
    return Pattern.compile("\"(?:alias/)?ninety-([a-z-]+)\"")
        .matcher(list.group(1))
        .results()
        .map(it -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Tampering call(String call, String target) {
    return new Tampering(
        new Proof(Instant.parse("2026-06-01T12:00:00Z"), "c7", call),
        "kim",
        Optional.of(target),
        Optional.of(ACCOUNT),
        Optional.of(REGION));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
  }
}
