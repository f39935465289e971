package ninety.app;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ninety.aws.Misconfigured;
import ninety.cloudtrail.Watched;
import ninety.user.IdentityStoreId;
import ninety.user.Reconciliation;
import org.junit.jupiter.api.Test;

final class ReplayPartsTest {

  private static final Reconciliation.Latest COMPARED =
      Reconciliation.Latest.NONE.withDone(
          new Reconciliation(
              Instant.parse("2026-06-01T08:00:00Z"),
              new IdentityStoreId("d-1234567890"),
              4,
              Map.of(),
              0));

  /** Its events would all be ignored, and the time would count as one in which nobody came. */
  @Test
  void a_store_that_is_not_the_table_s_is_refused_before_anything_is_read() {
    Misconfigured refused =
        assertThrows(
            Misconfigured.class,
            () -> ReplayParts.sameStore(of(Optional.of("d-1234567899")), COMPARED));

    assertEquals(
        "The table's users are of identity store d-1234567890, and not of d-1234567899",
        refused.getMessage());
    assertEquals(List.of(Misconfigured.Setting.IDENTITY_STORE), refused.settings());
  }

  @Test
  void where_it_is_the_same_or_nobody_says_which_it_is_nothing_is_refused() {
    assertDoesNotThrow(() -> ReplayParts.sameStore(of(Optional.of("d-1234567890")), COMPARED));
    assertDoesNotThrow(() -> ReplayParts.sameStore(of(Optional.empty()), COMPARED));
    assertDoesNotThrow(
        () -> ReplayParts.sameStore(of(Optional.of("d-1234567899")), Reconciliation.Latest.NONE));
  }

  private static Watched of(Optional<String> store) {
    return new Watched(store.map(IdentityStoreId::new), Set.of(), true);
  }
}
