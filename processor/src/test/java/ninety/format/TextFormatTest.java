package ninety.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.coverage.Horizon.Holder;
import ninety.coverage.Source;
import ninety.finding.Transitions;
import ninety.finding.UserTransition;
import ninety.policy.Cause;
import ninety.policy.Control;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextFormatTest {

  private static final TextFormat FORMAT = new TextFormat();

  private static final String SIGN_IN = "2026-06-01T08:14:27Z";
  private static final String DAY_86 = "2026-08-26T08:15:02Z";
  private static final String DAY_90 = "2026-08-30T08:15:01Z";
  private static final String DAY_97 = "2026-09-06T08:15:03Z";

  @Test
  void a_finding_reads_as_one_line_a_step() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(SIGN_IN);
    String id = " Id " + Transitions.MARA;

    assertEquals(
        "Medium: User \"mara.lindqvist\" has been inactive for 86 of 90 days (PCI DSS 8.2.6)." + id,
        line(story.judged(DAY_86)));
    assertEquals(
        "High: User \"mara.lindqvist\" has been inactive for 90 days and is not known to be"
            + " disabled (PCI DSS 8.2.6)."
            + id,
        line(story.judged(DAY_90)));
    assertEquals(
        "Critical: User \"mara.lindqvist\" has been inactive for 97 days and is not known to be"
            + " disabled (PCI DSS 8.2.6)."
            + id,
        line(story.judged(DAY_97)));
    assertEquals(
        "Informational: User \"mara.lindqvist\" was disabled; the finding is closed (PCI DSS"
            + " 8.2.6)."
            + id,
        line(story.disabled(DAY_97).judged(DAY_97)));
  }

  @Test
  void a_silence_and_its_end_are_lines_too() {
    Silence silence = Silence.of(new Holder.Source(Source.ofRegion("us-east-1")));

    assertEquals(
        List.of(
            "High: The inactivity of users has not been checked since 2026-08-29T23:41:12Z: no"
                + " heartbeat arrives from Region us-east-1 (PCI DSS 8.2.6).",
            "Informational: The inactivity of users is checked again; it had not been checked since"
                + " 2026-08-29T23:41:12Z (PCI DSS 8.2.6)."),
        Stream.of(silence.begin().getFirst(), silence.end().getFirst())
            .map(transition -> FORMAT.compose(transition).orElseThrow().body())
            .toList());
  }

  @Test
  void an_alert_has_the_same_ids_in_every_format() {
    UserTransition warning = Transitions.of(Control.INACTIVITY).signedIn(SIGN_IN).judged(DAY_86);

    var alert = FORMAT.compose(warning).orElseThrow();

    assertEquals(warning.alertId(), alert.id());
    assertEquals(warning.finding().uid(), alert.finding());
    assertEquals(Optional.of(alert), FORMAT.compose(warning));
  }

  @Test
  void a_user_without_a_name_is_called_by_id_once() {
    String line =
        line(Transitions.of(Control.INACTIVITY).withoutName().signedIn(SIGN_IN).judged(DAY_86));

    assertEquals(
        "Medium: User "
            + Transitions.MARA
            + " has been inactive for 86 of 90 days (PCI DSS 8.2.6).",
        line);
  }

  @ParameterizedTest
  @CsvSource({
    "mara.lindqvist@example.org, mara.lindqvist@example.org",
    "mara_lindqvist-2+test, mara_lindqvist-2+test",
    "Zoë Müller-Łukasiewicz 山田, Zoë Müller-Łukasiewicz 山田",
    "<!channel>, ??channel?",
    "<!here|here>, ??here?here?",
    "<@U024BE7LH>, ??U024BE7LH?",
    "@here, ?here",
    "@channel now, ?channel now",
    "*bold* _it_ ~no~ `code`, ?bold? ?it? ?no? ?code?",
    "```block```, ???block???",
    "[click](https://evil.example), ?click??https???evil.example?",
    "https://evil.example/x, https???evil.example?x",
    "<https://evil.example|mara>, ?https???evil.example?mara?",
    "<a href=x>, ?a href?x?",
    "&lt;!channel&gt;, ?lt??channel?gt?",
    ":skull:, ?skull?",
    "# title, ? title",
    "> quote, ? quote",
    "<at>everyone</at>, ?at?everyone??at?",
    "back\\slash, back?slash"
  })
  void a_name_is_shown_without_what_a_chat_would_act_on(String name, String shown) {
    String line =
        line(Transitions.of(Control.INACTIVITY).named(name).signedIn(SIGN_IN).judged(DAY_86));

    assertTrue(line.startsWith("Medium: User \"" + shown + "\" has been inactive"), line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "line\r\nHigh: User admin was deleted",
        "tab\tnul\u0000esc\u001b[31m",
        "rtl\u202egnal",
        "sep\u2028\u2029",
        "smile 😀",
        "quote\" was deleted; the finding is closed",
        "pile" + "\u0301\u0302\u0303\u0304\u0305\u0306\u0307",
        "lone \ud800"
      })
  void a_name_stays_inside_its_quotes_on_the_one_line(String name) {
    String line =
        line(Transitions.of(Control.INACTIVITY).named(name).signedIn(SIGN_IN).judged(DAY_86));

    assertEquals(2, line.chars().filter(c -> c == '"').count(), line);
    assertTrue(
        line.chars().noneMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c)),
        line);
    assertFalse(line.contains("\u202e") || line.contains("\u2028"), line);
    assertTrue(line.endsWith("(PCI DSS 8.2.6). Id " + Transitions.MARA), line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"m", "山", "𠀀", "😀", "*"})
  void no_line_is_longer_than_300_characters(String letter) {
    for (Control control : Control.values()) {
      Transitions story =
          Transitions.of(control).named(letter.repeat(300_000)).listenedToSince(SIGN_IN);
      UserTransition open =
          switch (control) {
            case INACTIVITY -> story.seen(SIGN_IN).judged(DAY_90);
            case PASSWORD_AGE -> story.passwordReset("2026-01-01T00:00:00Z").judged(DAY_90);
            case REVOKED_ACCESS -> story.disabled(SIGN_IN).signedIn(DAY_86).judged(DAY_90);
          };
      Stream<UserTransition> ends =
          Stream.of(Cause.values()).map(cause -> Transitions.ended(open, cause, Optional.empty()));

      Stream.concat(Stream.of(open, Transitions.exempted(open, "o", "r")), ends)
          .map(TextFormatTest::line)
          .forEach(line -> {
            assertTrue(line.codePointCount(0, line.length()) <= 300, line);
            assertTrue(line.endsWith(" Id " + Transitions.MARA), line);
          });
    }
  }

  @Test
  void nothing_of_an_exemption_but_its_end_is_in_the_line() {
    UserTransition open = Transitions.of(Control.INACTIVITY).signedIn(SIGN_IN).judged(DAY_86);

    String line = line(Transitions.exempted(open, "<!channel>", "*reason*"));

    assertTrue(line.contains(" is exempt until 2027-01-01T00:00:00Z; the finding is closed"), line);
    assertFalse(line.contains("channel") || line.contains("reason"), line);
  }

  private static String line(UserTransition transition) {
    return FORMAT.compose(transition).orElseThrow().body();
  }
}
