package ninety.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ninety.coverage.Horizon;
import ninety.coverage.Horizon.Holder.Allowance;
import ninety.coverage.Horizon.Holder.Shard;
import ninety.coverage.Horizon.Holder.Source;
import ninety.coverage.Horizon.Known;
import ninety.coverage.Horizon.None;
import org.jspecify.annotations.Nullable;

/**
 * The instant up to which users can be judged, for people and machines to read.
 *
 * @param limit by how much the horizon may lag
 * @param now the time by the clock
 */
public record HorizonView(Horizon horizon, Duration limit, Instant now) {

  /** True if a consumer ever ran, so that there is a horizon at all. */
  public boolean known() {
    return horizon instanceof Known;
  }

  private boolean late() {
    return horizon.lag(now).compareTo(limit) > 0;
  }

  /** The instant, and how it lies to the clock: {@code 2026-06-01T08:00:00Z (16 min behind …)}. */
  public String words() {
    return known()
        ? "%s (%s behind the clock)".formatted(seconds(horizon.asOf()), rough(horizon.lag(now)))
        : "no time";
  }

  /** Why nothing can be said about the time after the horizon; empty where it is near enough. */
  public Optional<String> notChecked() {
    if (!late()) {
      return Optional.empty();
    }
    Instant holding = seconds(horizon.asOf().plus(Horizon.ALLOWANCE));
    return Optional.of(
        switch (horizon) {
          case None() ->
              "Not checked: no consumer is known to have run, so nothing is known of anybody. Start"
                  + " 'ninety process'.";
          case Known(_, Source held) -> "Not checked after that: %s.".formatted(why(held, holding));
          case Known(_, Shard(var id)) ->
              "Not checked after that: shard %s of the stream is processed up to %s."
                  .formatted(id, holding);
          case Known(_, Allowance()) ->
              "Not checked after that: the limit is shorter than the allowance for late events, 15"
                  + " min.";
        });
  }

  /** Where the way is cut, as far as the other sign of life of the same place shows it. */
  private static String why(Source held, Instant holding) {
    String place = held.source().place();
    return switch (held.source().kind()) {
      case SCHEDULE ->
          held.otherComes()
              ? ("no heartbeat from %s since %s, though CloudTrail's records come: the rule that"
                      + " sends heartbeats")
                  .formatted(place, holding)
              : "no heartbeat from %s since %s".formatted(place, holding);
      case CLOUDTRAIL ->
          held.otherComes()
              ? ("no CloudTrail record of our own call from %s since %s, though heartbeats come:"
                      + " the trail, or the rule for its records and those of users")
                  .formatted(place, holding)
              : "no sign of life from %s since %s".formatted(place, holding);
      case REPLICA ->
          "Region %s, in which the instance is replicated, is not listened to".formatted(place);
    };
  }

  public Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("at", known() ? horizon.asOf().toString() : null);
    fields.put("lagSeconds", known() ? horizon.lag(now).toSeconds() : null);
    fields.put("limitSeconds", limit.toSeconds());
    fields.put("late", late());
    switch (horizon) {
      case None() -> fields.put("heldBackBy", "no-consumer");
      case Known(_, Allowance()) -> fields.put("heldBackBy", "allowance");
      case Known(_, Shard(var id)) -> {
        fields.put("heldBackBy", "shard");
        fields.put("shard", id);
      }
      case Known(_, Source(var source, var otherComes)) -> {
        fields.put("heldBackBy", "source");
        fields.put("signOfLife", source.kind().label());
        fields.put("region", source.region());
        fields.put("source", source.text());
        fields.put("otherSignComes", otherComes);
      }
    }
    return fields;
  }

  /** In one unit, rounded down, of which there are at least two. */
  public static String rough(Duration duration) {
    if (duration.toDays() >= 2) {
      return duration.toDays() + " d";
    }
    if (duration.toHours() >= 2) {
      return duration.toHours() + " h";
    }
    return duration.toMinutes() >= 2 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
  }

  /** For people: the clock's nanoseconds say nothing to them. */
  public static Instant seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }
}
