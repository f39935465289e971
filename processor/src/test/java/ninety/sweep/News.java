package ninety.sweep;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.Dossiers.Stored.Written;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.Subject;
import ninety.user.UserId;
import ninety.user.UserRecord;

/** Facts on their way into dossiers, as the consumer brings them. */
final class News {

  private News() {}

  static void tell(Dossiers dossiers, Fact... facts) {
    for (Fact fact : facts) {
      if (fact.subject() instanceof Subject.ById(var id, _)) {
        keep(dossiers, id, Facts.record(id, List.of(fact)));
      }
    }
  }

  private static void keep(Dossiers dossiers, UserId id, UserRecord news) {
    boolean open = true;
    while (open) {
      Optional<Dossier> changed =
          dossiers.read(id).orElseGet(() -> Dossier.unknown(id)).absorb(news, Duration.ZERO);
      open = changed.isPresent() && !(dossiers.store(changed.get()) instanceof Written);
    }
  }
}
