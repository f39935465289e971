package ninety.cli;

import static ninety.cli.People.day;
import static ninety.cli.People.printed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.policy.Dossier;
import ninety.policy.Exemption;
import ninety.policy.Exemption.Removal;
import ninety.policy.Exemption.Signature;
import ninety.policy.Exemption.Who;
import ninety.user.Kind;
import org.junit.jupiter.api.Test;

final class ExemptionViewTest {

  private static final Signature KIM = new Signature("kim", day(0));

  @Test
  void who_is_covered_now_is_shown_by_name() {
    ExemptionView view =
        only(
            exemption("0a1b2c3d", new Who.ByName("break-glass-*"), day(90)),
            People.named(2, "break-glass-2"),
            People.named(1, "break-glass-1").with(new Kind.UserDisabled(), day(1)),
            People.named(3, "mara.lindqvist"),
            People.named(4, "break-glass-4").with(new Kind.UserDeleted(), day(1)),
            People.nameless(5));

    assertEquals(
        """
        Exemption 0a1b2c3d: break-glass-* is exempt until 2026-08-30T08:14:27Z, platform team answers for it.
        It covers 2 of the 4 users that are known:

        USER                                             NAME           STATUS
        9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-000000000001  break-glass-1  disabled
        9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-000000000002  break-glass-2  enabled

        1 of the known users has no known name; no name or pattern covers it.
        The next sweep finds it by itself: it tells an open finding as suppressed, and after the end the rules hold again.
        """,
        printed(view::added));
  }

  @Test
  void one_that_covers_nobody_makes_one_look_at_the_spelling() {
    ExemptionView view =
        only(
            exemption("0a1b2c3d", new Who.ById(People.id(7)), day(90)),
            People.named(1, "mara"),
            People.nameless(2));

    String printed = printed(view::added);

    assertTrue(printed.contains("It covers none of the 2 users that are known."), printed);
    assertTrue(printed.contains("look at the spelling"), printed);
    assertFalse(printed.contains("no known name"), printed);
  }

  @Test
  void of_many_users_twenty_are_shown() {
    People[] crowd =
        Stream.iterate(1, number -> number + 1)
            .limit(25)
            .map(number -> People.named(number, "service-%02d".formatted(number)))
            .toArray(People[]::new);

    String printed =
        printed(only(exemption("0a1b2c3d", new Who.ByName("service-*"), day(9)), crowd)::added);

    assertTrue(printed.contains("service-20"), printed);
    assertFalse(printed.contains("service-21"), printed);
    assertTrue(printed.contains("and 5 more"), printed);
  }

  @Test
  void the_list_has_what_ends_first_at_the_top() {
    List<ExemptionView> views =
        ExemptionView.of(
            List.of(
                exemption("0a1b2c3d", new Who.ByName("break-glass-*"), day(90)),
                exemption("4e5f6071", new Who.ById(People.id(3)), day(30))),
            dossiers(People.named(1, "break-glass-1"), People.named(3, "mara")),
            day(1));

    assertEquals(
        """
        ID        WHO                                              UNTIL                 USERS  OWNER          REASON            ADDED
        4e5f6071  9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-000000000003  2026-07-01T08:14:27Z  1      platform team  emergency access  2026-06-01T08:14:27Z kim
        0a1b2c3d  break-glass-*                                    2026-08-30T08:14:27Z  1      platform team  emergency access  2026-06-01T08:14:27Z kim
        2 exemptions in force
        """,
        printed(out -> ExemptionView.list(views, false, out)));
  }

  @Test
  void the_whole_trail_shows_what_is_over_and_why() {
    Exemption ended = exemption("0a1b2c3d", new Who.ByName("break-glass-*"), day(1));
    Exemption removed =
        new Exemption(
            "4e5f6071",
            new Who.ByName("service-*"),
            "platform team",
            "x".repeat(500),
            day(90),
            KIM,
            Optional.of(new Removal(new Signature("ann", day(2)), "moved to roles")));

    List<ExemptionView> views = ExemptionView.of(List.of(ended, removed), Stream.of(), day(3));
    String printed = printed(out -> ExemptionView.list(views, true, out));

    assertTrue(printed.contains("0a1b2c3d  ended    break-glass-*"), printed);
    assertTrue(printed.contains("4e5f6071  removed  service-*"), printed);
    assertTrue(printed.contains("2026-06-03T08:14:27Z ann: moved to roles"), printed);
    assertTrue(printed.contains(" " + "x".repeat(59) + "… "), printed);
    assertTrue(printed.endsWith("No exemptions in force, 2 over\n"), printed);
    assertEquals(
        """
        {"id":"4e5f6071","state":"removed","pattern":"service-*","until":"2026-08-30T08:14:27Z",\
        "users":0,"owner":"platform team","reason":"%s","added":{"by":"kim","at":"2026-06-01T08:14:27Z"},\
        "removed":{"by":"ann","at":"2026-06-03T08:14:27Z","reason":"moved to roles"}}\
        """
            .formatted("x".repeat(500)),
        Json.line(views.getLast().fields()));
  }

  @Test
  void no_exemption_is_an_answer_too() {
    assertEquals(
        "No exemptions in force\n", printed(out -> ExemptionView.list(List.of(), false, out)));
  }

  private static ExemptionView only(Exemption exemption, People... people) {
    return ExemptionView.of(List.of(exemption), dossiers(people), day(1)).getFirst();
  }

  private static Stream<Dossier> dossiers(People... people) {
    List<Dossier> dossiers = new ArrayList<>();
    for (People each : people) {
      dossiers.add(each.dossier());
    }
    return dossiers.stream();
  }

  private static Exemption exemption(String id, Who who, Instant until) {
    return new Exemption(
        id, who, "platform team", "emergency access", until, KIM, Optional.empty());
  }
}
