package ninety.app;

import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.OMAR;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import ninety.replay.Names;
import ninety.user.IdentityStoreId;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import ninety.user.Roster;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;

final class NamePartsTest {

  private static final Instant LISTED = Instant.parse("2026-06-01T00:00:00Z");
  private static final Proof PROOF =
      new Proof(LISTED, "r-1", "identitystore.amazonaws.com ListUsers", Proof.Source.DIRECTORY);

  private static Roster.Entry entry(UserId user, String name, Optional<Instant> updated) {
    return new Roster.Entry(
        user,
        Optional.of(name),
        Presence.ENABLED,
        Optional.of(Instant.parse("2025-01-01T00:00:00Z")),
        updated,
        Optional.empty(),
        PROOF);
  }

  /** That a user is there since long says nothing of the name: it may have changed. */
  @Test
  void the_directory_knows_a_name_since_it_changed_the_user_last() {
    Names names = new Names();

    NameParts.state(
        new Roster(
            new IdentityStoreId("d-1234567890"),
            LISTED,
            true,
            PROOF,
            Map.of(
                MARA, entry(MARA, "mara", Optional.of(Instant.parse("2025-06-01T00:00:00Z"))),
                OMAR, entry(OMAR, "omar", Optional.empty()))),
        names);

    assertEquals(Optional.of(MARA), names.at("mara", Instant.parse("2025-07-01T00:00:00Z")));
    assertEquals(Optional.empty(), names.at("mara", Instant.parse("2025-05-01T00:00:00Z")));
    assertEquals(Optional.empty(), names.at("omar", Instant.parse("2025-07-01T00:00:00Z")));
    assertEquals(Optional.of(OMAR), names.at("omar", LISTED));
  }

  private static Names stated(Roster.Entry entry) {
    Names names = new Names();
    NameParts.state(
        new Roster(
            new IdentityStoreId("d-1234567890"), LISTED, true, PROOF, Map.of(entry.id(), entry)),
        names);
    return names;
  }

  /** Whatever stands for "never changed": whoever was not there yet had no name. */
  @Test
  void nobody_had_a_name_before_the_directory_made_the_user() {
    Names names = stated(entry(MARA, "mara", Optional.of(Instant.EPOCH)));

    assertEquals(Optional.empty(), names.at("mara", Instant.parse("2024-12-31T23:59:59Z")));
    assertEquals(Optional.of(MARA), names.at("mara", Instant.parse("2025-01-01T00:00:00Z")));
  }

  @Test
  void whoever_was_renamed_while_the_list_was_made_had_the_name_after_that() {
    Names names = stated(entry(MARA, "mara", Optional.of(LISTED.plusSeconds(60))));

    assertEquals(Optional.empty(), names.at("mara", LISTED));
    assertEquals(Optional.of(MARA), names.at("mara", LISTED.plusSeconds(60)));
  }
}
