package ninety.cli.exempt;

import static ninety.cli.terminal.People.day;
import static ninety.cli.terminal.People.printed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.cli.terminal.Failure;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.People;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Covered;
import ninety.exemption.Exemption.Removal;
import ninety.exemption.Exemption.Who;
import ninety.finding.Dossier;
import ninety.user.Author;
import ninety.user.Caller;
import ninety.user.Kind;
import org.junit.jupiter.api.Test;

final class ExemptionViewTest {

  private static final Author KIM = new Author("kim", day(0));

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
        It covers 2 of the 4 users that are known and not deleted:

        USER                                             NAME           STATUS
        9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-000000000001  break-glass-1  disabled
        9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-000000000002  break-glass-2  enabled

        1 of the known users has no known name; no name or pattern covers it.
        The next sweep finds it by itself: it reports the exemption, and closes an open finding as suppressed. After the end the rules hold again.
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

    assertTrue(
        printed.contains("It covers none of the 2 users that are known and not deleted."), printed);
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
        ID        STATE     WHO                                              UNTIL                 USERS  OWNER          REASON            ADDED
        4e5f6071  in-force  9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-000000000003  2026-07-01T08:14:27Z  1      platform team  emergency access  2026-06-01T08:14:27Z kim
        0a1b2c3d  in-force  break-glass-*                                    2026-08-30T08:14:27Z  1      platform team  emergency access  2026-06-01T08:14:27Z kim
        2 exemptions in force
        """,
        printed(out -> ExemptionList.print(views, false, true, out)));
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
            Optional.of(new Removal(new Author("ann", day(2)), "moved to roles")));

    List<ExemptionView> views = ExemptionView.of(List.of(ended, removed), Stream.of(), day(3));
    String printed = printed(out -> ExemptionList.print(views, true, true, out));

    assertTrue(printed.contains("0a1b2c3d  ended    break-glass-*"), printed);
    assertTrue(printed.contains("4e5f6071  removed  service-*"), printed);
    assertTrue(printed.contains("2026-06-03T08:14:27Z ann: moved to roles"), printed);
    assertTrue(printed.contains(" " + "x".repeat(59) + "… "), printed);
    assertTrue(printed.endsWith("No exemptions in force, 2 over\n"), printed);
    assertEquals(
        """
        {"id":"4e5f6071","state":"removed","pattern":"service-*","until":"2026-08-30T08:14:27Z",\
        "users":0,"usersWhenAdded":null,"owner":"platform team","reason":"%s","added":{"by":"kim","at":"2026-06-01T08:14:27Z"},\
        "removed":{"by":"ann","at":"2026-06-03T08:14:27Z","reason":"moved to roles"}}\
        """
            .formatted("x".repeat(500)),
        Json.line(views.getLast().fields()));
  }

  @Test
  void an_exemption_of_a_user_who_is_gone_is_flagged_at_adding_and_in_the_list() {
    Exemption gone = exemption("0a1b2c3d", new Who.ById(People.id(1)), day(90));
    Exemption misspelt = exemption("4e5f6071", new Who.ByName("brake-glass-*"), day(90));
    List<ExemptionView> views =
        ExemptionView.of(
            List.of(gone, misspelt),
            dossiers(
                People.named(1, "mara").with(new Kind.UserDeleted(), day(1)),
                People.named(2, "break-glass-1")),
            day(1));

    assertEquals("user-gone", views.getFirst().fields().get("state"));
    assertEquals("covers-nobody", views.getLast().fields().get("state"));
    String added = printed(views.getFirst()::added);
    assertTrue(
        added.contains("It covers nobody now: its user is deleted. Remove it again.\n"), added);
  }

  @Test
  void one_that_is_over_is_over_whoever_is_gone() {
    Exemption ended = exemption("0a1b2c3d", new Who.ById(People.id(1)), day(1));

    assertEquals(
        "ended",
        ExemptionView.of(List.of(ended), dossiers(), day(1)).getFirst().fields().get("state"));
  }

  @Test
  void a_pattern_that_covers_many_is_refused_with_the_number_and_the_users() {
    ExemptionView view = crowd(new Who.ByName("service-*"), 6, 200);

    Failure refused = assertThrows(Failure.class, () -> view.agreed(Optional.empty()));

    String message = String.valueOf(refused.getMessage());
    assertTrue(
        message.startsWith(
            """
            service-* covers 6 of the 200 users that are known and not deleted. Nothing was stored.
            That is more than 5 users, or more than 5 % of them. If it is meant, repeat the number with --covers 6.
            USER\
            """),
        message);
    assertTrue(message.contains("service-006"), message);
    view.agreed(Optional.of(6L));
  }

  @Test
  void five_of_a_hundred_are_a_few_and_five_of_ninety_nine_are_many() {
    crowd(new Who.ByName("service-*"), 5, 100).agreed(Optional.empty());

    ExemptionView many = crowd(new Who.ByName("service-*"), 5, 99);
    assertThrows(Failure.class, () -> many.agreed(Optional.empty()));
  }

  @Test
  void another_number_is_refused_whatever_it_is_of() {
    ExemptionView one = crowd(new Who.ById(People.id(1)), 1, 100);

    Failure refused = assertThrows(Failure.class, () -> one.agreed(Optional.of(2L)));

    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith(
                People.id(1)
                    + " covers 1 of the 100 users that are known and not deleted, and not 2."
                    + " Nothing was stored.\n"),
        refused.getMessage());
    one.agreed(Optional.of(1L));
  }

  @Test
  void one_user_by_id_or_by_the_whole_name_is_no_pattern() {
    crowd(new Who.ById(People.id(1)), 1, 2).agreed(Optional.empty());
    crowd(new Who.ByName("service-001"), 1, 2).agreed(Optional.empty());
  }

  @Test
  void by_whom_it_was_stored_is_shown_as_aws_says_or_does_not() {
    Author known =
        new Author(
            "kim", day(0), Optional.of(new Caller.Known("arn:aws:sts::111122223333:role/kim")));
    Author unknown =
        new Author("kim", day(0), Optional.of(new Caller.Unknown("AccessDenied (HTTP 403)")));

    assertTrue(
        printed(only(by(known))::added)
            .contains("Stored as arn:aws:sts::111122223333:role/kim.\n"));
    assertTrue(
        printed(only(by(unknown))::added)
            .contains(
                "Stored with an unknown caller: AWS did not say who that is (AccessDenied (HTTP"
                    + " 403)).\n"));
    assertTrue(
        Json.line(only(by(unknown)).fields())
            .contains(
                "\"added\":{\"by\":\"kim\",\"at\":\"2026-06-01T08:14:27Z\",\"caller\":\"unknown\",\"callerUnknownBecause\":\"AccessDenied"
                    + " (HTTP 403)\"}"),
        Json.line(only(by(unknown)).fields()));
    assertTrue(
        Json.line(only(by(known).counted(new Covered(4, 80))).fields())
            .contains("\"usersWhenAdded\":4"));
  }

  private static Exemption by(Author author) {
    return new Exemption(
        "0a1b2c3d",
        new Who.ByName("break-glass-*"),
        "platform team",
        "emergency access",
        day(90),
        author,
        Optional.empty());
  }

  /** Users called service-001, service-002 and so on, and others. */
  private static ExemptionView crowd(Who who, int services, int known) {
    People[] people =
        IntStream.rangeClosed(1, known)
            .mapToObj(number ->
                People.named(
                    number, (number <= services ? "service-%03d" : "p-%d").formatted(number)))
            .toArray(People[]::new);
    return only(exemption("0a1b2c3d", who, day(90)), people);
  }

  @Test
  void no_exemption_is_an_answer_too() {
    assertEquals(
        "No exemptions in force\n",
        printed(out -> ExemptionList.print(List.of(), false, false, out)));
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
