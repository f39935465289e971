package ninety.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UserIdTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b3",
        "9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b3",
        "3F1C2B7E-5A90-4D61-8B1F-0C7D2E94A6B3",
        // No version and no variant that RFC 9562 knows.
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
      })
  void both_forms_are_read_and_keep_their_spelling(String text) {
    assertEquals(Optional.of(new UserId(text)), UserId.parse(text));
    assertEquals(text, new UserId(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:identitystore:::user/3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b3",
        "arn:aws-us-gov:identitystore:::user/3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b3",
        "arn:aws-cn:identitystore:::user/3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b3",
      })
  void an_arn_of_any_partition_gives_the_id_in_it(String arn) {
    assertEquals(
        Optional.of(new UserId("3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b3")), UserId.parse(arn));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mara.lindqvist",
        "HIDDEN_DUE_TO_SECURITY_REASONS",
        "111122223333",
        "S-1-5-21-1004336348-1177238915-682003330-512",
        "3f1c2b7e5a904d618b1f0c7d2e94a6b3",
        "3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b",
        "3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b34",
        "3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6bg",
        " 3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b3",
        "3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b3\n",
        "9067f2a1c-3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b3",
        "d-9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b3",
        "arn:aws:identitystore:::group/3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b3",
        "arn:aws:identitystore::111122223333:identitystore/d-9067f2a1c4",
        "arn:aws:identitystore:::user/mara",
      })
  void anything_else_is_no_user_id(String text) {
    assertEquals(Optional.empty(), UserId.parse(text));
    assertThrows(IllegalArgumentException.class, () -> new UserId(text));
  }

  @Test
  void the_refusal_does_not_repeat_what_may_be_a_name() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new UserId("mara.lindqvist"));

    assertEquals("not the form of a user id", refused.getMessage());
  }
}
