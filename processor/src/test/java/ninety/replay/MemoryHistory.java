package ninety.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.cloudtrail.HistoryPart;
import ninety.cloudtrail.LogArchive;
import ninety.cloudtrail.LogFile;
import ninety.cloudtrail.RecordReader;
import ninety.cloudtrail.Watched;
import ninety.coverage.Source;
import ninety.ingest.Counts;
import ninety.ingest.DeadLetters;
import ninety.ingest.Settlement;

/** Event history in memory, which notes what was asked. */
public final class MemoryHistory {

  private record Seen(Source place, Instant time, String record) {}

  private final List<Seen> events = new ArrayList<>();
  private final Set<Source> failing = new HashSet<>();
  private final List<HistoryPart> asked = new ArrayList<>();

  public MemoryHistory with(Source place, Instant time, CloudTrailRecords record) {
    events.add(new Seen(place, time, record.at(time).bare()));
    return this;
  }

  /** From now on nothing is given of a place. */
  MemoryHistory failing(Source place) {
    failing.add(place);
    return this;
  }

  /** The parts that were asked for so far. */
  public List<HistoryPart> asked() {
    return List.copyOf(asked);
  }

  /** Reads of it what a scope says. */
  public Replay replay(
      Scope scope, Instant now, Counts counts, Function<DeadLetters, Settlement> settles) {
    List<HistoryPart> parts =
        scope.places().stream()
            .map(place ->
                new HistoryPart(
                    place.account().orElseThrow(), place.region(), scope.since(), scope.until()))
            .toList();
    return new Replay(
        archive(parts),
        new Replay.Terms(scope, now, Optional.empty()),
        new RecordReader(Watched.files()),
        counts,
        Optional.of(letters -> settles.apply(letters)::settle),
        1,
        new PartsRead(parts));
  }

  private LogArchive archive(List<HistoryPart> parts) {
    Map<LogFile, HistoryPart> files =
        parts.stream().collect(Collectors.toMap(HistoryPart::file, it -> it));
    return new LogArchive() {
      @Override
      public void list(String folder, Consumer<Entry> entries) {
        files.keySet().forEach(file -> entries.accept(new Entry.File(file)));
      }

      @Override
      public InputStream open(LogFile file) throws IOException {
        HistoryPart part = java.util.Objects.requireNonNull(files.get(file));
        asked.add(part);
        Source place = new Source(part.account(), part.region());
        if (failing.contains(place)) {
          throw new IOException("denied");
        }
        String records =
            events.stream()
                .filter(it -> it.place().equals(place))
                .filter(it -> !it.time().isBefore(part.from()) && !it.time().isAfter(part.to()))
                .map(Seen::record)
                .collect(Collectors.joining(","));
        return new ByteArrayInputStream("{\"Records\":[%s]}".formatted(records).getBytes(UTF_8));
      }
    };
  }
}
