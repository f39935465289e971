package ninety.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.coverage.Horizon.Holder;
import ninety.coverage.Source;
import ninety.finding.Alert;
import ninety.finding.Transitions;
import ninety.finding.UserTransition;
import ninety.policy.Cause;
import ninety.policy.Control;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LegacyFormatTest {

  private static final LegacyFormat FORMAT = new LegacyFormat();

  private static final String SIGN_IN = "2026-06-01T08:14:27Z";
  private static final List<String> LEVELS =
      List.of("2026-08-26T08:15:02Z", "2026-08-30T08:15:01Z", "2026-09-06T08:15:03Z");

  @Test
  void inactivity_reads_as_the_predecessor_wrote_it_at_every_level() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(SIGN_IN);

    for (String at : LEVELS) {
      UserTransition transition = story.judged(at);

      Alert alert = FORMAT.compose(transition).orElseThrow();

      assertEquals(
          "{\"Records\":[{\"eventName\":\"InactiveUsers\",\"userList\":\"['mara.lindqvist']\"}]}",
          alert.body());
      assertEquals(transition.alertId(), alert.id());
      assertEquals(transition.finding().uid(), alert.finding());
    }
  }

  @Test
  void a_password_has_the_predecessors_other_word() {
    UserTransition breach =
        Transitions.of(Control.PASSWORD_AGE).passwordReset(SIGN_IN).judged(LEVELS.get(1));

    assertEquals(
        "{\"Records\":[{\"eventName\":\"PasswordChangeRequired\","
            + "\"userList\":\"['mara.lindqvist']\"}]}",
        body(breach));
  }

  @Test
  void a_user_without_a_name_is_listed_by_id() {
    UserTransition warning =
        Transitions.of(Control.INACTIVITY).withoutName().signedIn(SIGN_IN).judged(LEVELS.get(0));

    assertEquals("['" + Transitions.MARA + "']", userList(warning));
  }

  static Stream<UserTransition> without_a_word() {
    UserTransition open =
        Transitions.of(Control.INACTIVITY).signedIn(SIGN_IN).judged(LEVELS.get(0));
    UserTransition password =
        Transitions.of(Control.PASSWORD_AGE).passwordReset(SIGN_IN).judged(LEVELS.get(0));
    UserTransition revoked =
        Transitions.of(Control.REVOKED_ACCESS)
            .disabled(SIGN_IN)
            .signedIn("2026-06-02T08:14:27Z")
            .judged(LEVELS.get(0));
    Stream<UserTransition> ends =
        Stream.of(open, password, revoked)
            .flatMap(each ->
                Stream.concat(
                    Stream.of(Transitions.exempted(each, "owner", "reason")),
                    Stream.of(Cause.values())
                        .map(cause -> Transitions.ended(each, cause, Optional.empty()))));
    return Stream.concat(ends, Stream.of(revoked));
  }

  @ParameterizedTest
  @MethodSource("without_a_word")
  void what_the_predecessor_had_no_word_for_is_not_reported(UserTransition transition) {
    assertEquals(Optional.empty(), FORMAT.compose(transition));
  }

  @Test
  void a_silence_is_not_reported_either() {
    Silence silence = Silence.of(new Holder.Source(Source.ofRegion("us-east-1")));

    assertTrue(
        Stream.concat(silence.begin().stream(), silence.end().stream())
            .map(FORMAT::compose)
            .allMatch(Optional::isEmpty));
  }

  /** What Python 3 prints for a list of the one name. */
  static Stream<Arguments> printed_by_python() {
    return Stream.of(
        Arguments.of("o'brien", "[\"o'brien\"]"),
        Arguments.of("say \"hi\"", "['say \"hi\"']"),
        Arguments.of("o'brien \"b\"", "['o\\'brien \"b\"']"),
        Arguments.of("back\\slash", "['back\\\\slash']"),
        Arguments.of("a\r\n\tb", "['a\\r\\n\\tb']"),
        Arguments.of("nul\u0000 bell\u0007", "['nul\\x00 bell\\x07']"),
        Arguments.of("nbsp\u00a0", "['nbsp\\xa0']"),
        Arguments.of("line\u2028 rtl\u202e", "['line\\u2028 rtl\\u202e']"),
        Arguments.of("private\udbff\udffd", "['private\\U0010fffd']"),
        Arguments.of("Zoë 山田 😀", "['Zoë 山田 😀']"),
        Arguments.of("x', 'admin", "[\"x', 'admin\"]"),
        Arguments.of("x', \"y\", 'admin", "['x\\', \"y\", \\'admin']"));
  }

  @ParameterizedTest
  @MethodSource("printed_by_python")
  void a_name_is_one_element_of_the_printed_list_whatever_is_in_it(String name, String printed) {
    UserTransition warning =
        Transitions.of(Control.INACTIVITY).named(name).signedIn(SIGN_IN).judged(LEVELS.get(0));

    assertEquals(printed, userList(warning));
    assertTrue(body(warning).chars().allMatch(c -> c >= ' ' && c < 0x7f), body(warning));
  }

  private static String body(UserTransition transition) {
    return FORMAT.compose(transition).orElseThrow().body();
  }

  private static String userList(UserTransition transition) {
    try {
      JsonNode body = new JsonMapper().readTree(body(transition));
      assertEquals(1, body.at("/Records").size());
      return body.at("/Records/0/userList").asText();
    } catch (JsonProcessingException e) {
      throw new AssertionError(body(transition), e);
    }
  }
}
