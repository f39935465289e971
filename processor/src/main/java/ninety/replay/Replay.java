package ninety.replay;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import ninety.cloudtrail.LogArchive;
import ninety.cloudtrail.LogFile;
import ninety.cloudtrail.RecordReader;
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
   */
  public record Terms(
      Scope scope, Instant now, Optional<Instant> listeningSince, Optional<Names.Source> names) {
    public Terms(Scope scope, Instant now, Optional<Instant> listeningSince) {
      this(scope, now, listeningSince, Optional.empty());
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
        });
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
    Semaphore free = new Semaphore(atOnce);
    AtomicReference<RuntimeException> failed = new AtomicReference<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      descend(
          "",
          file -> {
            free.acquireUninterruptibly();
            if (failed.get() != null) {
              throw failed.get();
            }
            threads.execute(() -> {
              try {
                read(file, size, progress);
              } catch (Throwable lasting) { // An Error too: a file that was not read is no day's.
                failed.compareAndSet(
                    null,
                    lasting instanceof RuntimeException known
                        ? known
                        : new IllegalStateException("a file could not be read", lasting));
              } finally {
                free.release();
              }
            });
          });
    } catch (FileRun.NotSettled later) {
      throw notSettled(later);
    }
    if (failed.get() instanceof FileRun.NotSettled later) {
      throw notSettled(later);
    }
    if (failed.get() != null) {
      throw failed.get();
    }
    try {
      settleByName();
    } catch (FileRun.NotSettled later) {
      throw notSettled(later);
    }
    synchronized (this) {
      unread.sort(Comparator.comparing(Unread::name));
      return new Replayed(
          files,
          bytes,
          List.copyOf(unread),
          alsoUnread,
          reckoning.spans(terms.scope(), terms.now()));
    }
  }

  private static IOException notSettled(FileRun.NotSettled later) {
    return new IOException(
        "The users table did not take the records for a while. What it took is kept: replay again.",
        later);
  }

  private void read(LogFile file, Size size, Consumer<Progress> progress) {
    FileRun run = new FileRun(file, terms, counts, settles, byName);
    run.run(archive, reader);
    synchronized (this) {
      if (run.hasAside()) {
        unsettled.add(run);
      } else {
        done(run);
      }
      files++;
      bytes += file.size();
      progress.accept(new Progress(files, bytes, size.files(), size.bytes(), counts.tally()));
    }
  }

  private synchronized void done(FileRun run) {
    reckoning.read(run.file(), run.isWhole());
    run.unread()
        .ifPresent(it -> {
          if (unread.size() < MOST_NAMED) {
            unread.add(it);
          } else {
            alsoUnread++;
          }
        });
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

  /** The files of a folder as they come, then its folders, the oldest and then the newest first. */
  private void descend(String folder, Consumer<LogFile> files) throws IOException {
    List<String> folders = new ArrayList<>();
    archive.list(
        folder,
        entry -> {
          switch (entry) {
            case LogArchive.Entry.Folder(var name) -> {
              if (terms.scope().mayHold(name)) {
                folders.add(name);
              }
            }
            case LogArchive.Entry.File(var file) -> {
              if (terms.scope().holds(file)) {
                files.accept(file);
              }
            }
          }
        });
    folders.sort(Comparator.reverseOrder());
    Collections.rotate(folders, 1);
    for (String each : folders) {
      descend(each, files);
    }
  }
}
