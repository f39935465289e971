package ninety.replay;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import ninety.user.Fact;
import ninety.user.Subject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records that know their user by name alone, CloudTrail's before 2025-11-26. They are kept
 * aside until all is read that may say whose the names are. Safe for all threads.
 */
final class ByName {

  private static final Logger LOG = LoggerFactory.getLogger(ByName.class);

  /** Some 60 MB; what is beyond is nobody's. */
  private static final int MOST = 100_000;

  private final Names names = new Names();
  private final Optional<Names.Source> source;
  private final AtomicLong aside = new AtomicLong();
  private final AtomicLong found = new AtomicLong();

  ByName(Optional<Names.Source> source) {
    this.source = source;
  }

  /** Learns from a fact whose a name is, and says whether it has to be kept aside. */
  boolean takes(Fact fact) {
    if (source.isEmpty()) {
      return false;
    }
    return switch (fact.subject()) {
      case Subject.ById(var user, var name) -> {
        name.ifPresent(it -> names.said(it, user, fact.proof().time()));
        yield false;
      }
      case Subject.ByName _ -> aside.incrementAndGet() <= MOST;
    };
  }

  /** Asks what else knows of names, once. */
  void ask() {
    source.ifPresent(it -> it.state(names));
  }

  /** The fact with its user's id; as it is where nobody knows whose it is. */
  Fact found(Fact fact) {
    return fact.subject() instanceof Subject.ByName(var name)
        ? names
            .at(name, fact.proof().time())
            .map(user -> {
              found.incrementAndGet();
              return new Fact(
                  new Subject.ById(user, Optional.of(name)),
                  fact.identityStoreId(),
                  fact.kind(),
                  fact.proof());
            })
            .orElse(fact)
        : fact;
  }

  void log() {
    LOG.info(
        "Of {} records that know their user by name alone, the user of {} is known beyond doubt",
        aside.get(),
        found.get());
  }
}
