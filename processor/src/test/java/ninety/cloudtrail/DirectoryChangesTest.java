package ninety.cloudtrail;

import static ninety.cloudtrail.CloudTrailRecords.OTHER_STORE;
import static ninety.cloudtrail.CloudTrailRecords.STORE;
import static ninety.cloudtrail.CloudTrailRecords.directoryChange;
import static ninety.cloudtrail.ReadRecords.NOW;
import static ninety.cloudtrail.ReadRecords.assertIgnored;
import static ninety.cloudtrail.ReadRecords.assertRejected;
import static ninety.cloudtrail.ReadRecords.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import ninety.cloudtrail.Decoded.DirectoryChanged;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Ignored;
import ninety.cloudtrail.Decoded.Reason;
import ninety.user.IdentityStoreId;
import ninety.user.Proof;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F9. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DirectoryChangesTest {

  @ParameterizedTest
  @CsvSource({
    "sso.amazonaws.com, AssociateDirectory",
    "sso.amazonaws.com, DisassociateDirectory",
    "sso-directory.amazonaws.com, CreateExternalIdPConfigurationForDirectory",
    "sso-directory.amazonaws.com, UpdateExternalIdPConfigurationForDirectory",
    "sso-directory.amazonaws.com, DeleteExternalIdPConfigurationForDirectory",
    "sso-directory.amazonaws.com, EnableExternalIdPConfigurationForDirectory",
    "sso-directory.amazonaws.com, DisableExternalIdPConfigurationForDirectory",
    "sso.amazonaws.com, EnableExternalIdPConfigurationForDirectory",
  })
  void a_change_of_the_users_source_is_one(String eventSource, String eventName) {
    assertEquals(
        new DirectoryChanged(
            new Proof(Instant.parse("2026-06-01T08:14:27Z"), "c1", eventSource + " " + eventName)),
        read(
            directoryChange()
                .with("/eventSource", eventSource)
                .with("/eventName", eventName)
                .eventId("c1")));
  }

  @Test
  void one_that_failed_is_none() {
    assertIgnored(Reason.CALL_FAILED, directoryChange().failed("AccessDeniedException"));
  }

  @Test
  void one_that_cannot_be_dated_or_known_again_is_rejected() {
    assertRejected(Fault.TIME_UNREADABLE, directoryChange().at("never"));
    assertRejected(Fault.FIELD_MISSING, directoryChange().withJson("/eventID", "null"));
    assertRejected(Fault.TIME_IN_FUTURE, directoryChange().at("2099-01-01T00:00:00Z"));
  }

  @Test
  void one_of_another_store_is_ignored() {
    RecordReader watching = new RecordReader(Watched.files().ofStore(new IdentityStoreId(STORE)));

    assertInstanceOf(
        Ignored.class,
        watching.read(directoryChange().inStore(OTHER_STORE).bytes(), NOW).decoded());
    assertInstanceOf(
        DirectoryChanged.class,
        watching.read(directoryChange().inStore(STORE).bytes(), NOW).decoded());
    assertInstanceOf(
        DirectoryChanged.class, watching.read(directoryChange().bytes(), NOW).decoded());
  }
}
