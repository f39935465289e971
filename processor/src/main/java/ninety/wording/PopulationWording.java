package ninety.wording;

import java.util.List;
import java.util.Optional;
import ninety.finding.Notice.OfPopulation;
import ninety.finding.Notice.PopulationKnown;
import ninety.finding.Notice.PopulationUnknown;
import ninety.user.Reconciliation.Difference;

/** The words for a directory whose users were never listed, and for the first list. */
public record PopulationWording(OfPopulation step) implements Wording {

  private static final String REQUIREMENTS = "(PCI DSS 8.2.6, 8.3.9)";

  @Override
  public String message() {
    String directory =
        step.population().store().map(store -> "identity store " + store).orElse("the directory");
    return switch (step) {
      case PopulationUnknown _ ->
          "The population of %s is not known: no list of all its users was ever compared with what is watched %s."
              .formatted(directory, REQUIREMENTS);
      case PopulationKnown(_, var by, _) ->
          "The population of %s is known: the list of its %d users as of %s was compared with what is watched %s."
              .formatted(directory, by.listed(), Wording.text(by.at()), REQUIREMENTS);
    };
  }

  @Override
  public List<String> details() {
    return switch (step) {
      case PopulationUnknown _ ->
          List.of(
              "Users of whom no event came are in no check and no report, and just they may be"
                  + " inactive for longer than is allowed. Users who are known are judged as ever.",
              "A list that was refused, was not written to its end, is of another identity store or"
                  + " has only some of the users does not count.");
      case PopulationKnown(_, var by, _) ->
          List.of(
              "That list made %d users known. From now on they are judged, each for themselves."
                  .formatted(by.count(Difference.CREATED)));
    };
  }

  @Override
  public Optional<String> remediation() {
    return switch (step) {
      case PopulationUnknown _ ->
          Optional.of(
              "Run ninety import for this identity store, or with a file of all its users"
                  + " (docs/day-one.md). Where it is run by a schedule, read what it says"
                  + " (docs/runbook.md, The population is not known).");
      case PopulationKnown _ -> Optional.empty();
    };
  }
}
