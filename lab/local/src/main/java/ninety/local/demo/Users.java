package ninety.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The lines of {@code ninety users --output json}, laid out to fit on a terminal. */
final class Users {

  private Users() {}

  static Table table(List<JsonNode> users) {
    Table table =
        new Table("USER", "STATUS", "LAST SIGN-IN", "LAST ACTIVITY", "INACTIVITY", "PASSWORD AGE");
    for (JsonNode user : users) {
      table.row(
          "%s %s"
              .formatted(
                  Person.brief(user.path("userId").asText()), user.path("userName").asText("-")),
          user.path("status").asText(),
          day(user.path("lastAuthenticated")),
          day(user.path("lastActivity")),
          standing(user.path("inactivity")),
          standing(user.path("password-age")));
    }
    return table;
  }

  private static String day(JsonNode proof) {
    return proof.path("time").asText("-").split("T", -1)[0];
  }

  private static String standing(JsonNode control) {
    String word = control.path("standing").asText();
    if (control.path("days").isNumber()) {
      return "%s %d d".formatted(word, control.path("days").asLong());
    }
    return control.path("because").isTextual()
        ? "%s (%s)".formatted(word, control.path("because").asText())
        : word;
  }
}
