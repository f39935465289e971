package ninety.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.signature.MessageFile.Entry;
import ninety.signature.PublicKeys.Reading.Usable;
import org.junit.jupiter.api.Test;

final class VerdictsTest {

  private static final TestKey OURS = TestKey.named("arn:ours");
  private static final TestKey MALLORYS = TestKey.named("arn:mallory");
  private static final Verifier VERIFIER =
      new Verifier(
          assertInstanceOf(
                  Usable.class,
                  PublicKeys.read(OURS.pair().toPublicJWK().toJSONString().getBytes(UTF_8)))
              .keys());
  private static final String BODY = "{\"message\":\"Mära\"}";

  private static List<Judged> judged(Entry... entries) {
    return Judged.entries("f", List.of(entries), VERIFIER);
  }

  private static Entry message(String body, String signature) {
    return new Entry.Message(Optional.of("m"), body, Optional.of(signature));
  }

  @Test
  void only_a_valid_body_is_proven() {
    List<Judged> all =
        judged(
            message(BODY, OURS.sign(BODY)),
            message(BODY + " ", OURS.sign(BODY)),
            new Entry.NoMessage("is nothing"));

    assertEquals(
        List.of("f#0 valid", "f#1 changed", "f#2 malformed"),
        all.stream().map(it -> it.source() + " " + it.verdict().label()).toList());
    assertEquals(
        List.of(Optional.of(BODY), Optional.empty(), Optional.empty()),
        all.stream().map(Judged::proven).toList());
  }

  @Test
  void a_bare_body_with_a_line_break_of_its_file_is_not_valid_and_says_so() {
    String jws = OURS.sign(BODY);

    assertTrue(Judged.body("f", BODY.getBytes(UTF_8), jws, VERIFIER).valid());
    Judged ended = Judged.body("f", (BODY + "\r\n").getBytes(UTF_8), jws, VERIFIER);
    assertEquals(new Verdict.LineBreak(new Verdict.Changed("arn:ours")), ended.verdict());
    assertEquals("changed", ended.verdict().label());
    assertEquals(Optional.of("arn:ours"), ended.verdict().keyId());
    assertEquals(Optional.empty(), ended.proven());
    assertEquals(
        new Verdict.Changed("arn:ours"),
        Judged.body("f", (BODY + " \n").getBytes(UTF_8), jws, VERIFIER).verdict());
  }

  @Test
  void none_at_all_is_not_valid_and_one_bad_message_spoils_all() {
    Entry good = message(BODY, OURS.sign(BODY));

    assertFalse(new Verdicts(List.of()).valid());
    assertTrue(new Verdicts(judged(good, good)).valid());
    assertFalse(new Verdicts(judged(good, message(BODY, MALLORYS.sign(BODY)))).valid());
  }

  @Test
  void messages_are_counted_by_verdict_and_keys_only_where_they_are_proved() {
    Verdicts verdicts =
        new Verdicts(
            judged(
                message(BODY, OURS.sign(BODY)),
                message(BODY, OURS.sign(BODY)),
                message(BODY, MALLORYS.sign(BODY))));

    assertEquals(Map.of("valid", 2L, "other-key", 1L), verdicts.counts());
    assertEquals(List.of("other-key", "valid"), List.copyOf(verdicts.counts().keySet()));
    assertEquals(List.of("arn:ours"), verdicts.keys());
  }
}
