package ninety.digest;

import static ninety.digest.Authenticity.bounded;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ninety.cloudtrail.LogFile;
import ninety.coverage.Source;
import ninety.coverage.Span;

/**
 * The account that the digests of one place give of its log files, and what was found of these. It
 * holds the name of each log file until that was read: some 300 bytes of it. Safe for all threads.
 *
 * <p>A digest proves its hour by itself: all that CloudTrail delivered in that time. What somebody
 * deleted of the chain leaves a hole in the time that the others prove.
 */
public final class Ledger {

  /**
   * How much later than it happened a call may be delivered: what is proven of deliveries proves
   * that much less of what happened. CloudTrail delivers within minutes as a rule and promises no
   * time.
   */
  public static final Duration LATEST_DELIVERY = Duration.ofHours(24);

  /** So long after the newest digest there should be others. */
  private static final Duration OVERDUE = Duration.ofHours(6);

  /** A log file bears a minute in its name, and was delivered a while after that. */
  private static final Duration NAMED_BEFORE = Duration.ofHours(1);

  private static final Pattern MINUTE = Pattern.compile(".*_(\\d{8}T\\d{4}Z)_[^_/]+\\.json\\.gz");

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What the digests say of a log file. */
  public sealed interface Word {
    /** A valid digest names it. */
    record Named(String hash) implements Word {}

    /** The digest that will name it is not there yet, or not signed yet. */
    record Young() implements Word {}

    /** The digest that names it is not valid, or there is no digest. */
    record Unproven() implements Word {}

    /** No digest names it. */
    record Unnamed() implements Word {}
  }

  /**
   * What is asked of digests.
   *
   * @param home the bucket and prefix of the archive, if it is in S3
   * @param range the time of which digests were looked for, by their ends
   * @param reads whether a log file by this name is read, if it is there
   */
  public record Terms(
      Optional<Location> home, SigningKeys keys, Span range, Predicate<LogFile> reads) {}

  /** What came of it. */
  public record Outcome(List<Span> verified, List<Fault> faults) {}

  private static final class Entry {
    final DigestFile file;
    boolean good;
    boolean wrong;

    Entry(DigestFile file) {
      this.file = file;
    }
  }

  private record Expected(String hash, Entry by) {}

  private final Source place;
  private final Terms terms;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Fault> faults;
  private final Map<String, Expected> expected = new HashMap<>();
  private final Set<String> young = new HashSet<>();
  private final Set<String> unproven = new HashSet<>();
  private final List<Span> unnamed = new ArrayList<>();
  private final Optional<Instant> end;
  private int overdue;

  /**
   * @param found all digest files of the place
   * @param unreadable those of which nothing more is known
   */
  public Ledger(Source place, Terms terms, List<DigestFile> found, List<Fault> unreadable) {
    this.place = place;
    this.terms = terms;
    this.faults = new ArrayList<>(unreadable);
    Map<DigestFile, Authenticity.Word> words =
        new Authenticity(terms.home(), terms.keys(), found).words();
    found.stream()
        .sorted(Comparator.comparing(file -> file.delivered().to()))
        .forEach(file -> enter(file, Objects.requireNonNull(words.get(file))));
    end = trails().values().stream().flatMap(it -> last(it).stream()).min(Instant::compareTo);
    if (found.isEmpty()) {
      faults.add(new Fault(place.place(), "There are no digests: nothing is proven of it"));
    }
    trails().values().forEach(this::link);
  }

  private void enter(DigestFile file, Authenticity.Word word) {
    Entry entry =
        new Entry(
            new DigestFile(
                file.file(), file.name(), file.digest().withoutFiles(), Optional.empty()));
    entries.add(entry);
    List<Digest.Named> named = file.digest().files();
    switch (word) {
      case Authenticity.Word.Authentic() -> expect(entry, file, named);
      case Authenticity.Word.Unsigned() -> named.forEach(it -> young.add(name(file, it)));
      case Authenticity.Word.Wrong(var why) -> {
        entry.wrong = true;
        faults.add(
            new Fault(
                file.file().name(),
                named.isEmpty()
                    ? why
                    : "%s. None of the log files that it names was taken (%d)"
                        .formatted(why, named.size())));
        named.forEach(it -> unproven.add(name(file, it)));
      }
    }
  }

  /** By which name a log file lies in the archive. */
  private static String name(DigestFile file, Digest.Named named) {
    String object = named.at().object();
    String prefix = file.prefix().orElse("");
    return object.startsWith(prefix) ? object.substring(prefix.length()) : object;
  }

  private void expect(Entry entry, DigestFile file, List<Digest.Named> named) {
    entry.good = true;
    String prefix = file.prefix().orElse("");
    for (Digest.Named each : named) {
      Location at = each.at();
      if (!at.bucket().equals(file.digest().at().bucket()) || !at.object().startsWith(prefix)) {
        wrong(
            entry,
            "It names a log file that is not in this archive: s3://" + bounded(at.toString()));
        continue;
      }
      String name = name(file, each);
      if (!terms.reads().test(new LogFile(name, 0))) {
        entry.good = false; // Not asked for, so not read: no fault.
        continue;
      }
      expected.put(name, new Expected(each.hash(), entry));
    }
  }

  private void wrong(Entry entry, String why) {
    entry.wrong = true;
    faults.add(new Fault(entry.file.file().name(), why));
  }

  private Map<String, List<Entry>> trails() {
    return entries.stream()
        .collect(
            Collectors.groupingBy(it -> it.file.name().trail(), TreeMap::new, Collectors.toList()));
  }

  /** Up to when digests of a trail are there that are signed, or should be. */
  private static Optional<Instant> last(List<Entry> trail) {
    return trail.stream()
        .filter(it -> it.good || it.wrong)
        .map(it -> it.file.delivered().to())
        .max(Instant::compareTo);
  }

  /** Names where the chain of a trail is broken. */
  private void link(List<Entry> trail) {
    Map<Location, DigestFile> there = new HashMap<>();
    trail.forEach(it -> there.put(it.file.digest().at(), it.file));
    Optional<Entry> before = Optional.empty();
    for (Entry each : trail) {
      if (each.file.name().backfill() || each.wrong) {
        continue;
      }
      Optional<String> broken = broken(each.file, there, before.isPresent());
      broken.ifPresent(why -> faults.add(new Fault(each.file.file().name(), why)));
      before = Optional.of(each);
    }
  }

  private Optional<String> broken(
      DigestFile file, Map<Location, DigestFile> there, boolean others) {
    Optional<Location> before = file.digest().previous().map(Digest.Previous::at);
    if (before.isEmpty()) {
      return others
          ? Optional.of(
              "The chain of digests begins anew with it: log file validation, or the trail, was off"
                  + " before, and nothing is proven of that time")
          : Optional.empty();
    }
    Optional<DigestFile> found = before.map(there::get);
    if (found.isEmpty()) {
      boolean earlier =
          before
              .flatMap(DigestName::of)
              .filter(it -> !it.end().isAfter(terms.range().from()))
              .isPresent();
      return earlier
          ? Optional.empty()
          : Optional.of(
              "The digest before it is missing: s3://" + bounded(before.get().toString()));
    }
    return found
        .filter(it -> it.delivered().to().isBefore(file.delivered().from()))
        .map(_ -> "Between the digest before and it there is a time of which neither is");
  }

  /** What the digests say of a log file of this place. */
  public synchronized Word word(LogFile file) {
    Expected named = expected.get(file.name());
    if (named != null) {
      return new Word.Named(named.hash());
    }
    if (entries.isEmpty() || unproven.contains(file.name())) {
      return new Word.Unproven();
    }
    Optional<Instant> minute = minute(file);
    if (young.contains(file.name()) || minute.filter(this::isYoung).isPresent()) {
      minute.filter(it -> isAfterEnd(it, OVERDUE)).ifPresent(_ -> overdue++);
      return new Word.Young();
    }
    minute.ifPresent(it -> unnamed.add(new Span(it.minus(NAMED_BEFORE), it.plus(NAMED_BEFORE))));
    return new Word.Unnamed();
  }

  private boolean isYoung(Instant minute) {
    return isAfterEnd(minute, NAMED_BEFORE.negated());
  }

  private boolean isAfterEnd(Instant minute, Duration by) {
    return end.map(it -> minute.isAfter(it.plus(by))).orElse(true);
  }

  private static Optional<Instant> minute(LogFile file) {
    Matcher parts = MINUTE.matcher(file.leaf());
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(MINUTES.parse(parts.group(1), Instant::from));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  /**
   * A log file that is named was read.
   *
   * @param right whether it has the right hash, and all in it was understood
   */
  public synchronized void read(LogFile file, boolean right) {
    Expected named = expected.remove(file.name());
    if (named != null && !right) {
      named.by().wrong = true;
    }
  }

  /** What is proven, once all log files of the place that are there were read. */
  public synchronized Outcome close() {
    expected.forEach((name, named) -> {
      named.by().wrong = true;
      faults.add(
          new Fault(
              name,
              "It is missing: the digest of %s names it".formatted(named.by().file.name().end())));
    });
    if (overdue > 0) {
      faults.add(
          new Fault(
              place.place(),
              "The digests end at %s: %d log files are later than that by more than %d h"
                  .formatted(
                      end.map(Instant::toString).orElse("no time"), overdue, OVERDUE.toHours())));
    }
    faults.sort(Comparator.comparing(Fault::file));
    return new Outcome(verified(), List.copyOf(faults));
  }

  /** Of several trails each must prove it: nobody knows which of them logs everything. */
  private List<Span> verified() {
    return trails().values().stream()
        .map(this::delivered)
        .reduce((one, other) -> Span.without(one, Span.without(one, other)))
        .map(Ledger::happened)
        .orElse(List.of());
  }

  private List<Span> delivered(List<Entry> trail) {
    List<Span> good =
        trail.stream()
            .filter(it -> it.good && !it.wrong && !it.file.name().backfill())
            // One that begins a chain: for which part of its hour the trail logged is not known.
            .filter(it -> it.file.digest().previous().isPresent())
            .map(it -> it.file.delivered())
            .toList();
    Stream<Span> bad =
        trail.stream()
            .filter(it -> it.wrong || (it.file.name().backfill() && !it.good))
            .map(it -> it.file.delivered());
    return Span.without(
        Span.joined(good, Duration.ZERO), Stream.concat(bad, unnamed.stream()).toList());
  }

  /** The time of which all that happened was delivered in such a time. */
  private static List<Span> happened(List<Span> delivered) {
    return delivered.stream()
        .filter(span -> span.length().compareTo(LATEST_DELIVERY) > 0)
        .map(span -> new Span(span.from(), span.to().minus(LATEST_DELIVERY)))
        .toList();
  }

  public Source place() {
    return place;
  }
}
