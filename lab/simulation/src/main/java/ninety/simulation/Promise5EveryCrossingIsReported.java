package ninety.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import ninety.exemption.Exemption;
import ninety.finding.ControlState;
import ninety.finding.Dossier;
import ninety.finding.FeedTransition;
import ninety.finding.Finding;
import ninety.finding.Notice;
import ninety.finding.UserTransition;
import ninety.policy.Control;
import ninety.user.Proof;

/**
 * Each step of a finding that was decided on reaches the queue at least once, under one id, and a
 * repeat is the same to the byte.
 */
final class Promise5EveryCrossingIsReported implements Promise {

  private static final int MOST_PARKED = 10;

  private final World world;
  private final Set<String> owed = new LinkedHashSet<>();
  private final Set<String> paid = new LinkedHashSet<>();
  private final Map<UUID, String> bodies = new HashMap<>();
  private final Map<String, UUID> ids = new HashMap<>();
  private final Map<UUID, SimQueues.Delivered> refused = new LinkedHashMap<>();
  private final Map<Integer, TreeSet<Instant>> reported = new HashMap<>();
  private final Map<Integer, Instant> covered = new HashMap<>();

  private Optional<Then> then = Optional.empty();

  Promise5EveryCrossingIsReported(World world) {
    this.world = world;
  }

  /**
   * What was owed and sent until the table was remembered.
   *
   * @param decided alerts that were to be sent then: theirs are the same words whenever it is
   */
  private record Then(
      Set<String> owed,
      Set<String> paid,
      Set<UUID> decided,
      Map<UUID, SimQueues.Delivered> refused,
      Map<Integer, TreeSet<Instant>> reported,
      Map<Integer, Instant> covered) {}

  @Override
  public void remembered() {
    Set<UUID> decided = new HashSet<>(bodies.keySet());
    world.table().memory.all().stream()
        .flatMap(it -> it.outbox().stream())
        .forEach(it -> decided.add(it.id()));
    world.table().watches.read().outbox().forEach(it -> decided.add(it.id()));
    world.table().reported.read().outbox().forEach(it -> decided.add(it.id()));
    Map<Integer, TreeSet<Instant>> uses = new HashMap<>();
    reported.forEach((user, times) -> uses.put(user, new TreeSet<>(times)));
    then =
        Optional.of(
            new Then(
                new LinkedHashSet<>(owed),
                new LinkedHashSet<>(paid),
                decided,
                new LinkedHashMap<>(refused),
                uses,
                new HashMap<>(covered)));
  }

  /**
   * What was decided since then is decided again, as of another time and so in other words, but
   * under the same id; or not, if more is known by now. What was decided before is still owed.
   */
  @Override
  public void restored() {
    then.ifPresent(it -> {
      owed.retainAll(it.owed());
      paid.retainAll(it.paid());
      bodies.keySet().retainAll(it.decided());
      // It may end otherwise, as by an exemption now where it was resolved before.
      ids.entrySet()
          .removeIf(
              step -> step.getKey().endsWith(" ended") && !it.decided().contains(step.getValue()));
      refused.keySet().retainAll(it.refused().keySet());
      reported.clear();
      reported.putAll(it.reported());
      covered.clear();
      covered.putAll(it.covered());
    });
  }

  /** Looks at the findings only, and takes nobody's word that an alert was made of it. */
  @Override
  public void stored(Dossier before, Dossier after, Optional<Sweeping> sweep) {
    for (Control control : Control.values()) {
      ControlState old = before.state(control);
      ControlState now = after.state(control);
      Optional<UUID> oldUid = old.openFinding().map(Finding::uid);
      Optional<UUID> newUid = now.openFinding().map(Finding::uid);
      if (oldUid.isPresent() && !oldUid.equals(newUid)) {
        owed.add(oldUid.get() + " ended");
      }
      if (newUid.isPresent()
          && !now.openFinding().map(Finding::level).equals(old.openFinding().map(Finding::level))) {
        owed.add(newUid.get() + " " + now.openFinding().get().level().label());
      } else if (newUid.isPresent() && !newUid.equals(oldUid)) {
        owed.add(newUid.get() + " " + now.openFinding().get().level().label());
      }
    }
  }

  @Override
  public void decided(Sweeping sweep, UserTransition transition) {
    int user = Wire.number(transition.user().id());
    if (transition.finding().control() != Control.REVOKED_ACCESS) {
      return;
    }
    if (SimTable.raised(transition)) {
      Instant use = transition.finding().baseline().since();
      check(
          reported.computeIfAbsent(user, _ -> new TreeSet<>()).add(use),
          () -> "user %d is reported again for a use of %s".formatted(user, use));
    } else {
      // What comes while a finding is open belongs to it.
      transition
          .user()
          .lastActivity()
          .map(Proof::time)
          .ifPresent(last -> covered.merge(user, last, (a, b) -> a.isAfter(b) ? a : b));
    }
  }

  /** A use of a revoked access is reported, whoever is exempt and whatever ended it since. */
  private void uses(int user, Dossier dossier) {
    Optional<Naive.Use> use = Verdict.naive(world, user, dossier.user()).use(world.days());
    if (use.isEmpty() || !use.get().time().isBefore(world.lastAsOf())) {
      return;
    }
    Instant time = use.get().time();
    check(
        // A later one may have been one under another policy.
        reported.getOrDefault(user, new TreeSet<>()).ceiling(time) != null
            || dossier
                .state(Control.REVOKED_ACCESS)
                .openFinding()
                .filter(open -> !open.baseline().since().isAfter(time))
                .isPresent()
            || Optional.ofNullable(covered.get(user)).filter(it -> !it.isBefore(time)).isPresent(),
        () ->
            "user %d used a revoked access, and it is not reported: %s, words %s"
                .formatted(user, use, world.directory().wordsOn(user)));
  }

  /** For good, which is as much as the queue can be delivered; it is kept beside the user. */
  @Override
  public void refused(SimQueues.Delivered delivered) {
    delivered(delivered);
    refused.put(delivered.id(), delivered);
  }

  private void parked(int user, Dossier dossier) {
    List<UUID> parked = dossier.parked().stream().map(it -> it.alert().id()).toList();
    String id = dossier.user().id().value();
    List<UUID> owed =
        refused.values().stream()
            .filter(it -> it.body().contains("|" + id + "|"))
            .map(SimQueues.Delivered::id)
            .toList();
    check(
        parked.size() == MOST_PARKED || parked.containsAll(owed),
        () -> "user %d: the queue refused %s, and parked are %s".formatted(user, owed, parked));
  }

  @Override
  public void delivered(SimQueues.Delivered delivered) {
    String first = bodies.putIfAbsent(delivered.id(), delivered.body());
    check(
        first == null || first.equals(delivered.body()),
        () ->
            "alert %s was\n%s\nand is now\n%s".formatted(delivered.id(), first, delivered.body()));
    String label = delivered.body().substring(0, delivered.body().indexOf('|'));
    String step =
        delivered.finding()
            + " "
            + switch (label) {
              case "resolved", "suppressed" -> "ended";
              // It may be cut elsewhere several times: Promise7EachGapIsReported.
              case "still-not-checked" ->
                  world
                      .words()
                      .source(delivered.body())
                      .filter(FeedTransition::cutElsewhere)
                      .map(it -> "cut elsewhere " + it.sequence())
                      .orElse(label);
              default -> label;
            };
    UUID id = ids.putIfAbsent(step, delivered.id());
    check(
        id == null || id.equals(delivered.id()),
        () -> "%s is reported under two ids".formatted(step));
    paid.add(step);
  }

  /** That it was added, and that it is over by whichever of the two comes to be known first. */
  private void reported(Exemption exemption) {
    UUID finding = new Notice.Exempted(exemption, exemption.added().at()).findingUid();
    // What is refused for good is not paid.
    Set<UUID> parked = refused.keySet();
    check(
        paid.contains(finding + " exempted")
            || parked.contains(new Notice.Exempted(exemption, exemption.added().at()).alertId()),
        () -> "never reported: exemption %s".formatted(exemption.id()));
    boolean over =
        paid.contains(finding + " exemption-removed")
            || paid.contains(finding + " exemption-ended");
    // Workers' clocks are ahead by as much at most, and so is the horizon.
    Instant latest = world.stage().now().plus(ninety.cloudtrail.RecordReader.CLOCK_TOLERANCE);
    check(
        over ? !exemption.holds(latest) : exemption.holds(world.lastAsOf()) || !parked.isEmpty(),
        () -> "exemption %s is reported as over: %s".formatted(exemption.id(), over));
  }

  @Override
  public void atRest() {
    world.table().exemptions.trail().all().forEach(this::reported);
    check(world.table().reported.read().outbox().isEmpty(), () -> "alerts wait at the notices");
    owed.stream()
        .filter(step -> !paid.contains(step))
        .findFirst()
        .ifPresent(step -> check(false, () -> "never reported: " + step));
    for (int user : world.story().users().toArray()) {
      int number = user;
      world
          .table()
          .dossier(user)
          .ifPresent(dossier -> {
            check(dossier.outbox().isEmpty(), () -> "alerts wait at user " + number);
            uses(number, dossier);
            parked(number, dossier);
          });
    }
    check(world.table().watches.read().outbox().isEmpty(), () -> "alerts wait at the source");
  }
}
