package ninety.cli.sweep;

import static ninety.cli.terminal.People.day;
import static ninety.cli.terminal.People.printed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ninety.cli.terminal.HorizonView;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.People;
import ninety.coverage.Horizon;
import ninety.coverage.Horizon.Holder;
import ninety.coverage.Observed;
import ninety.coverage.Source;
import ninety.policy.Control;
import ninety.sweep.Count;
import ninety.sweep.Counts;
import ninety.sweep.Summary;
import org.junit.jupiter.api.Test;

final class SweepViewTest {

  private static final UUID FINDING = new UUID(1, 2);
  private static final UUID ALERT = new UUID(3, 4);
  private static final Summary.Step BREACH =
      new Summary.Step(People.id(1), Control.INACTIVITY, "breach", FINDING, ALERT, true);
  private static final Summary.FeedStep SILENCE =
      new Summary.FeedStep(Control.INACTIVITY, "not-checked", FINDING, ALERT, false);

  @Test
  void a_sweep_tells_what_it_judged_as_of_and_what_it_did() {
    SweepView view =
        view(
            Duration.ofMinutes(16),
            new Holder.Source(Source.ofRegion("eu-central-1")),
            List.of(BREACH),
            List.of(),
            3,
            false);

    assertEquals(
        """
        CONTROL     STEP    USER                                             SENT
        inactivity  breach  9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-000000000001  yes
        As of 2026-08-30T07:58:27Z (16 min behind the clock): 7 users due, 1 breach; 5 rescheduled; 3 exemptions in force, for 0 users
        """,
        printed(view::print));
    assertEquals(
        """
        {"asOf":"2026-08-30T07:58:27Z","horizon":{"at":"2026-08-30T07:58:27Z","lagSeconds":960,\
        "limitSeconds":3600,"late":false,"heldBackBy":"source","signOfLife":"schedule","region":"eu-central-1",\
        "source":"eu-central-1","otherSignComes":false},\
        "coverageSince":"2026-06-01T08:14:27Z","judged":true,"dryRun":false,"usersDue":7,"rearmed":5,\
        "exemptions":3,"usersExempt":0,"resent":0,"pending":0,"parked":0,"goneInDoubt":0,"heldBack":0,\
        "directoryChanges":0,"signsFailed":0,"noSignOfLifeFrom":[],"failed":0,"unreadable":[],"sourceSteps":[],"noticeSteps":[],"steps":[{"userId":\
        "9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-000000000001","control":"inactivity","step":"breach",\
        "findingUid":"00000000-0000-0001-0000-000000000002",\
        "alertId":"00000000-0000-0003-0000-000000000004","delivered":true}]}\
        """,
        Json.line(view.fields()));
  }

  @Test
  void a_late_horizon_is_reported_with_what_holds_it_back() {
    SweepView view =
        view(
            Duration.ofHours(5),
            new Holder.Shard("shardId-000000000001"),
            List.of(),
            List.of(SILENCE),
            0,
            false);

    assertEquals(
        """
        CONTROL     STEP         USER  SENT
        inactivity  not-checked  -     not yet
        As of 2026-08-30T03:14:27Z (5 h behind the clock): 7 users due, 1 not-checked; 5 rescheduled
        Not checked after that: shard shardId-000000000001 of the stream is processed up to 2026-08-30T03:29:27Z.
        """,
        printed(view::print));
    assertTrue(view.judged());
  }

  @Test
  void without_a_consumer_nobody_is_judged() {
    Summary summary =
        new Summary(
            Instant.EPOCH,
            Optional.of(new Horizon.None()),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Counts.NONE);
    SweepView view =
        new SweepView(
            summary,
            summary.horizon().map(it -> new HorizonView(it, Duration.ofHours(1), day(90))),
            Set.of(),
            false);

    assertFalse(view.judged());
    assertEquals(
        "Nobody judged: 0 users due, nothing to report; 0 rescheduled\n", printed(view::print));
    assertTrue(Json.line(view.fields()).startsWith("{\"asOf\":null,"), Json.line(view.fields()));
  }

  @Test
  void a_dry_run_for_a_given_instant_says_so() {
    Summary summary =
        new Summary(
            day(90),
            Optional.empty(),
            Optional.of(Observed.since(day(0))),
            List.of(BREACH),
            List.of(),
            List.of(),
            List.of(),
            new Counts(Map.of(Count.EXEMPTIONS, 1L, Count.LOOKED, 1L)));

    String printed = printed(new SweepView(summary, Optional.empty(), Set.of(), true)::print);

    assertTrue(
        printed.endsWith(
            "As of 2026-08-30T08:14:27Z: 1 user due, 1 breach; 0 rescheduled; 1 exemption in force,"
                + " for 0 users (dry run)\n"),
        printed);
  }

  @Test
  void what_only_a_person_can_mend_or_what_waits_is_said_in_words() {
    Summary summary =
        new Summary(
            day(90),
            Optional.empty(),
            Optional.of(Observed.since(day(0))),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new Counts(
                Map.of(
                    Count.LOOKED,
                    31L,
                    Count.PARKED,
                    1L,
                    Count.GONE_IN_DOUBT,
                    12L,
                    Count.HELD_BACK,
                    7L,
                    Count.DIRECTORY_CHANGES,
                    2L)));

    assertEquals(
        "As of 2026-08-30T08:14:27Z: 31 users due, nothing to report; 0 rescheduled; 1 alert"
            + " refused by the queue for good, and parked; 12 users not in the directory, which is"
            + " not believed of so many (see --accept-gone); 7 users held back for the next sweep"
            + " by --first-sweep-limit, after an upgrade; 2 changes of the directory's identity"
            + " source\n",
        printed(new SweepView(summary, Optional.empty(), Set.of(), false)::print));
  }

  /** S1. */
  @Test
  void where_signs_of_life_are_off_or_cannot_be_given_that_is_said() {
    Summary summary =
        new Summary(
            day(90),
            Optional.empty(),
            Optional.of(Observed.since(day(0))),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Counts.of(Count.SIGNS_FAILED, 2));
    SweepView view =
        new SweepView(
            summary, Optional.empty(), Set.of(new Source("111122223333", "eu-central-1")), false);

    assertEquals(
        """
        As of 2026-08-30T08:14:27Z: 0 users due, nothing to report; 0 rescheduled; 2 signs of life could not be given (see the log)
        No sign of life of CloudTrail is expected from 111122223333/eu-central-1: a trail or rule that stops there goes unnoticed.
        """,
        printed(view::print));
    assertEquals(2L, view.fields().get("signsFailed"));
    assertEquals(List.of("111122223333/eu-central-1"), view.fields().get("noSignOfLifeFrom"));
  }

  private static SweepView view(
      Duration lag,
      Holder holder,
      List<Summary.Step> steps,
      List<Summary.FeedStep> feedSteps,
      int exemptions,
      boolean dryRun) {
    Horizon horizon = new Horizon.Known(day(90).minus(lag), holder);
    Summary summary =
        new Summary(
            horizon.asOf(),
            Optional.of(horizon),
            Optional.of(Observed.since(day(0))),
            steps,
            feedSteps,
            List.of(),
            List.of(),
            new Counts(
                Map.of(Count.EXEMPTIONS, (long) exemptions, Count.LOOKED, 7L, Count.REARMED, 5L)));
    return new SweepView(
        summary,
        Optional.of(new HorizonView(horizon, Duration.ofHours(1), day(90))),
        Set.of(),
        dryRun);
  }
}
