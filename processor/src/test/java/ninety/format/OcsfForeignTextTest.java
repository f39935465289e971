package ninety.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static ninety.format.OcsfBodies.DAY_86;
import static ninety.format.OcsfBodies.DAY_90;
import static ninety.format.OcsfBodies.DAY_97;
import static ninety.format.OcsfBodies.FORMAT;
import static ninety.format.OcsfBodies.SIGN_IN;
import static ninety.format.OcsfBodies.body;
import static ninety.format.OcsfBodies.details;
import static ninety.format.OcsfBodies.mara;
import static ninety.format.OcsfBodies.read;
import static ninety.format.OcsfBodies.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import ninety.finding.Transitions;
import ninety.finding.UserTransition;
import ninety.policy.Control;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are anybody's text, and so is what people write of an exemption. */
final class OcsfForeignTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"},\"unmapped\":{\"level\":\"resolved\"",
        "<script>alert('1')</script>",
        "back\\slash \u0000 \u0007 \u001b[31m \r\n\t",
        "Zoë Müller-Łukasiewicz 山田 😀",
        "\u202eevil\u2028line\u2029",
        "lone \ud800 surrogate",
        "last \uffff characters \ufffe"
      })
  void a_name_stays_a_name(String name) {
    UserTransition transition =
        Transitions.of(Control.INACTIVITY).named(name).signedIn(SIGN_IN).judged(DAY_86);

    String text = text(FORMAT, transition);

    assertEquals(List.of(), OcsfSchema.faults(text));
    JsonNode body = read(text);
    assertEquals(name.replace('\ud800', '?'), body.at("/resources/0/owner/name").asText());
    assertEquals("warning", body.at("/unmapped/level").asText());
    assertTrue(US_ASCII.newEncoder().canEncode(text));
    assertTrue(
        body.at("/message")
            .asText()
            .chars()
            .noneMatch(
                c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0x202e));
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 300, 300_000})
  void no_name_makes_an_alert_too_large(int length) {
    UserTransition transition =
        Transitions.of(Control.INACTIVITY)
            .named("😀".repeat(length))
            .signedIn(SIGN_IN)
            .judged(DAY_86);

    String text = text(FORMAT, transition);

    assertEquals(List.of(), OcsfSchema.faults(text));
    String sent = read(text).at("/resources/0/name").asText();
    assertEquals(128, sent.codePointCount(0, sent.length()));
    assertEquals(length > 128, sent.endsWith("…"));
    assertTrue(text.length() < 20_000);
  }

  @ParameterizedTest
  @EnumSource(value = Control.class, names = "REVOKED_ACCESS", mode = EnumSource.Mode.EXCLUDE)
  void a_blank_name_is_no_name(Control control) {
    UserTransition transition =
        Transitions.of(control).named(" ").createdWithPassword(SIGN_IN).judged(DAY_86);

    JsonNode body = body(transition);

    assertTrue(body.at("/message").asText().contains("ser " + Transitions.MARA));
    assertTrue(body.at("/resources/0/name").isMissingNode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"},\"unmapped\":{\"level\":\"breach\"",
        "line\r\nbreak\u2028\u202egnal",
        "lone \udfff surrogate",
        ""
      })
  void an_exemption_stays_what_somebody_wrote(String text) {
    Transitions story = mara();
    story.judged(DAY_90);

    String sent = text(FORMAT, story.exempt("2027-01-01T00:00:00Z", text, text).judged(DAY_97));

    assertEquals(List.of(), OcsfSchema.faults(sent));
    JsonNode body = read(sent);
    String expected = text.replace('\udfff', '?');
    assertEquals(expected, body.at("/unmapped/exemption/owner").asText());
    assertEquals(expected, body.at("/unmapped/exemption/reason").asText());
    assertEquals("suppressed", body.at("/unmapped/level").asText());
    assertTrue(
        details(body).getFirst().chars().noneMatch(c -> c < ' ' || c == 0x2028 || c == 0x202e));
  }

  @Test
  void no_exemption_makes_an_alert_too_large() {
    Transitions story = mara();
    story.judged(DAY_90);
    String large = "😀".repeat(300_000);

    String sent = text(FORMAT, story.exempt("2027-01-01T00:00:00Z", large, large).judged(DAY_97));

    assertEquals(List.of(), OcsfSchema.faults(sent));
    assertTrue(sent.length() < 30_000, () -> sent.length() + " characters");
    String reason = read(sent).at("/unmapped/exemption/reason").asText();
    assertEquals(500, reason.codePointCount(0, reason.length()));
    assertTrue(reason.endsWith("…"));
  }
}
