package ninety.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ninety.coverage.Horizon.Holder;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.coverage.Tampering;
import ninety.finding.Alert;
import ninety.finding.FeedTransition;
import ninety.finding.Notice;
import ninety.finding.Transitions;
import ninety.finding.UserTransition;
import ninety.format.OcsfFormat.Setting;
import ninety.policy.Cause;
import ninety.policy.Control;
import ninety.policy.Policy.PasswordRule;
import ninety.user.DirectoryWord;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/alerts.md} true: its samples are what the formats make, and its table of fields
 * has every field of them and no other. {@code -Dninety.write-docs=true} writes the samples anew.
 */
final class AlertsDocTest {

  private static final Path DOC = Path.of("..", "docs", "alerts.md");
  private static final Path SAMPLES = Path.of("..", "docs", "samples");

  private static final String STALE =
      " is stale; write it anew with: scripts/mvn -pl processor -am package"
          + " -Dtest=AlertsDocTest -Dninety.write-docs=true";

  private static final JsonMapper JSON = new JsonMapper();
  private static final int WIDTH = 118;

  private static final OcsfFormat OCSF =
      new OcsfFormat(
          new Setting("aws", Optional.of("eu-north-1"), Optional.of("111122223333"), "0.1.0"));

  private static final String SIGN_IN = "2026-06-01T08:14:27Z";
  private static final String DAY_86 = "2026-08-26T08:15:02.118Z";
  private static final String DAY_90 = "2026-08-30T08:15:01.907Z";
  private static final String DAY_97 = "2026-09-06T08:15:03.220Z";
  private static final String LATER = "2026-09-07T07:30:00.512Z";

  private static final Pattern SAMPLE =
      Pattern.compile("<!-- sample ([a-z-]+) -->\n.*?<!-- end -->", Pattern.DOTALL);
  private static final Pattern ROW = Pattern.compile("^\\| (`[^|]+`) \\|", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  @Test
  void the_samples_are_what_is_sent() throws IOException {
    Map<String, String> samples = samples();
    String doc = Files.readString(DOC);

    String current =
        SAMPLE
            .matcher(doc)
            .replaceAll(match ->
                Matcher.quoteReplacement(
                    "<!-- sample %s -->\n%s<!-- end -->"
                        .formatted(match.group(1), sample(samples, match.group(1)))));

    if (Boolean.getBoolean("ninety.write-docs")) {
      Files.writeString(DOC, current);
      return;
    }
    assertEquals(current, doc, "docs/alerts.md" + STALE);
  }

  @Test
  void the_files_of_samples_are_what_is_sent() throws IOException {
    Map<String, String> files = new TreeMap<>();
    findings().forEach((name, alert) -> files.put(name + ".json", fitted(alert.body()) + "\n"));

    if (Boolean.getBoolean("ninety.write-docs")) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(SAMPLES.resolve(file.getKey()), file.getValue());
      }
      return;
    }
    Map<String, String> stored = new TreeMap<>();
    try (Stream<Path> all = Files.list(SAMPLES)) {
      for (Path file : all.toList()) {
        stored.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertEquals(files, stored, "docs/samples" + STALE);
  }

  @Test
  void every_sample_is_shown() throws IOException {
    Set<String> shown =
        SAMPLE
            .matcher(Files.readString(DOC))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(new TreeSet<>(samples().keySet()), shown);
  }

  @Test
  void the_table_has_every_field_and_no_other() throws IOException {
    Set<String> sent = new TreeSet<>();
    findings().values().forEach(alert -> fields("", read(alert.body()), sent));

    String doc = Files.readString(DOC);
    Set<String> documented =
        ROW.matcher(doc.substring(doc.indexOf("\n## Fields"), doc.indexOf("\n## Samples")))
            .results()
            .map(row -> row.group(1))
            .flatMap(names -> NAME.matcher(names).results())
            .map(name -> name.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(
        sent.stream().collect(Collectors.joining("\n")),
        documented.stream().collect(Collectors.joining("\n")));
  }

  @Test
  void every_sample_is_a_valid_finding() {
    findings()
        .forEach((name, alert) -> assertEquals(List.of(), OcsfSchema.faults(alert.body()), name));
  }

  private static Map<String, String> samples() {
    Map<String, String> samples = new LinkedHashMap<>();
    findings()
        .forEach((name, alert) ->
            samples.put(
                name,
                "[%s.json](samples/%s.json): %s%n"
                    .formatted(name, name, read(alert.body()).path("message").asText())));
    LegacyFormat legacy = new LegacyFormat();
    samples.put(
        "legacy",
        block(
            "json",
            Stream.of("warning", "password-warning")
                .map(name -> lives().get(name))
                .flatMap(transition -> legacy.compose(transition).stream())
                .map(Alert::body)
                .collect(Collectors.joining("\n"))));
    TextFormat text = new TextFormat();
    samples.put(
        "text",
        block(
            "text",
            Stream.of(
                    lives().values().stream().map(text::compose),
                    silences().values().stream().map(text::compose),
                    notices().values().stream().map(text::compose))
                .flatMap(each -> each)
                .flatMap(Optional::stream)
                .map(Alert::body)
                .collect(Collectors.joining("\n"))));
    return samples;
  }

  private static Map<String, Alert> findings() {
    Map<String, Alert> findings = new LinkedHashMap<>();
    lives()
        .forEach((name, transition) -> findings.put(name, OCSF.compose(transition).orElseThrow()));
    silences()
        .forEach((name, transition) -> findings.put(name, OCSF.compose(transition).orElseThrow()));
    notices().forEach((name, notice) -> findings.put(name, OCSF.compose(notice).orElseThrow()));
    return findings;
  }

  private static Map<String, UserTransition> lives() {
    Map<String, UserTransition> lives = new LinkedHashMap<>();
    lives.put("warning", inactive().judged(DAY_86));
    lives.put(
        "breach", warned().asked("2026-08-30T08:15:01.600Z", Presence.ENABLED).judged(DAY_90));
    lives.put("breach-over-a-gap", deaf().judged("2026-08-31T10:15:00.310Z"));
    lives.put(
        "escalated",
        breached()
            .directory(new DirectoryWord.Unavailable(DirectoryWord.Reason.THROTTLED))
            .judged(DAY_97));
    lives.put("warning-since-coverage", unseen().judged(DAY_86));
    lives.put(
        "resolved-activity",
        breached()
            .signedIn("2026-08-31T06:52:10Z", "c1b7e9f4-2a6d-4e58-8f3b-6d9a0e1c5b72")
            .judged("2026-08-31T06:53:04.551Z"));
    lives.put(
        "resolved-disabled", then(warned(), DAY_90, it -> it.disabled("2026-09-07T07:29:02Z")));
    lives.put("resolved-deleted", then(warned(), DAY_90, it -> it.asked(LATER, Presence.GONE)));
    lives.put("resolved-created", then(unseen(), DAY_86, it -> it.created("2026-07-10T09:00:00Z")));
    lives.put(
        "resolved-policy-change",
        then(
            warned(),
            DAY_90,
            it -> it.after(Duration.ofDays(170), Duration.ofDays(180), Duration.ofDays(187))));
    lives.put(
        "suppressed",
        then(
            warned(),
            DAY_90,
            it -> it.exempt("2026-12-01T00:00:00Z", "Jonas Weber", "Emergency access")));
    lives.put("password-warning", password().judged(DAY_86));
    lives.put(
        "resolved-password-reset",
        then(password(), DAY_90, it -> it.passwordReset("2026-09-07T07:29:02Z")));
    lives.put(
        "resolved-not-applicable",
        then(password(), DAY_90, it -> it.signedInExternally("2026-09-07T07:29:02Z")));
    lives.put(
        "resolved-second-factor",
        then(password(), DAY_90, it -> it.under(PasswordRule.SINGLE_FACTOR)));
    lives.put("password-warning-mailed", mailed().judged(DAY_86));
    lives.put(
        "resolved-no-password", then(password(), DAY_90, it -> it.created("2026-09-07T07:29:02Z")));
    lives.put(
        "resolved-enabled-grace",
        then(
            warned(),
            DAY_90,
            it -> it.disabled("2026-09-06T07:29:02Z").enabled("2026-09-07T07:29:02Z")));
    lives.put(
        "resolved-rule-corrected",
        Transitions.ended(
            password().judged(DAY_90),
            Cause.RULE_CORRECTED,
            Optional.of(
                new Proof(
                    Instant.parse("2026-06-01T08:20:41Z"),
                    "4c6c1c0e-9f0f-4dd0-8c02-55a9b4f1d3aa",
                    "signin.amazonaws.com UserAuthentication"))));
    lives.put("revoked-access-session", sessionUsed().judged("2026-06-06T08:14:40.310Z"));
    lives.put("revoked-access", revoked().judged("2026-06-03T22:48:00.310Z"));
    lives.put(
        "resolved-enabled",
        then(revoked(), "2026-06-03T22:48:00.310Z", it -> it.enabled("2026-06-04T07:00:00Z")));
    return lives;
  }

  private static Map<String, Notice> notices() {
    Map<String, Notice> notices = new LinkedHashMap<>(Exempting.all());
    notices.put(
        "identity-source-changed",
        new Notice.IdentitySourceChanged(
            new Proof(
                Instant.parse("2026-09-07T06:40:12Z"),
                "0b9d2c64-7e1f-4a35-9c80-d2f6b1a7e593",
                "sso-directory.amazonaws.com EnableExternalIdPConfigurationForDirectory"),
            Optional.of("d-9067642ac7"),
            Instant.parse(LATER)));
    Tampering stopped = tampering();
    notices.put(
        "tampering", new Notice.Tampered(stopped, true, Instant.parse("2026-06-01T08:15:02.118Z")));
    notices.put(
        "tampering-many",
        new Notice.Tampered(
            new Tampering(
                stopped.proof(),
                stopped.actor(),
                stopped.target(),
                stopped.account(),
                stopped.region(),
                Optional.of(
                    new Tampering.Further(
                        Set.of(new UUID(1, 1), new UUID(2, 2)),
                        new Span(stopped.proof().time(), Instant.parse("2026-06-01T08:14:02Z"))))),
            false,
            Instant.parse("2026-06-01T08:15:02.118Z")));
    notices.put(
        "tampering-over",
        new Notice.TamperingOver(
            stopped,
            new Tampering.End.Heard(Instant.parse("2026-06-01T09:11:27Z")),
            Instant.parse("2026-06-01T09:30:02.640Z")));
    notices.put(
        "tampering-planned",
        new Notice.TamperingOver(
            stopped,
            new Tampering.End.Attested(
                "kim", "the trail was moved; see CHG-77", Instant.parse("2026-06-01T09:00:00Z")),
            Instant.parse("2026-06-01T09:15:02.640Z")));
    notices.putAll(Attesting.all());
    notices.putAll(PopulationAlertsTest.all());
    return notices;
  }

  private static Tampering tampering() {
    return new Tampering(
        new Proof(
            Instant.parse("2026-06-01T08:11:27Z"),
            "5f0c7f7e-0f5c-4b0c-9a55-000000000001",
            "cloudtrail.amazonaws.com StopLogging"),
        "arn:aws:sts::111122223333:assumed-role/Administrator/kim",
        Optional.of("arn:aws:cloudtrail:eu-central-1:111122223333:trail/organization"),
        Optional.of("111122223333"),
        Optional.of("eu-central-1"));
  }

  private static Map<String, FeedTransition> silences() {
    Map<String, FeedTransition> silences = new LinkedHashMap<>();
    silences.put(
        "not-checked",
        Silence.of(new Holder.Source(new Source("111122223333", "us-east-1"))).begin().getFirst());
    silences.put(
        "not-checked-shard", Silence.of(new Holder.Shard("shardId-000000000003")).begin().get(1));
    silences.put(
        "still-not-checked",
        Silence.of(new Holder.Source(new Source("111122223333", "us-east-1"))).left().getFirst());
    silences.put("not-checked-gap", Silence.past(Silence.LEFT).getFirst());
    silences.put(
        "checked-again",
        Silence.of(new Holder.Source(new Source("111122223333", "us-east-1"))).end().getFirst());
    return silences;
  }

  private static Transitions inactive() {
    return Transitions.of(Control.INACTIVITY)
        .created("2024-02-12T09:30:11Z")
        .signedIn(SIGN_IN, "5d0f6a52-8c43-4f0b-9a1e-7b2c9d3e4f10");
  }

  private static Transitions deaf() {
    return inactive()
        .deaf("2026-07-01T10:00:00Z", "2026-07-02T04:00:00Z")
        .deaf("2026-08-11T21:15:00Z", "2026-08-12T05:15:00Z");
  }

  private static Transitions warned() {
    Transitions story = inactive();
    story.judged(DAY_86);
    return story;
  }

  private static Transitions breached() {
    Transitions story = warned();
    story.judged(DAY_90);
    return story;
  }

  private static Transitions unseen() {
    return Transitions.of(Control.INACTIVITY).listenedToSince(SIGN_IN).seen("2026-07-14T12:00:00Z");
  }

  /** What a finding that was reported comes to after the news. */
  private static UserTransition then(
      Transitions story, String delivered, UnaryOperator<Transitions> news) {
    story.judged(delivered);
    return news.apply(story).judged(LATER);
  }

  private static Transitions password() {
    return Transitions.of(Control.PASSWORD_AGE)
        .under(PasswordRule.ALWAYS)
        .passwordReset(SIGN_IN)
        .signedInWith("PASSWORD,TOTP", "2026-06-01T08:20:41Z");
  }

  private static Transitions mailed() {
    return Transitions.of(Control.PASSWORD_AGE)
        .createdWithPassword(SIGN_IN)
        .signedInWith("PASSWORD", "2026-06-01T08:20:41Z")
        .linkSent("2026-08-20T09:00:00Z");
  }

  private static Transitions sessionUsed() {
    return Transitions.of(Control.REVOKED_ACCESS)
        .disabled(SIGN_IN)
        .usedPortal("2026-06-06T08:14:27Z")
        .asked("2026-06-06T08:14:39.870Z", Presence.DISABLED);
  }

  private static Transitions revoked() {
    return Transitions.of(Control.REVOKED_ACCESS)
        .disabled(SIGN_IN)
        .signedIn("2026-06-03T22:47:05Z")
        .asked("2026-06-03T22:47:59.870Z", Presence.DISABLED);
  }

  private static String sample(Map<String, String> samples, String name) {
    assertTrue(samples.containsKey(name), () -> "no sample is called " + name);
    return samples.getOrDefault(name, "");
  }

  private static String block(String language, String text) {
    return "```" + language + "\n" + text + "\n```\n";
  }

  /** All leaves, as in {@code resources[].owner.uid}. */
  private static void fields(String path, JsonNode node, Set<String> found) {
    if (node.isObject()) {
      node.properties()
          .forEach(field ->
              fields(
                  path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                  field.getValue(),
                  found));
    } else if (node.isArray()) {
      node.forEach(element -> fields(path + "[]", element, found));
    } else {
      found.add(path);
    }
  }

  /** The same JSON for people: lines are filled, and what fits into one stays on it. */
  private static String fitted(String body) {
    return fitted(read(body), "", 0);
  }

  private static String fitted(JsonNode node, String indent, int before) {
    String line = spaced(node);
    if (node.isValueNode() || indent.length() + before + line.length() < WIDTH) {
      return line;
    }
    String inner = indent + "  ";
    Stream<String> members =
        node.isArray()
            ? node.valueStream().map(element -> fitted(element, inner, 0))
            : node.propertyStream()
                .map(field -> {
                  String name = "\"" + field.getKey() + "\": ";
                  return name + fitted(field.getValue(), inner, name.length());
                });
    String filled = filled(members.toList(), inner);
    return node.isArray()
        ? "[\n" + inner + filled + "\n" + indent + "]"
        : "{\n" + inner + filled + "\n" + indent + "}";
  }

  private static String filled(List<String> members, String indent) {
    StringBuilder text = new StringBuilder(members.getFirst());
    for (String member : members.subList(1, members.size())) {
      int column = indent.length() + text.length() - (text.lastIndexOf("\n") + 1);
      boolean fits = !member.contains("\n") && column + member.length() + 3 <= WIDTH;
      text.append(fits ? ", " : ",\n" + indent).append(member);
    }
    return text.toString();
  }

  private static String spaced(JsonNode node) {
    if (node.isArray()) {
      return node.valueStream()
          .map(AlertsDocTest::spaced)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (node.isObject()) {
      return node.propertyStream()
          .map(field -> "\"" + field.getKey() + "\": " + spaced(field.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return node.toString();
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
