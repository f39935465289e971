package ninety.simulation;

import java.util.List;
import java.util.stream.Stream;

/** Deliberate bugs, each of a kind that somebody could make, to show that the checkers see them. */
final class Mutants {

  private Mutants() {}

  /** All of them, part by part, each with its name. */
  static List<Mutant> all() {
    return Stream.<Mutant[]>of(
            ConsumerMutants.values(),
            RecordMutants.values(),
            CoverageMutants.values(),
            JudgementMutants.values(),
            AlertMutants.values(),
            NoticeMutants.values(),
            ImportMutants.values())
        .flatMap(Stream::of)
        .toList();
  }
}
