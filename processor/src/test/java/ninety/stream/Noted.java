package ninety.stream;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import ninety.coverage.Tampering;
import ninety.ingest.Noting;
import ninety.user.Proof;

/** What was noted that concerns no single user, with a mood of its own. */
final class Noted implements Noting {

  private final Set<Proof> proofs = new TreeSet<>();
  private final Set<Tampering> tamperings = new TreeSet<>();
  private Supplier<Optional<RuntimeException>> mood = Optional::empty;

  /** What happens before each is noted. */
  void before(Supplier<Optional<RuntimeException>> next) {
    mood = next;
  }

  @Override
  public void directoryChanged(Proof proof) {
    mood.get().ifPresent(Noted::fail);
    proofs.add(proof);
  }

  @Override
  public void tampered(Tampering change) {
    mood.get().ifPresent(Noted::fail);
    tamperings.add(change);
  }

  private static void fail(RuntimeException failure) {
    throw failure;
  }

  List<Proof> proofs() {
    return List.copyOf(proofs);
  }

  List<Tampering> tamperings() {
    return List.copyOf(tamperings);
  }
}
