package ninety.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ninety.finding.Finding;
import ninety.finding.UserTransition;
import ninety.policy.Control;
import ninety.user.UserId;

/**
 * The alerts of a finding come in the order of its steps and end with its end; what is open at rest
 * is what a fold over everything says, and what is not open was ended.
 */
final class Promise6EveryFindingEnds implements Promise {

  private final World world;
  private final Map<UUID, Integer> steps = new HashMap<>();
  private final Set<UUID> ids = new HashSet<>();
  private final Set<UUID> ended = new HashSet<>();
  private final Map<UUID, UserTransition> raised = new HashMap<>();

  /** Uses of a revoked access whose finding ended. */
  private final Map<UserId, Set<Instant>> usesOver = new HashMap<>();

  private Optional<Then> then = Optional.empty();

  Promise6EveryFindingEnds(World world) {
    this.world = world;
  }

  /** What came of the findings until the table was remembered. */
  private record Then(
      Map<UUID, Integer> steps,
      Set<UUID> ids,
      Set<UUID> ended,
      Map<UUID, UserTransition> raised,
      Map<UserId, Set<Instant>> usesOver) {}

  @Override
  public void remembered() {
    Map<UserId, Set<Instant>> uses = new HashMap<>();
    usesOver.forEach((user, times) -> uses.put(user, new HashSet<>(times)));
    then =
        Optional.of(
            new Then(
                Map.copyOf(steps), Set.copyOf(ids), Set.copyOf(ended), Map.copyOf(raised), uses));
  }

  /**
   * Of what was sent since then the table knows nothing: a finding that was over may go on, and one
   * that was opened may never come again, nor its end. Of those before all holds as ever.
   */
  @Override
  public void restored() {
    then.ifPresent(it -> {
      steps.keySet().retainAll(it.steps().keySet());
      steps.putAll(it.steps());
      ids.retainAll(it.ids());
      ended.retainAll(it.ended());
      raised.clear();
      raised.putAll(it.raised());
      usesOver.clear();
      usesOver.putAll(it.usesOver());
    });
  }

  @Override
  public void decided(Sweeping sweep, UserTransition transition) {
    if (SimTable.raised(transition)) {
      raised.put(transition.finding().uid(), transition);
    }
    if (transition.finding().control() == Control.REVOKED_ACCESS
        && transition.step() instanceof UserTransition.Resolved) {
      usesOver
          .computeIfAbsent(transition.user().id(), _ -> new HashSet<>())
          .add(transition.finding().baseline().since());
    }
  }

  @Override
  public void refused(SimQueues.Delivered delivered) {
    delivered(delivered);
  }

  @Override
  public void delivered(SimQueues.Delivered delivered) {
    if (!ids.add(delivered.id())) {
      return;
    }
    String[] words = delivered.body().split("\\|", -1);
    if (words[2].equals("exemption")) {
      return; // Promise 5 has an eye on those.
    }
    int sequence = Integer.parseInt(words[4]);
    check(
        !ended.contains(delivered.finding()),
        () ->
            "finding %s goes on after its end: %s"
                .formatted(delivered.finding(), delivered.body()));
    int before = steps.merge(delivered.finding(), sequence, (_, now) -> now);
    check(before == sequence, () -> "unreachable");
    if (words[0].equals("resolved") || words[0].equals("suppressed")) {
      ended.add(delivered.finding());
    }
  }

  @Override
  public void atRest() {
    Set<UUID> open = new HashSet<>();
    for (int user : world.story().users().toArray()) {
      int number = user;
      world
          .table()
          .dossier(user)
          .ifPresent(dossier -> {
            Verdict verdict =
                new Verdict(
                    world,
                    number,
                    dossier.user(),
                    usesOver.getOrDefault(dossier.user().id(), Set.of()));
            for (Control control : Control.values()) {
              Optional<Finding> finding = dossier.state(control).openFinding();
              finding.ifPresent(it -> open.add(it.uid()));
              Optional<String> wrong =
                  verdict.against(control, finding, finding.map(it -> raised.get(it.uid())));
              check(
                  wrong.isEmpty(),
                  () -> "user %d, %s: %s".formatted(number, control, wrong.orElse("")));
            }
          });
    }
    world.table().watches.read().open().forEach(gap -> open.addAll(gap.findings().values()));
    for (UUID finding : steps.keySet()) {
      check(
          open.contains(finding) != ended.contains(finding),
          () ->
              "finding %s is open: %s, and its end was reported: %s"
                  .formatted(finding, open.contains(finding), ended.contains(finding)));
    }
  }

  /** Whoever left, and no event said so, has no finding that counts days any more. */
  @Override
  public void weeksLater() {
    for (int user : world.story().users().toArray()) {
      int number = user;
      SimDirectory.Truth truth = world.directory().truth(user);
      world
          .table()
          .dossier(user)
          .filter(_ -> !truth.there() || !truth.enabled())
          .ifPresent(dossier -> {
            for (Control control : List.of(Control.INACTIVITY, Control.PASSWORD_AGE)) {
              check(
                  dossier.state(control).openFinding().isEmpty(),
                  () ->
                      "user %d is %s, and %s is still open: %s"
                          .formatted(number, truth, control, world.directory().wordsOn(number)));
            }
          });
    }
  }
}
