package ninety.cli.terminal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import ninety.policy.Outcome;
import ninety.user.UserRecord;
import org.jspecify.annotations.Nullable;

/** A user's status and standing, the same wherever they are shown. */
public final class StandingView {

  private StandingView() {}

  public static String status(UserRecord user) {
    return user.status().name().toLowerCase(Locale.ROOT);
  }

  /** A standing for machines to read. */
  public static Map<String, @Nullable Object> fields(Outcome outcome) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("standing", outcome.word().label());
    fields.put("since", Json.text(outcome.since()));
    fields.put("days", outcome.days().orElse(null));
    fields.put("next", Json.text(outcome.next()));
    fields.put("because", Json.text(outcome.because()));
    fields.put("eventId", Json.text(outcome.eventId()));
    return fields;
  }
}
