package ninety.replay;

import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.OMAR;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A sign-in that is taken for somebody else's is a false "compliant" (promise 9). */
final class NamesTest {

  private static final Instant MARCH = Instant.parse("2025-03-01T00:00:00Z");
  private static final Instant APRIL = Instant.parse("2025-04-01T00:00:00Z");
  private static final Instant MAY = Instant.parse("2025-05-01T00:00:00Z");
  private static final Instant JUNE = Instant.parse("2025-06-01T00:00:00Z");

  private final Names names = new Names();

  @Test
  void a_name_is_a_users_between_two_who_say_so() {
    names.said("mara", MARA, MARCH);
    names.said("mara", MARA, MAY);

    assertEquals(Optional.of(MARA), names.at("mara", APRIL));
    assertEquals(Optional.of(MARA), names.at("mara", MARCH));
    assertEquals(Optional.of(MARA), names.at("mara", MAY));
  }

  /** Who has the name today may have come after another who had it then. */
  @Test
  void before_the_first_and_after_the_last_who_says_so_it_is_unknown() {
    names.said("mara", MARA, APRIL);
    names.said("mara", MARA, MAY);

    assertEquals(Optional.empty(), names.at("mara", MARCH));
    assertEquals(Optional.empty(), names.at("mara", JUNE));
    assertEquals(Optional.empty(), names.at("omar", APRIL));
  }

  /** The directory says since when it changed nothing of a user. */
  @Test
  void what_did_not_change_since_is_a_users_from_then_on() {
    names.said("mara", MARA, APRIL, JUNE);

    assertEquals(Optional.of(MARA), names.at("mara", MAY));
    assertEquals(Optional.empty(), names.at("mara", MARCH));
  }

  @Test
  void a_name_that_two_ever_had_is_nobodys() {
    names.said("mara", MARA, MARCH);
    names.said("mara", MARA, MAY);
    names.said("Mara ", OMAR, JUNE);

    assertEquals(Optional.empty(), names.at("mara", APRIL));
  }

  @Test
  void a_name_that_the_user_did_not_have_all_the_while_is_nobodys() {
    names.said("mara", MARA, MARCH);
    names.said("mara.lindqvist", MARA, APRIL);
    names.said("mara", MARA, MAY);

    assertEquals(Optional.empty(), names.at("mara", MARCH.plusSeconds(1)));
  }

  @Test
  void a_user_who_was_renamed_had_the_name_before() {
    names.said("mara", MARA, MARCH);
    names.said("mara", MARA, APRIL);
    names.said("mara.lindqvist", MARA, MAY);
    names.said("mara.lindqvist", MARA, JUNE);

    assertEquals(Optional.of(MARA), names.at("mara", MARCH.plusSeconds(1)));
    assertEquals(Optional.of(MARA), names.at("mara.lindqvist", MAY.plusSeconds(1)));
    assertEquals(Optional.empty(), names.at("mara", MAY.plusSeconds(1)));
  }

  @Test
  void upper_and_lower_case_are_one() {
    names.said("Mara@Example.com", MARA, MARCH);
    names.said("mara@example.com", MARA, MAY);

    assertEquals(Optional.of(MARA), names.at("MARA@example.com", APRIL));
  }
}
