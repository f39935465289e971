package ninety.app;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import ninety.aws.Misconfigured;
import ninety.replay.Names;
import ninety.store.DynamoDossiers;
import ninety.user.IdentityStoreId;
import ninety.user.Quota;
import ninety.user.Roster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts that say whose a name is: the table, and the directory where it is to be asked.
 *
 * @param directory empty where it is not asked
 */
record NameParts(
    Clients clients, Clock clock, DynamoDossiers users, Optional<DirectorySettings> directory) {

  private static final Logger LOG = LoggerFactory.getLogger(NameParts.class);

  Names.Source source(Quota quota) {
    return names -> {
      // An item that cannot be read only leaves more names unknown.
      users
          .all(_ -> {})
          .map(dossier -> dossier.user())
          .forEach(user ->
              user.name().ifPresent(it -> names.said(it.value(), user.id(), it.proof().time())));
      directory.ifPresent(settings -> ask(settings, quota, names));
    };
  }

  private void ask(DirectorySettings settings, Quota quota, Names names) {
    try {
      state(
          new DirectoryParts(clients, clock, settings)
              .rosters(new IdentityStoreId(settings.identityStoreId().orElseThrow()), quota, false)
              .read(_ -> {}),
          names);
    } catch (Misconfigured refused) {
      LOG.warn(
          "Names go by the archive and the table alone, for the directory was not asked: {}",
          refused.getMessage());
    }
  }

  /** Who was not changed since had the same name all the while. */
  static void state(Roster roster, Names names) {
    roster
        .entries()
        .values()
        .forEach(entry -> {
          Instant changed = entry.updated().orElse(roster.at());
          Instant since = entry.created().filter(changed::isBefore).orElse(changed);
          Instant until = since.isAfter(roster.at()) ? since : roster.at();
          entry.name().ifPresent(name -> names.said(name, entry.id(), since, until));
        });
  }
}
