package ninety.stream;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import ninety.user.Proof;

/** The changes of the directory's source that were noted, with a mood of its own. */
final class Noted implements Consumer<Proof> {

  private final Set<Proof> proofs = new TreeSet<>();
  private Supplier<Optional<RuntimeException>> mood = Optional::empty;

  /** What happens before each is noted. */
  void before(Supplier<Optional<RuntimeException>> next) {
    mood = next;
  }

  @Override
  public void accept(Proof proof) {
    Optional<RuntimeException> failure = mood.get();
    if (failure.isPresent()) {
      throw failure.get();
    }
    proofs.add(proof);
  }

  List<Proof> proofs() {
    return List.copyOf(proofs);
  }
}
