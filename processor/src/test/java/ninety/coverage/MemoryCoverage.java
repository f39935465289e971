package ninety.coverage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Coverage in memory. Safe for all threads; {@link CoverageLogContract} keeps it from drifting away
 * from the real table.
 */
public final class MemoryCoverage implements CoverageLog {

  private List<Span> lost = List.of();
  private final Map<String, Progress> shards = new TreeMap<>();
  private final Map<Source, Listening> sources = new TreeMap<>();
  private List<Span> archived = List.of();
  private Backfill backfill = Backfill.NONE;
  private Supplier<Coverage.Stated> stated = () -> Coverage.Stated.NOTHING;
  private Doubts doubts = Doubts.NONE;
  private Expectations expectations = Expectations.NONE;
  private @Nullable Instant from;
  private @Nullable String stream;

  @Override
  public synchronized Coverage read() {
    return new Coverage(
        Optional.ofNullable(from),
        together(backfill.everywhere(expectations), archived),
        stated.get(),
        lost,
        doubts,
        shards,
        sources,
        expectations);
  }

  private static Archived together(Archived read, List<Span> earlier) {
    return new Archived(
        read.proven(),
        Stream.concat(read.stated().stream(), earlier.stream()).toList(),
        read.authors());
  }

  @Override
  public synchronized String stream(String wanted) {
    stream = stream == null ? wanted : stream;
    return stream;
  }

  @Override
  public synchronized void begun(Instant instant) {
    if (from == null || instant.isBefore(from)) {
      from = instant;
    }
  }

  @Override
  public synchronized void shards(Map<String, Progress> found) {
    found.forEach(shards::putIfAbsent);
  }

  @Override
  public synchronized void progressed(String shard, Progress progress) {
    shards.merge(shard, progress, Progress::join);
  }

  @Override
  public synchronized void gone(Set<String> ids) {
    shards
        .entrySet()
        .removeIf(shard -> ids.contains(shard.getKey()) && shard.getValue().finished());
  }

  @Override
  public synchronized void lost(Span span) {
    lost = Coverage.losses(Stream.concat(lost.stream(), Stream.of(span)).toList());
  }

  @Override
  public synchronized void heard(Source source, Listening beats) {
    if (!beats.spans().isEmpty()) {
      sources.merge(source, beats, Listening::join);
      sources.putAll(Listening.bounded(sources));
    }
  }

  @Override
  public synchronized void expecting(Expecting found) {
    Expectations before = expectations.withMissed(sources.keySet());
    expectations = before.after(found, sources);
    Map<Source, Listening> joined = Coverage.joined(sources, found);
    sources.clear();
    sources.putAll(joined);
  }

  @Override
  public synchronized void backfilled(Backfill read) {
    backfill = backfill.join(read);
  }

  @Override
  public synchronized void undelivered(Waiting found) {
    Doubts after = doubts.after(found, read().mended());
    doubts = after.equals(doubts) ? doubts : after.withVersion(doubts.version() + 1);
  }

  /** Somebody deletes the item {@code #shards}, as docs/runbook.md has it for another stream. */
  public synchronized void shardsDeleted() {
    shards.clear();
    stream = null;
  }

  /** Archived logs of this span were read. */
  public synchronized void archived(Span span) {
    archived = Stream.concat(archived.stream(), Stream.of(span)).toList();
  }

  /** What people say is read from there. */
  public synchronized void stating(Supplier<Coverage.Stated> other) {
    stated = other;
  }
}
