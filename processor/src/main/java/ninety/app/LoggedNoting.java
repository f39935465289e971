package ninety.app;

import ninety.coverage.Tampering;
import ninety.coverage.Tamperings;
import ninety.ingest.Noting;
import ninety.user.DirectoryChanges;
import ninety.user.Proof;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what concerns no single user in the table, and says it in the log. */
record LoggedNoting(DirectoryChanges changes, Tamperings tamperings) implements Noting {

  private static final Logger LOG = LoggerFactory.getLogger(LoggedNoting.class);

  @Override
  public void directoryChanged(Proof change) {
    LOG.warn(
        "{} at {} (event {}): the source of the directory's users was changed, and those of before"
            + " may vanish without a deletion",
        change.call(),
        change.time(),
        change.eventId());
    changes.note(change);
  }

  /** Who it was is for the alert: the name of a session is mostly a person's. */
  @Override
  public void tampered(Tampering change) {
    LOG.warn(
        "{} at {} (event {}) in account {}, {}: the way on which events come was changed, and they"
            + " may be missed",
        change.proof().call(),
        change.proof().time(),
        change.proof().eventId(),
        change.account().orElse("unknown"),
        change.region().orElse("unknown"));
    tamperings.note(change);
  }
}
