package ninety.sweep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import ninety.coverage.AttestationLog;
import ninety.coverage.Attestations;
import ninety.coverage.Coverage;
import ninety.coverage.Span;
import ninety.coverage.Tampering;
import ninety.coverage.TamperingHistory;
import ninety.coverage.Tamperings;
import ninety.coverage.Way;
import ninety.exemption.ExemptionLog;
import ninety.exemption.Exemptions;
import ninety.finding.Alert;
import ninety.finding.AlertFormat;
import ninety.finding.AlertQueue;
import ninety.finding.Notice;
import ninety.finding.Notice.IdentitySourceChanged;
import ninety.finding.Notice.PopulationKnown;
import ninety.finding.Notice.PopulationUnknown;
import ninety.finding.Notices;
import ninety.finding.Notices.Stored.Overtaken;
import ninety.finding.Notices.Stored.Written;
import ninety.finding.Reported;
import ninety.finding.UnknownPopulation;
import ninety.user.DirectoryChanges;
import ninety.user.DirectoryHistory;
import ninety.user.Reconciliation;
import ninety.user.Reconciliations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports each exemption as it is added, taken back or over, each attestation as it is made or
 * taken back, when events could not be delivered, that the population is not known, each change of
 * the identity source, and each of our own way: intent first, as for users (promise 5). That an
 * alert arrived is stored in the same write that drops it from the outbox, so that nothing is ever
 * decided on twice.
 */
final class NoticePass {

  private static final Logger LOG = LoggerFactory.getLogger(NoticePass.class);

  /** Alerts of the outbox; with bodies of up to 8 KB they leave its row half empty. */
  static final int MOST = 20;

  private final Notices notices;
  private final ExemptionLog log;
  private final AlertFormat format;
  private final AlertQueue alerts;
  private final boolean atHorizon;
  private final Instant asOf;
  private final Instant now;
  private final List<Notice> decided = new ArrayList<>();
  private final Set<UUID> delivered = new HashSet<>();
  private final DirectoryChanges changes;
  private final AttestationLog attestationLog;
  private final Tamperings tamperings;
  private final Way way;
  private final Reconciliations reconciliations;
  private final Coverage coverage;
  private final Optional<String> store;
  private Attestations attestations = Attestations.NONE;
  private Exemptions exemptions = Exemptions.NONE;
  private DirectoryHistory directory = DirectoryHistory.NONE;
  private TamperingHistory tampered = TamperingHistory.NONE;
  private Reconciliation.Latest compared = Reconciliation.Latest.NONE;
  private long pending;
  private long parked;

  /**
   * @param chosen the instant for which to judge instead of the horizon; a trial, which says
   *     nothing of the population
   */
  NoticePass(Places places, Rules rules, Heard heard, Optional<Instant> chosen, Instant now) {
    this.changes = places.directoryChanges();
    this.attestationLog = places.attestations();
    this.tamperings = places.tamperings();
    this.reconciliations = places.reconciliations();
    this.coverage = heard.coverage();
    this.way = new Way(heard.listenedTo(), rules.dataKey());
    this.store = rules.store();
    this.notices = places.notices();
    this.log = places.exemptions();
    this.format = places.format();
    this.alerts = places.alerts();
    this.atHorizon = chosen.isEmpty();
    this.asOf = chosen.orElseGet(() -> heard.horizon(now).asOf());
    this.now = now;
  }

  void run() {
    Reported known = read();
    while (true) {
      Decision decision = decide(known);
      Reported changed = decision.reported();
      if (changed.equals(known) && changed.outbox().isEmpty()) {
        return;
      }
      if (!changed.equals(known)) {
        switch (notices.store(changed)) {
          case Written(var stored) -> {
            known = stored;
            decided.addAll(decision.fresh());
          }
          case Overtaken _ -> {
            known = read();
            continue;
          }
        }
      }
      if (!known.outbox().isEmpty() && !send(known.outbox())) {
        pending = known.outbox().size();
        return;
      }
    }
  }

  /** True if any of it needs no sending any more. */
  private boolean send(List<Alert> outbox) {
    AlertQueue.Delivery delivery = alerts.send(outbox);
    boolean news = delivered.addAll(delivery.arrived());
    // What it is about stays in the table, so nothing is lost but the word to the SIEM.
    for (Alert alert : outbox) {
      String word = delivery.refused().get(alert.id());
      if (word != null && delivered.add(alert.id())) {
        LOG.error("Notice {} is refused for good: {}", alert.id(), word);
        parked++;
        news = true;
      }
    }
    return news;
  }

  /** Says what {@link #run} would decide, and writes and sends nothing. */
  void look() {
    open(read()).forEach(decided::add);
  }

  /** Reads what was reported first: what is added meanwhile is for the next sweep. */
  private Reported read() {
    Reported reported = notices.read();
    exemptions = log.read();
    directory = changes.read();
    tampered = tamperings.read();
    compared = reconciliations.read();
    attestations = attestationLog.read();
    return reported;
  }

  /** A state to be stored, with the notices that were not decided on before. */
  private record Decision(Reported reported, List<Notice> fresh) {}

  private Decision decide(Reported known) {
    List<Alert> outbox = new ArrayList<>(known.outbox());
    outbox.removeIf(alert -> delivered.contains(alert.id()));
    Set<UUID> arrived = new HashSet<>(known.alerts());
    known.outbox().stream().map(Alert::id).filter(delivered::contains).forEach(arrived::add);
    Set<UUID> possible = new HashSet<>();
    exemptions.all().forEach(each -> possible.addAll(Notice.ids(each)));
    Stream.concat(changed(), ofCoverage()).map(Notice::alertId).forEach(possible::add);
    tampered.all().forEach(each -> possible.addAll(each.alertIds()));
    if (unreadable().isEmpty()) {
      arrived.retainAll(possible);
    }
    List<Notice> fresh = new ArrayList<>();
    for (Notice notice : open(known).toList()) {
      if (outbox.size() == MOST) {
        break;
      }
      fresh.add(notice);
      Optional<Alert> alert = format.compose(notice);
      alert.ifPresentOrElse(outbox::add, () -> arrived.add(notice.alertId()));
    }
    Reported reported = new Reported(arrived, outbox, known.version());
    return new Decision(
        new Reported(
            arrived,
            outbox,
            raised(known, reported.decided()),
            population(known, fresh),
            known.version()),
        fresh);
  }

  private static Optional<UnknownPopulation> population(Reported known, List<Notice> fresh) {
    Optional<UnknownPopulation> population = known.population();
    for (Notice notice : fresh) {
      population =
          switch (notice) {
            case PopulationUnknown(var unknown) -> Optional.of(unknown);
            case PopulationKnown _ -> Optional.empty();
            default -> population;
          };
    }
    return population;
  }

  /** When each change of our own way was raised first: a word of before was not about it. */
  private Map<UUID, Instant> raised(Reported known, Set<UUID> decided) {
    Map<UUID, Instant> raised = new HashMap<>();
    for (Tampering each : tampered.all()) {
      UUID alert = each.raising();
      if (decided.contains(alert)) {
        raised.put(alert, known.raised().getOrDefault(alert, now));
      }
    }
    return raised;
  }

  private Stream<Notice> open(Reported reported) {
    Set<UUID> known = reported.decided();
    return Stream.of(
            ofPopulation(reported),
            Stream.of(changed(), ofTampering(reported), ofCoverage())
                .flatMap(each -> each)
                .filter(notice -> !known.contains(notice.alertId())),
            exemptions.all().stream().flatMap(each -> Notice.of(each, known, asOf, now).stream()))
        .flatMap(each -> each);
  }

  private Stream<Notice> ofPopulation(Reported reported) {
    return atHorizon
        ? Notice.of(reported.population(), compared.doneOf(store), store, now).stream()
        : Stream.empty();
  }

  /**
   * A change of the feed is over once signs of life came again, or somebody attested that nothing
   * was missed.
   */
  private Stream<Notice> ofTampering(Reported known) {
    return tampered.all().stream()
        .flatMap(each ->
            Notice.of(
                each,
                !each.shownBy(way).isEmpty(),
                attested(each, known).or(() -> each.heard(coverage, way)),
                now));
  }

  private Optional<Tampering.End> attested(Tampering tampering, Reported known) {
    return Optional.ofNullable(known.raised().get(tampering.raising()))
        .flatMap(raised -> attestations.complete(listenedTo(tampering.span()), raised))
        .map(it -> new Tampering.End.Attested(it.author().by(), it.reason(), it.author().at()));
  }

  /** Of a time before coverage began, as while all was installed, nobody may attest anything. */
  private Span listenedTo(Span calls) {
    Instant began = coverage.from().orElse(Instant.MIN);
    return new Span(latest(calls.from(), began), latest(calls.to(), began));
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private Stream<Notice> ofCoverage() {
    return Stream.concat(
        attestations.all().stream().flatMap(each -> Notice.of(each, store, now)),
        coverage.doubts().all().stream().flatMap(each -> Notice.of(each, store, now)));
  }

  private Stream<Notice> changed() {
    return directory.newest().stream()
        .map(change -> new Notice.IdentitySourceChanged(change, store, now));
  }

  /** Since when users come from elsewhere; as it was read, so that it is reported too. */
  Optional<Instant> directoryChanged() {
    return directory.latest();
  }

  /** As they were read, so that nobody is judged by one that was not reported first. */
  Exemptions exemptions() {
    return exemptions;
  }

  /** The items that were left out of it. */
  List<String> unreadable() {
    return Stream.concat(exemptions.unreadable().stream(), attestations.unreadable().stream())
        .toList();
  }

  Instant asOf() {
    return asOf;
  }

  List<Summary.NoticeStep> steps() {
    return decided.stream()
        .map(notice -> Summary.NoticeStep.of(notice, delivered.contains(notice.alertId())))
        .toList();
  }

  Counts counts() {
    return Counts.of(Count.PENDING, pending)
        .plus(Counts.of(Count.PARKED, parked))
        .plus(Counts.of(Count.EXEMPTIONS, exemptions.inForce(asOf).size()))
        .plus(Counts.of(Count.USERS_EXEMPT, exemptions.users(asOf)))
        .plus(
            Counts.of(
                Count.DIRECTORY_CHANGES,
                decided.stream().filter(it -> it instanceof IdentitySourceChanged).count()));
  }
}
