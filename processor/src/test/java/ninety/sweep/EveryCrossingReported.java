package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import ninety.finding.Alert;
import ninety.finding.Dossier;
import ninety.finding.MemoryDossiers;
import ninety.finding.UserTransition;
import ninety.finding.UserTransition.Raised;
import ninety.finding.UserTransition.Resolved;
import ninety.finding.UserTransition.Suppressed;
import ninety.policy.Control;

/**
 * Promises 5 and 6, seen from the SIEM: of each finding every step came, in order, from the first
 * level to the end, and what is not ended is what is open.
 */
final class EveryCrossingReported {

  private EveryCrossingReported() {}

  static void check(Siem siem, MemoryDossiers dossiers) {
    Set<UUID> open = new HashSet<>();
    for (Dossier dossier : dossiers.all()) {
      assertEquals(List.of(), dossier.outbox(), () -> "left to report: " + dossier);
      for (Control control : Control.values()) {
        dossier.state(control).openFinding().ifPresent(finding -> open.add(finding.uid()));
      }
    }
    Set<UUID> unended = new HashSet<>();
    siem.stories()
        .forEach((finding, steps) -> {
          checkStory(steps);
          if (steps.getLast().step() instanceof Raised) {
            unended.add(finding);
          }
        });
    assertEquals(open, unended);
    repeatsAreIdentical(siem.arrivals());
  }

  private static void checkStory(List<UserTransition> steps) {
    assertEquals(
        IntStream.rangeClosed(1, steps.size()).boxed().toList(),
        steps.stream().map(step -> step.finding().sequence()).toList(),
        steps::toString);
    List<Raised> raised = new ArrayList<>();
    for (UserTransition transition : steps) {
      switch (transition.step()) {
        case Raised level -> raised.add(level);
        case Resolved _, Suppressed _ -> assertEquals(steps.getLast(), transition);
      }
    }
    assertTrue(raised.getFirst().opening());
    for (int i = 1; i < raised.size(); i++) {
      assertTrue(raised.get(i).level().compareTo(raised.get(i - 1).level()) > 0);
      assertEquals(false, raised.get(i).opening());
    }
  }

  private static void repeatsAreIdentical(List<Alert> arrivals) {
    Map<UUID, Alert> first = new HashMap<>();
    for (Alert alert : arrivals) {
      Optional.ofNullable(first.putIfAbsent(alert.id(), alert))
          .ifPresent(before -> assertEquals(before, alert));
    }
  }
}
