package ninety.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F18: a store, and whose users are its own, by one comparison. */
final class IdentityStoreIdTest {

  private static final String PLAIN = "7c11c05d-ff91-70b9-c8f9-a4cbd787f6c8";
  private static final UserId NOWHERE = new UserId(PLAIN);
  private static final UserId HERE = new UserId("9067F2a1C4-" + PLAIN);
  private static final UserId ELSEWHERE = new UserId("9f8e7d6c5b-" + PLAIN);

  private static final IdentityStoreId STORE = new IdentityStoreId("d-9067f2a1c4");
  private static final IdentityStoreId OLD = new IdentityStoreId(PLAIN);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d-9067f2a1c4",
        "D-9067F2A1C4",
        "arn:aws:identitystore::111122223333:identitystore/d-9067f2a1c4",
        "ARN:AWS:identitystore::111122223333:identitystore/D-9067F2A1C4",
        "arn:aws-us-gov:identitystore:::identitystore/d-9067f2a1c4"
      })
  void an_id_or_an_arn_in_any_case_is_the_same_store(String text) {
    assertEquals(Optional.of(STORE), IdentityStoreId.parse(text));
    assertEquals("d-9067f2a1c4", IdentityStoreId.parse(text).orElseThrow().value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "d-9067f2a1c",
        "d-9067f2a1c4 ",
        "d-9067f2a1c4\n",
        "9067f2a1c4",
        "d-9067f2a1cg",
        "arn:aws:identitystore::111122223333:identitystore/",
        "arn:aws:identitystore:::user/7c11c05d-ff91-70b9-c8f9-a4cbd787f6c8",
        "HIDDEN_DUE_TO_SECURITY_REASONS"
      })
  void anything_else_is_none(String text) {
    assertEquals(Optional.empty(), IdentityStoreId.parse(text));
    assertThrows(IllegalArgumentException.class, () -> new IdentityStoreId(text));
  }

  @Test
  void the_digits_before_a_user_id_are_those_of_its_store() {
    assertEquals(Optional.of(STORE), IdentityStoreId.homeOf(HERE));
    assertEquals(Optional.empty(), IdentityStoreId.homeOf(NOWHERE));
  }

  @Test
  void a_store_may_hold_its_own_users_and_those_who_say_nothing() {
    assertTrue(STORE.mayHold(HERE));
    assertTrue(STORE.mayHold(NOWHERE));
    assertFalse(STORE.mayHold(ELSEWHERE));
  }

  @Test
  void a_store_without_digits_may_hold_anybody() {
    assertTrue(OLD.mayHold(ELSEWHERE));
    assertTrue(OLD.mayHold(NOWHERE));
  }

  @Test
  void a_store_that_is_named_beside_the_id_must_be_the_same() {
    assertTrue(STORE.mayHold(NOWHERE, Optional.of("D-9067F2A1C4")));
    assertFalse(STORE.mayHold(NOWHERE, Optional.of("d-1234567890")));
    assertFalse(STORE.mayHold(NOWHERE, Optional.of("no store")));
    assertFalse(STORE.mayHold(ELSEWHERE, Optional.of("d-9067f2a1c4")));
    assertFalse(OLD.mayHold(NOWHERE, Optional.of("d-9067f2a1c4")));
  }
}
