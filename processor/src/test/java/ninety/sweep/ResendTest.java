package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import ninety.finding.Alert;
import ninety.finding.AlertFormat;
import ninety.finding.AlertQueue;
import ninety.finding.Dossier;
import ninety.finding.Finding;
import ninety.format.OcsfFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 12, `ninety sweep --resend`: what is open is sent again, under its id. */
final class ResendTest extends SweptUsers {

  @Test
  void the_latest_step_of_each_open_finding_is_sent_again_under_its_id_and_nothing_else() {
    manyStories(scene);
    sweep(day(100));
    Set<UUID> before = siem.ids();
    int messages = siem.arrivals().size();
    Map<UUID, Optional<UUID>> latest = latestOfOpen();

    OpenFindings open = sweep().open(day(100), SweptUsers::unwatched);
    OpenFindings pending = sweep().resend(day(100), SweptUsers::unwatched);
    Summary summary = sweep(day(100));

    assertEquals(open, pending);
    assertEquals(latest.size(), open.alerts());
    assertEquals(open.alerts(), summary.count(Count.RESENT));
    List<Alert> again = siem.arrivals().subList(messages, siem.arrivals().size());
    assertEquals(
        latest.values().stream().map(Optional::orElseThrow).collect(Collectors.toSet()),
        again.stream().map(Alert::id).collect(Collectors.toSet()));
    assertEquals(latest.size(), again.size());
    assertEquals(before, siem.ids());
    assertEquals(List.of(), summary.steps());
  }

  @Test
  void counting_writes_and_sends_nothing() {
    manyStories(scene);
    sweep(day(100));
    long writes = dossiers.writes();
    int messages = siem.arrivals().size();

    OpenFindings open = sweep().open(day(100), SweptUsers::unwatched);

    assertTrue(open.alerts() > 0);
    assertTrue(open.steps().keySet().contains("inactivity escalated"), open.toString());
    assertEquals(writes, dossiers.writes());
    assertEquals(messages, siem.arrivals().size());
  }

  /** Else a new SIEM would learn of a breach after its end, and never close it. */
  @Test
  void no_repeat_comes_after_the_end_of_its_finding() {
    learn(mara().signedIn(day(0)));
    sweep(day(86));
    sweep().resend(day(86), SweptUsers::unwatched);
    learn(mara().signedIn(day(87)));

    sweep(day(88));

    assertEquals(
        List.of("warning", "warning", "resolved"),
        siem.arrivals().stream().map(Alert::body).toList());
  }

  @Test
  void what_ended_meanwhile_is_not_sent_again() {
    learn(mara().signedIn(day(0)));
    sweep(day(86));
    learn(mara().signedIn(day(87)));
    sweep(day(88));

    assertEquals(OpenFindings.NONE, sweep().resend(day(88), SweptUsers::unwatched));
  }

  @Test
  void what_is_pending_already_is_not_made_pending_twice() {
    learn(mara().signedIn(day(0)));
    siem.refuse(_ -> true);
    sweep(day(86));

    assertEquals(OpenFindings.NONE, sweep().resend(day(86), SweptUsers::unwatched));
    assertEquals(1, dossier(1).outbox().size());
  }

  /** Wherever it is killed, all is sent once it was called again and a sweep ran. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_resend_killed_at_any_step_is_made_up_for_when_it_is_called_again(boolean afterEffect) {
    boolean killed = true;
    for (int steps = 0; killed; steps++) {
      Scene place = manyStories(newScene());
      place.sweepAt(day(100));
      int messages = place.siem.arrivals().size();
      Fuse fuse = new Fuse(steps, afterEffect);
      Sweep doomed = place.sweep(place.places(fuse.on(place.dossiers), fuse.on(place.siem)), 1);
      try {
        doomed.resend(day(100), SweptUsers::unwatched);
        doomed.run(day(100), day(100), SweptUsers::unwatched);
      } catch (RuntimeException end) {
        // The process is gone, or has nothing that takes its writes.
      }
      killed = fuse.blown();

      place.sweep().resend(day(100), SweptUsers::unwatched);
      place.sweepAt(day(100));

      Set<UUID> again =
          new HashSet<>(
              place.siem.arrivals().subList(messages, place.siem.arrivals().size()).stream()
                  .map(Alert::id)
                  .toList());
      assertEquals(
          place.sweep().open(day(100), SweptUsers::unwatched).alerts(),
          again.size(),
          "killed at step " + steps);
      assertTrue(place.dossiers.all().stream().allMatch(it -> it.outbox().isEmpty()));
    }
  }

  /** What a SIEM opens a case by is the same; what was asked at the time is not known any more. */
  @Test
  void the_alert_says_the_same_step_with_the_same_ids_and_times() {
    OcsfFormat ocsf =
        new OcsfFormat(
            new OcsfFormat.Setting(
                "aws", Optional.of("eu-central-1"), Optional.of("111122223333"), "test"));
    List<Alert> sent = new ArrayList<>();
    AlertQueue queue =
        alerts -> {
          sent.addAll(alerts);
          return new AlertQueue.Delivery(
              alerts.stream().map(Alert::id).collect(Collectors.toSet()), Map.of());
        };
    Places places = OtherPlaces.with(scene.places(dossiers, queue), AlertFormat.class, ocsf);
    learn(mara().signedIn(day(0)), mara().passwordReset(day(0)));
    Sweep sweep = scene.sweep(places, 4);
    sweep.run(day(86), day(86), SweptUsers::unwatched);
    int first = sent.size();

    sweep.resend(day(88), SweptUsers::unwatched);
    sweep.run(day(88), day(88), SweptUsers::unwatched);

    assertTrue(first > 0);
    assertEquals(
        sent.subList(0, first).stream()
            .map(alert -> alert.body().replace("not-configured", "not-asked"))
            .sorted()
            .toList(),
        sent.subList(first, sent.size()).stream().map(Alert::body).sorted().toList());
  }

  /** The ids of the alerts that an undisturbed SIEM got last of each open finding. */
  private Map<UUID, Optional<UUID>> latestOfOpen() {
    Set<UUID> open =
        dossiers.all().stream()
            .map(Dossier::states)
            .flatMap(states -> states.values().stream())
            .flatMap(state -> state.openFinding().stream())
            .map(Finding::uid)
            .collect(Collectors.toSet());
    return open.stream()
        .collect(
            Collectors.toMap(
                finding -> finding,
                finding ->
                    siem.arrivals().stream()
                        .filter(alert -> alert.finding().equals(finding))
                        .map(Alert::id)
                        .reduce((_, last) -> last)));
  }
}
