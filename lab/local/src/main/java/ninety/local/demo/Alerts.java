package ninety.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Alerts as they came out of the queue: OCSF Compliance Findings. */
final class Alerts {

  private Alerts() {}

  /** One line each, and below it what it says to people. */
  static void show(Screen screen, List<JsonNode> alerts) {
    for (JsonNode alert : alerts) {
      JsonNode user = alert.path("resources").path(0);
      screen.output(
          List.of(
              "  %-11s %s %-14s %s %-12s finding %s  %s"
                  .formatted(
                      raised(alert).level(),
                      alert.path("compliance").path("control").asText(),
                      raised(alert).control(),
                      Person.brief(user.path("uid").asText()),
                      user.path("name").asText("-"),
                      Person.brief(alert.path("finding_info").path("uid").asText()),
                      alert.path("severity").asText())));
      screen.note(alert.path("message").asText(), 12);
    }
  }

  /** A whole alert. */
  static void whole(Screen screen, JsonNode alert) {
    screen.output(Pretty.lines(alert, Screen.WIDTH));
  }

  static Raised raised(JsonNode alert) {
    return new Raised(
        alert.path("resources").path(0).path("uid").asText(),
        alert.path("unmapped").path("control").asText(),
        alert.path("unmapped").path("level").asText());
  }
}
