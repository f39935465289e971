package ninety.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ninety.aws.Misconfigured;
import ninety.user.IdentityStoreId;
import ninety.user.Kind;
import ninety.user.Kind.Presence;
import ninety.user.Roster;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issue 12, import: lists in files, as people and AWS make them. */
final class RosterFileTest {

  private static final Instant LISTED_AT = Instant.parse("2026-06-01T12:00:00Z");
  private static final UserId MARA = new UserId("9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-0a1b2c3d4e5f");
  private static final UserId OMAR = new UserId("9067f2a1c4-77777777-5a90-4d61-8b1f-0a1b2c3d4e5f");

  /** What {@code aws identitystore list-users} prints, with the extension that it can be asked. */
  private static final String USERS =
      """
      {
          "Users": [
              {
                  "IdentityStoreId": "d-9067f2a1c4",
                  "UserName": "mara.lindqvist",
                  "UserId": "9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-0a1b2c3d4e5f",
                  "Name": {"FamilyName": "Lindqvist", "GivenName": "Mara"},
                  "DisplayName": "Mara Lindqvist",
                  "Emails": [
                      {"Value": "old@example.com", "Type": "home"},
                      {"Value": "mara@example.com", "Type": "work", "Primary": true}
                  ],
                  "UserStatus": "ENABLED",
                  "CreatedAt": "2024-02-03T05:05:06.789000+01:00",
                  "UpdatedAt": 1706933106.5,
                  "Extensions": {
                      "aws:identitystore:enterprise": {
                          "department": "Treasury", "manager": {"value": "m-1"}
                      }
                  }
              },
              {
                  "IdentityStoreId": "d-9067f2a1c4",
                  "UserName": "omar.haddad",
                  "UserId": "9067f2a1c4-77777777-5a90-4d61-8b1f-0a1b2c3d4e5f"
              }
          ]
      }
      """;

  @Test
  void the_document_that_the_command_line_of_aws_prints() {
    Roster roster = read(USERS, Optional.empty(), true);

    assertEquals(new IdentityStoreId("d-9067f2a1c4"), roster.store());
    assertEquals(LISTED_AT, roster.at());
    assertTrue(roster.whole());
    Roster.Entry mara = entry(roster, MARA);
    assertEquals(Presence.ENABLED, mara.presence());
    assertEquals(Optional.of("mara.lindqvist"), mara.name());
    assertEquals(Optional.of(Instant.parse("2024-02-03T04:05:06.789Z")), mara.created());
    assertEquals(Optional.of(Instant.parse("2024-02-03T04:05:06.500Z")), mara.updated());
    assertEquals(
        Optional.of(
            new Kind.Described(
                Optional.of("mara@example.com"), Optional.of("m-1"), Optional.of("Treasury"))),
        mara.described());
    assertEquals("users.json:3", mara.proof().eventId().replaceFirst(":[0-9]+$", ":3"));
    assertEquals(LISTED_AT, mara.proof().time());
  }

  /** A status that is not said is not guessed. */
  @Test
  void who_has_no_status_is_present_and_no_more() {
    assertEquals(Presence.PRESENT, entry(read(USERS), OMAR).presence());
  }

  @Test
  void one_user_a_line_and_several_documents_are_the_same_list() {
    String line = "{\"UserId\": \"%s\", \"UserName\": \"a\", \"UserStatus\": \"DISABLED\"}%n";
    String lines = "\uFEFF" + line.formatted(MARA) + line.formatted(OMAR);
    String documents =
        "{\"Users\": [%s], \"NextToken\": \"more\"}{\"Users\": [%s]}"
            .formatted(line.formatted(MARA), line.formatted(OMAR));

    assertEquals(2, read(lines).entries().size());
    assertEquals(2, read(documents).entries().size());
    assertEquals(Presence.DISABLED, entry(read(documents), OMAR).presence());
  }

  /** Whose line is swallowed would be gone. */
  @Test
  void a_quote_that_is_not_closed_swallows_nobody() {
    String csv =
        """
        user_id,status,user_name
        %s,ENABLED,"mara
        %s,ENABLED,omar
        """;

    String why = refused(csv.formatted(MARA, OMAR));

    assertTrue(why.contains("line 2 has a quote that is not closed"), why);
    assertTrue(refused(csv.replace("omar", "o\"mar").formatted(MARA, OMAR)).contains("CSV"), why);
  }

  @Test
  void a_line_that_is_cut_off_is_refused() {
    String csv = "user_id,user_name,status%n%s,mara,ENABLED%n%s,om".formatted(MARA, OMAR);

    String why = refused(csv);

    assertTrue(why.contains("CSV"), why);
  }

  /** As a spreadsheet may write them. Else this user would be another, and the known one gone. */
  @Test
  void an_id_in_capitals_is_the_same_users() {
    String csv = "user_id,status%n%s,ENABLED".formatted(MARA.value().toUpperCase(Locale.ROOT));

    assertEquals(Presence.ENABLED, entry(read(csv), MARA).presence());
  }

  /** Half a list would say of the others that they are gone. */
  @Test
  void a_list_that_goes_on_elsewhere_is_refused() {
    assertTrue(refused("{\"Users\": [], \"NextToken\": \"AAMA\"}").contains("NextToken"));
    assertTrue(refused(USERS.substring(0, USERS.length() - 30)).contains("is not JSON"));
  }

  @Test
  void csv_with_the_documented_columns() {
    Roster roster =
        read(
            """
            user_name,User_ID,status,created_at,department
            "Lindqvist, Mara",%s,enabled,2024-02-03T04:05:06Z,Treasury
            omar.haddad,%s,,,
            """
                .formatted(MARA, OMAR),
            Optional.of("d-9067f2a1c4"),
            true);

    assertEquals(Optional.of("Lindqvist, Mara"), entry(roster, MARA).name());
    assertEquals(Presence.ENABLED, entry(roster, MARA).presence());
    assertEquals(
        Optional.of(
            new Kind.Described(Optional.empty(), Optional.empty(), Optional.of("Treasury"))),
        entry(roster, MARA).described());
    assertEquals(Presence.PRESENT, entry(roster, OMAR).presence());
    assertEquals(Optional.empty(), entry(roster, OMAR).created());
  }

  @Test
  void of_the_predecessors_table_ids_and_names_are_taken_and_nobody_is_gone_by_it() {
    String item =
        "{\"UserId\": {\"S\": \"%s\"}, \"Username\": {\"S\": \"mara\"}, \"LastLogin\": {\"S\": \"2020-01-01\"}}"
            .formatted(MARA);

    for (String export :
        List.of(
            "{\"Item\": %s}".formatted(item), "{\"Items\": [%s], \"Count\": 1}".formatted(item))) {
      Roster roster = read(export, Optional.of("d-9067f2a1c4"), true);
      assertFalse(roster.whole());
      assertEquals(Presence.PRESENT, entry(roster, MARA).presence());
      assertEquals(Optional.of("mara"), entry(roster, MARA).name());
      assertEquals(Optional.empty(), entry(roster, MARA).described());
    }
  }

  @Test
  void a_user_who_comes_twice_is_one_and_enabled_where_one_line_says_so() {
    String line = "{\"UserId\": \"%s\", \"UserStatus\": \"%s\"}%n";

    Roster roster = read(line.formatted(MARA, "ENABLED") + line.formatted(MARA, "DISABLED"));

    assertEquals(1, roster.entries().size());
    assertEquals(Presence.ENABLED, entry(roster, MARA).presence());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user_id,name|9067|line 1 has a column that is not known: name",
        "user_name|mara|line 2 has no user id",
        "user_id|mara|line 2 has no user id but mara",
        "user_id,status|ID,LOCKED|line 2 has a status that is not ENABLED or DISABLED: LOCKED",
        "user_id,created_at|ID,yesterday|line 2 has no time such as 2026-06-01T08:14:27Z but"
            + " yesterday",
        "user_id,created_at|ID,2026-06-01T12:05:01Z|line 2 has created_at 2026-06-01T12:05:01Z,"
            + " after the list was made",
        "user_id,identity_store_id|ID,d-90670b7f31|line 2 is of identity store d-90670b7f31",
        "user_id,identity_store_id|ID,store|line 2 names no identity store",
        "user_id|a\u001b[31mred|line 2 has no user id but a?[31mred",
      })
  void a_mistake_is_named_with_its_line(String header, String row, String why) {
    String said = refused(header + "\n" + row.replace("ID", MARA.value()) + "\n");

    assertTrue(said.contains("users.json: " + why), said);
  }

  @Test
  void a_file_that_does_not_say_its_store_needs_to_be_given_it() {
    Misconfigured thrown =
        assertThrows(
            Misconfigured.class,
            () -> read("{\"UserId\": \"%s\"}".formatted(MARA), Optional.empty(), false));

    assertEquals(List.of(Misconfigured.Setting.IDENTITY_STORE), thrown.settings());
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    RosterFile file =
        new RosterFile(
            "users.json",
            () -> {
              throw new IOException("No such file");
            },
            Optional.empty(),
            LISTED_AT,
            false);

    assertEquals(
        "users.json cannot be read: No such file",
        assertThrows(Misconfigured.class, () -> file.read(_ -> {})).getMessage());
  }

  @Test
  void a_hundred_thousand_lines_are_read_one_by_one() {
    String lines =
        Stream.iterate(0, i -> i + 1)
            .limit(Integer.getInteger("ninety.users", 1_000))
            .map(i ->
                "{\"UserId\": \"9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-%012x\", \"UserStatus\": \"ENABLED\"}"
                    .formatted(i))
            .collect(Collectors.joining("\n"));

    assertEquals(lines.lines().count(), read(lines).entries().size());
  }

  private static Roster.Entry entry(Roster roster, UserId user) {
    return Optional.ofNullable(roster.entries().get(user)).orElseThrow();
  }

  private static String refused(String content) {
    return String.valueOf(assertThrows(Misconfigured.class, () -> read(content)).getMessage());
  }

  private static Roster read(String content) {
    return read(content, Optional.of("d-9067f2a1c4"), false);
  }

  private static Roster read(String content, Optional<String> store, boolean contacts) {
    return new RosterFile(
            "users.json",
            () -> new ByteArrayInputStream(content.getBytes(UTF_8)),
            store.map(IdentityStoreId::new),
            LISTED_AT,
            contacts)
        .read(_ -> {});
  }
}
