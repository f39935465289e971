package ninety.app;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import ninety.archive.EventHistory;
import ninety.archive.HistoryCalls;
import ninety.cloudtrail.EventNames;
import ninety.cloudtrail.HistoryPart;
import ninety.cloudtrail.LogArchive;
import ninety.coverage.Coverage;
import ninety.coverage.Source;
import ninety.ingest.Counts;
import ninety.replay.DayCount;
import ninety.replay.Deliveries;
import ninety.replay.Heard;
import ninety.replay.PartsRead;
import ninety.replay.Reckoning;
import ninety.replay.Scope;
import ninety.store.DynamoMissed;

/** The parts that count what of a day never came by the stream. */
record DayParts(Clients clients, ReplaySettings settings, ReplayParts parts) {

  /**
   * Where the day's records are.
   *
   * @param archive opens them, for each reading anew
   * @param others places whose records cannot be read there
   */
  private record Origin(
      Scope scope,
      Supplier<LogArchive> archive,
      Supplier<Reckoning> reckoning,
      Set<Source> others) {}

  /**
   * @param progress takes how many calls were made so far, where event history is read
   * @throws NotReady if something that it needs is not there
   */
  DayCounting counting(
      Duration granularity,
      DayCount.Naming naming,
      Instant now,
      Counts counts,
      LongConsumer progress) {
    ReplayParts.Table table = parts.table(counts);
    Coverage coverage = table.coverage();
    Set<Source> awaited = coverage.expectations().now();
    Origin origin = settings.isEventHistory() ? history(coverage, progress) : archived(coverage);
    DayCount count =
        new DayCount(
            table.dossiers(),
            new Heard(coverage.heardSince(), coverage.gaps(awaited), granularity),
            naming);
    return new DayCounting(
        table.replay(
            origin.archive().get(),
            origin.scope(),
            now,
            counts,
            count::taking,
            origin.reckoning().get()),
        count,
        settled ->
            table.replay(
                origin.archive().get(),
                origin.scope(),
                now,
                settled,
                table.settles(settled),
                origin.reckoning().get()),
        coverage.horizon(awaited, now),
        origin.scope().places(),
        origin.others(),
        new DynamoMissed(table.dynamo(), settings.table()));
  }

  private Origin archived(Coverage coverage) {
    LogArchive archive = parts.archive();
    return new Origin(scope(places(coverage)), () -> archive, Deliveries::new, Set.of());
  }

  private Origin history(Coverage coverage, LongConsumer progress) {
    HistoryParts history = new HistoryParts(clients, settings.historyRoles());
    Map<Boolean, Set<Source>> places =
        history.readable(places(coverage), settings.watched().accounts());
    HistoryCalls calls = history.calls(progress);
    Scope scope = scope(places.getOrDefault(true, Set.of()));
    List<HistoryPart> asked = HistoryParts.of(scope);
    return new Origin(
        scope,
        () -> new EventHistory(calls, EventNames.ofUsers(), asked),
        () -> new PartsRead(asked),
        places.getOrDefault(false, Set.of()));
  }

  private Set<Source> places(Coverage coverage) {
    return settings.places().orElseGet(() -> ReplayParts.expected(coverage));
  }

  private Scope scope(Set<Source> places) {
    return new Scope(places, settings.since(), settings.until());
  }
}
