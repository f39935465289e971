package ninety.replay;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import ninety.cloudtrail.LogArchive;
import ninety.cloudtrail.LogFile;
import ninety.cloudtrail.RecordReader;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.digest.Ledger;
import ninety.digest.SigningKeys;
import ninety.ingest.Counts;
import ninety.ingest.DeadLetters;

/**
 * The reading of an archive into the table, some files at a time, each record held alone. It keeps
 * no position: records only grow, so what was read before changes nothing, and whatever ends a
 * replay, another one begins anew and ends in the same table (promises 1 and 4).
 *
 * <p>Of folders the first by name comes first and then the last, the last but one and so on; names
 * are in the order of time. A record keeps when its user was seen first and last, so what lies
 * between changes little, and costs no write (promise 8).
 */
public final class Replay {

  /** So that a bucket of something else is not listed in memory. */
  public static final int MOST_NAMED = 1000;

  /**
   * What is read, and when.
   *
   * @param listeningSince when events began to come by the stream; empty where they did not
   * @param names says whose a name is, of records that know their user by that alone; empty where
   *     these are nobody's
   * @param keys by which CloudTrail's digests are checked. Then only log files are taken that a
   *     valid digest names with their hash; empty where all are
   */
  public record Terms(
      Scope scope,
      Instant now,
      Optional<Instant> listeningSince,
      Optional<Names.Source> names,
      Optional<SigningKeys> keys) {

    /** Terms without names and digests. */
    public Terms(Scope scope, Instant now, Optional<Instant> listeningSince) {
      this(scope, now, listeningSince, Optional.empty(), Optional.empty());
    }
  }

  /** How far a replay is. */
  public record Progress(
      long files, long bytes, long allFiles, long allBytes, Counts.Tally tally) {}

  private final LogArchive archive;
  private final Terms terms;
  private final RecordReader reader;
  private final Counts counts;
  private final Optional<Function<DeadLetters, Taking>> settles;
  private final int atOnce;
  private final Reckoning reckoning;
  private final ByName byName;
  private final List<FileRun> unsettled = new ArrayList<>();
  private final List<Unread> unread = new ArrayList<>();
  private long alsoUnread;
  private long left;
  private volatile Optional<Ledger> ledger = Optional.empty();
  private long files;
  private long bytes;

  /**
   * @param settles makes what settles the records of a file, of where its letters go; empty where
   *     they are counted only
   * @param atOnce files that are read at one time
   */
  public Replay(
      LogArchive archive,
      Terms terms,
      RecordReader reader,
      Counts counts,
      Optional<Function<DeadLetters, Taking>> settles,
      int atOnce) {
    this(archive, terms, reader, counts, settles, atOnce, new Deliveries());
  }

  /**
   * The same of an archive whose files have other names.
   *
   * @param reckoning says of which time all was read
   */
  public Replay(
      LogArchive archive,
      Terms terms,
      RecordReader reader,
      Counts counts,
      Optional<Function<DeadLetters, Taking>> settles,
      int atOnce,
      Reckoning reckoning) {
    this.reckoning = reckoning;
    this.archive = archive;
    this.terms = terms;
    this.reader = reader;
    this.counts = counts;
    this.settles = settles;
    this.atOnce = atOnce;
    this.byName = new ByName(terms.names());
  }

  /** What there is to be read. */
  public record Size(long files, long bytes) {}

  /**
   * Lists all that is in the scope.
   *
   * @throws IOException if it cannot be listed to its end
   */
  public Size size() throws IOException {
    long[] sum = new long[2];
    descend(
        "",
        file -> {
          sum[0]++;
          sum[1] += file.size();
        },
        _ -> false);
    return new Size(sum[0], sum[1]);
  }

  /**
   * Reads all that is in the scope. Once only.
   *
   * @throws IOException if it cannot be listed to its end, or nothing is settled any more; what was
   *     read until then is in the table
   * @throws RuntimeException where only a person can help
   */
  public Replayed run(Size size, Consumer<Progress> progress) throws IOException {
    try (Crew crew = new Crew(atOnce)) {
      Optional<Places> places =
          terms.keys().map(it -> new Places(archive, terms.scope(), it, crew.threads()));
      Consumer<LogFile> files =
          file -> {
            Optional<Ledger> account = ledger;
            crew.take(() -> read(file, account, size, progress));
          };
      descend("", files, folder -> places.isPresent() && proven(folder, places.get(), files, crew));
      crew.await();
      settleByName();
      return replayed(places.map(Places::verified).orElse(Map.of()));
    } catch (FileRun.NotSettled later) {
      throw notSettled(later);
    }
  }

  private synchronized Replayed replayed(Map<Source, List<Span>> verified) {
    unread.sort(Comparator.comparing(Unread::name));
    return new Replayed(
        files,
        bytes,
        List.copyOf(unread),
        alsoUnread,
        left,
        reckoning.spans(terms.scope(), terms.now()),
        verified);
  }

  private static IOException notSettled(FileRun.NotSettled later) {
    return new IOException(
        "The users table did not take the records for a while. What it took is kept: replay again.",
        later);
  }

  /** Reads an account's folder Region by Region, each with its digests; false where it is none. */
  private boolean proven(Folder folder, Places places, Consumer<LogFile> files, Crew crew)
      throws IOException {
    if (!Places.isAccount(folder.name(), folder.folders())) {
      return false;
    }
    for (String region : places.regions(folder)) {
      crew.await();
      Ledger opened = places.open(folder, region);
      ledger = Optional.of(opened);
      Optional<String> logs = places.logs(folder, region);
      if (logs.isPresent()) {
        descend(logs.get(), files, _ -> false);
      }
      crew.await();
      places.close(opened).forEach(this::refuted);
      ledger = Optional.empty();
    }
    return true;
  }

  /** Of a log file that is known to be missing no word says that its day was wholly read. */
  private void refuted(Unread fault) {
    name(fault);
    reckoning.read(new LogFile(fault.name(), 0), false);
  }

  private void read(
      LogFile file, Optional<Ledger> account, Size size, Consumer<Progress> progress) {
    Optional<Ledger.Word> word =
        account.map(it -> it.word(file)).or(() -> terms.keys().map(_ -> new Ledger.Word.Unnamed()));
    boolean whole =
        switch (word.orElse(null)) {
          case null -> taken(file, Optional.empty());
          case Ledger.Word.Named(var hash) -> taken(file, Optional.of(hash));
          case Ledger.Word.Young _, Ledger.Word.Unproven _ -> left(file);
          case Ledger.Word.Unnamed _ -> {
            name(new Unread(file.name(), "No digest names it, so nothing of it was taken"));
            reckoning.read(file, false);
            yield false;
          }
        };
    account.ifPresent(it -> it.read(file, whole));
    synchronized (this) {
      files++;
      bytes += file.size();
      progress.accept(new Progress(files, bytes, size.files(), size.bytes(), counts.tally()));
    }
  }

  /** False, too, as long as some of its records wait for what is known of names. */
  private boolean taken(LogFile file, Optional<String> hash) {
    FileRun run = new FileRun(file, hash, terms, counts, settles, byName);
    run.run(archive, reader);
    if (run.hasAside()) {
      synchronized (this) {
        unsettled.add(run);
      }
      return false;
    }
    done(run);
    return run.isWhole();
  }

  private void done(FileRun run) {
    reckoning.read(run.file(), run.isWhole());
    run.unread().ifPresent(this::name);
  }

  /** What all files together say of names is known when they were read. */
  private void settleByName() {
    if (unsettled.isEmpty()) {
      return;
    }
    byName.ask();
    for (FileRun run : unsettled) {
      run.settleAside();
      done(run);
    }
    byName.log();
  }

  private synchronized boolean left(LogFile file) {
    left++;
    reckoning.read(file, false);
    return false;
  }

  private synchronized void name(Unread file) {
    if (unread.size() < MOST_NAMED) {
      unread.add(file);
    } else {
      alsoUnread++;
    }
  }

  /**
   * A folder.
   *
   * @param folders all that are in it, in the scope or not
   */
  record Folder(String name, List<String> folders) {}

  private interface Account {
    /** Whether it is one, and has been read with all that is in it. */
    boolean read(Folder folder) throws IOException;
  }

  /** The files of a folder as they come, then its folders, the oldest and then the newest first. */
  private void descend(String folder, Consumer<LogFile> files, Account account) throws IOException {
    List<String> folders = new ArrayList<>();
    archive.list(
        folder,
        entry -> {
          switch (entry) {
            case LogArchive.Entry.Folder(var name) -> folders.add(name);
            case LogArchive.Entry.File(var file) -> {
              if (terms.scope().holds(file)) {
                files.accept(file);
              }
            }
          }
        });
    if (account.read(new Folder(folder, List.copyOf(folders)))) {
      return;
    }
    folders.removeIf(each -> !terms.scope().mayHold(each));
    folders.sort(Comparator.reverseOrder());
    Collections.rotate(folders, 1);
    for (String each : folders) {
      descend(each, files, account);
    }
  }
}
