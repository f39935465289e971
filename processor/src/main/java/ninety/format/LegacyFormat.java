package ninety.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import ninety.finding.Alert;
import ninety.finding.AlertFormat;
import ninety.finding.Transition;
import ninety.finding.UserTransition;
import ninety.finding.UserTransition.Raised;
import ninety.wording.ControlWording;
import ninety.wording.Phrase;

/**
 * Alerts in the words of the project that this one succeeds, for those who migrate: {@code
 * {"Records":[{"eventName":"InactiveUsers","userList":"['mara.lindqvist']"}]}}, where the list is
 * one that Python printed.
 *
 * <p>It has two words, for inactivity and for passwords, and no levels: a warning, a breach and an
 * escalation read the same. That a finding ended, that a user is exempt, that somebody changed the
 * exemptions, that nothing was checked, and that somebody signed in who should not: it has no word
 * for any of these, and they are not sent.
 */
public final class LegacyFormat implements AlertFormat {

  private static final JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder().configure(JsonWriteFeature.ESCAPE_NON_ASCII, true).build());

  @Override
  public Optional<Alert> compose(Transition transition) {
    return transition instanceof UserTransition step && step.step() instanceof Raised
        ? ControlWording.of(step.finding().control())
            .predecessor()
            .map(event -> Alert.of(step, body(event, step)))
        : Optional.empty();
  }

  private static String body(String event, UserTransition transition) {
    String user = Phrase.name(transition).map(Phrase::exact).orElse(transition.user().id().value());
    ObjectNode body = JSON.createObjectNode();
    body.putArray("Records")
        .addObject()
        .put("eventName", event)
        .put("userList", "[" + printedByPython(user) + "]");
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain values is always JSON", impossible);
    }
  }

  /** As Python's {@code repr}: what it prints, {@code ast.literal_eval} reads back. */
  private static String printedByPython(String text) {
    char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
    StringBuilder printed = new StringBuilder().append(quote);
    text.codePoints().forEach(c -> printed.append(printedByPython(c, quote)));
    return printed.append(quote).toString();
  }

  private static String printedByPython(int c, char quote) {
    return switch (c) {
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> {
        if (c == quote) {
          yield "\\" + quote;
        }
        if (printable(c)) {
          yield Character.toString(c);
        }
        yield String.format(
            Locale.ROOT, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
      }
    };
  }

  private static boolean printable(int c) {
    return c == ' '
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SPACE_SEPARATOR ->
              false;
          default -> true;
        };
  }
}
