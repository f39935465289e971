package ninety.format;

import static ninety.format.OcsfParts.observable;
import static ninety.format.OcsfParts.text;
import static ninety.format.OcsfParts.time;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import ninety.coverage.Horizon;
import ninety.coverage.Horizon.Holder;
import ninety.finding.FeedTransition;
import ninety.finding.FeedWatch;
import ninety.format.OcsfFormat.Setting;
import ninety.wording.FeedWording;
import ninety.wording.Rule;
import ninety.wording.State;
import ninety.wording.Wording;

/** The body of one alert about the feed: its resource is the identity store. */
record OcsfFeedBody(OcsfParts parts, FeedTransition transition, Wording wording) {

  static OcsfFeedBody of(Setting setting, FeedTransition transition) {
    OcsfParts parts =
        new OcsfParts(
            setting,
            State.of(transition.step()),
            State.Activity.of(transition.step()),
            transition.control(),
            Rule.unchecked(transition.control()));
    return new OcsfFeedBody(parts, transition, Wording.of(transition));
  }

  ObjectNode tree() {
    ObjectNode body = parts.head();
    time(body, "time", transition.time());
    body.put("timezone_offset", 0);
    since().ifPresent(since -> time(body, "start_time", since));
    body.put("message", wording.message());
    parts.metadata(body.putObject("metadata"), transition.alertId(), transition.sequence());
    findingInfo(body.putObject("finding_info"));
    parts.compliance(
        body.putObject("compliance"),
        Map.of("horizon_limit_minutes", FeedWording.minutes(transition.look().limit())),
        transition.step().label(),
        wording.details());
    parts.store(body.putArray("resources").addObject(), transition.store());
    transition.store().ifPresent(store -> observables(body.putArray("observables"), store));
    wording
        .remediation()
        .ifPresent(whatToDo -> body.putObject("remediation").put("desc", whatToDo));
    parts.cloud(body.putObject("cloud"));
    unmapped(body.putObject("unmapped"));
    return body;
  }

  private void findingInfo(ObjectNode info) {
    parts.findingInfo(info, transition.findingUid(), false);
    Instant noticed = transition.gap().openedAt();
    time(info, "created_time", noticed);
    time(info, "modified_time", transition.time());
    time(info, "first_seen_time", since().orElse(noticed));
    time(info, "last_seen_time", noticed);
  }

  private static void observables(ArrayNode observables, String store) {
    observable(observables, "resources[0].uid", 10, "Resource UID", store);
  }

  private void unmapped(ObjectNode unmapped) {
    unmapped.put("control", transition.control().label()).put("level", transition.step().label());
    since().ifPresent(since -> unmapped.put("gap_from", text(since)));
    transition.gap().until().ifPresent(until -> unmapped.put("gap_to", text(until)));
    transition.gap().horizon().ifPresent(horizon -> heldBackBy(horizon, unmapped));
    if (!transition.gap().hiding().isEmpty()) {
      ArrayNode gaps = unmapped.putArray("unobserved");
      transition.gap().hiding().forEach(gap -> gaps.add(text(gap.from()) + "/" + text(gap.to())));
    }
    FeedWatch.Unchecked unchecked = transition.unchecked();
    if (unchecked.users() > 0) {
      unmapped.put("users_not_checked", unchecked.users());
      unchecked.until().ifPresent(until -> unmapped.put("not_checked_until", text(until)));
    }
    switch (transition.step()) {
      case NOT_CHECKED, STILL_NOT_CHECKED -> {}
      case RESOLVED -> unmapped.put("horizon", text(transition.horizon().asOf()));
    }
  }

  private static void heldBackBy(Horizon horizon, ObjectNode unmapped) {
    switch (horizon) {
      case Horizon.None() -> unmapped.put("held_back_by", "no-consumer");
      case Horizon.Known(_, Holder.Allowance()) -> unmapped.put("held_back_by", "allowance");
      case Horizon.Known(_, Holder.Shard(var id)) ->
          unmapped.put("held_back_by", "shard").put("shard", id);
      case Horizon.Known(_, Holder.Source(var source, var otherComes)) -> {
        unmapped.put("held_back_by", "source").put("source_region", source.region());
        source.account().ifPresent(account -> unmapped.put("source_account", account));
        unmapped
            .put("sign_of_life", source.kind().label())
            .put("other_sign_of_life", otherComes ? "arrives" : "missing");
      }
    }
  }

  /** Up to when everything was processed; empty where nothing ever was. */
  private Optional<Instant> since() {
    return FeedWording.everHeard(transition)
        ? Optional.of(transition.gap().since())
        : Optional.empty();
  }
}
