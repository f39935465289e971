package ninety.replay;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import ninety.cloudtrail.LogArchive;
import ninety.cloudtrail.LogFile;
import ninety.cloudtrail.Unzipping;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.digest.Digest;
import ninety.digest.DigestFile;
import ninety.digest.DigestName;
import ninety.digest.Fault;
import ninety.digest.Ledger;
import ninety.digest.Location;
import ninety.digest.SigningKeys;

/**
 * The digests of an archive, place by place: {@code …/111122223333/CloudTrail-Digest/<Region>/}
 * beside {@code …/111122223333/CloudTrail/<Region>/}. Of one place at a time they are held.
 */
final class Places {

  private static final String LOGS = "CloudTrail/";
  private static final String DIGESTS = "CloudTrail-Digest/";

  private final LogArchive archive;
  private final Scope scope;
  private final SigningKeys keys;
  private final ExecutorService threads;
  private final Map<Source, List<Span>> verified = new TreeMap<>();

  Places(LogArchive archive, Scope scope, SigningKeys keys, ExecutorService threads) {
    this.archive = archive;
    this.scope = scope;
    this.keys = keys;
    this.threads = threads;
  }

  /** What is proven of each place. */
  Map<Source, List<Span>> verified() {
    return verified;
  }

  /** Whether a folder holds an account's logs, by the folders in it. */
  static boolean isAccount(String folder, List<String> folders) {
    return folders.contains(folder + LOGS) || folders.contains(folder + DIGESTS);
  }

  /** The Regions of which an account's folder has logs or digests, and that are in the scope. */
  SortedSet<String> regions(Replay.Folder account) throws IOException {
    SortedSet<String> regions = new TreeSet<>();
    for (String kind : List.of(LOGS, DIGESTS)) {
      String above = account.name() + kind;
      for (String folder : folders(account, kind)) {
        String region = folder.substring(above.length(), folder.length() - 1);
        if (scope.mayHold(account.name() + LOGS + region + "/")) {
          regions.add(region);
        }
      }
    }
    return regions;
  }

  /** The folder of a Region's logs; empty where there is none. */
  Optional<String> logs(Replay.Folder account, String region) throws IOException {
    return folder(account, LOGS, region);
  }

  private Optional<String> folder(Replay.Folder account, String kind, String region)
      throws IOException {
    return Optional.of(account.name() + kind + region + "/")
        .filter(folders(account, kind)::contains);
  }

  /** The folders below one of both, where it is there. */
  private List<String> folders(Replay.Folder account, String kind) throws IOException {
    List<String> folders = new ArrayList<>();
    String above = account.name() + kind;
    if (account.folders().contains(above)) {
      archive.list(
          above,
          entry -> {
            if (entry instanceof LogArchive.Entry.Folder(var name)) {
              folders.add(name);
            }
          });
    }
    return folders;
  }

  /** Reads the digests of a Region. */
  Ledger open(Replay.Folder account, String region) throws IOException {
    List<LogFile> files = new ArrayList<>();
    Optional<String> digests = folder(account, DIGESTS, region);
    if (digests.isPresent()) {
      descend(digests.get(), files::add);
    }
    List<DigestFile> found = new ArrayList<>();
    List<Fault> unreadable = new ArrayList<>();
    for (Map.Entry<LogFile, Future<DigestFile>> each : read(files).entrySet()) {
      try {
        found.add(result(each.getValue()));
      } catch (IOException failed) {
        unreadable.add(new Fault(each.getKey().name(), String.valueOf(failed.getMessage())));
      }
    }
    Source place = place(account.name(), region, found);
    found.removeIf(it -> {
      boolean other =
          !it.name().region().equals(region)
              || !Optional.of(it.name().account()).equals(place.account());
      if (other) {
        unreadable.add(new Fault(it.file().name(), "It is of another account or Region"));
      }
      return other || !it.delivered().to().isAfter(scope.since());
    });
    return new Ledger(
        place,
        new Ledger.Terms(
            archive.home().map(it -> new Location(it.bucket(), it.prefix())),
            keys,
            new Span(scope.since(), scope.until()),
            scope::holds),
        found,
        unreadable);
  }

  private static Source place(String account, String region, List<DigestFile> found) {
    Optional<String> number =
        Optional.of(account.replaceFirst(".*?(\\d{12})/$", "$1"))
            .filter(it -> it.matches("\\d{12}"))
            .or(() -> found.stream().map(it -> it.name().account()).findFirst());
    return new Source(number, region, Source.Kind.SCHEDULE);
  }

  private void descend(String folder, Consumer<LogFile> files) throws IOException {
    List<String> folders = new ArrayList<>();
    archive.list(
        folder,
        entry -> {
          switch (entry) {
            case LogArchive.Entry.Folder(var name) -> {
              if (scope.mayHoldDigests(name)) {
                folders.add(name);
              }
            }
            case LogArchive.Entry.File(var file) -> {
              if (DigestName.of(file).isPresent()) {
                files.accept(file);
              }
            }
          }
        });
    for (String each : folders) {
      descend(each, files);
    }
  }

  private Map<LogFile, Future<DigestFile>> read(List<LogFile> files) {
    Map<LogFile, Future<DigestFile>> results = new TreeMap<>(Comparator.comparing(LogFile::name));
    for (LogFile file : files) {
      Callable<DigestFile> reading = () -> read(file);
      results.put(file, threads.submit(reading));
    }
    return results;
  }

  private DigestFile read(LogFile file) throws IOException {
    LogArchive.Signed signed = archive.signed(file);
    try (InputStream packed = signed.content();
        InputStream content = Unzipping.unpacked(packed)) {
      byte[] bytes = content.readNBytes(Digest.LARGEST);
      if (content.read() >= 0) {
        throw new IOException("It is larger than any digest file is");
      }
      return new DigestFile(
          file, DigestName.of(file).orElseThrow(), Digest.read(bytes), signed.signature());
    }
  }

  private static DigestFile result(Future<DigestFile> reading) throws IOException {
    try {
      return reading.get();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case IOException unreadable -> throw unreadable;
        case RuntimeException known -> throw known;
        case null, default ->
            throw new IllegalStateException("a digest could not be read", failed.getCause());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("It was interrupted", interrupted);
    }
  }

  /** What came of a place; where several folders have it, each must prove it. */
  List<Unread> close(Ledger ledger) {
    Ledger.Outcome outcome = ledger.close();
    verified.merge(
        ledger.place(),
        outcome.verified().stream().flatMap(scope::part).toList(),
        (one, other) -> Span.without(one, Span.without(one, other)));
    return outcome.faults().stream().map(fault -> new Unread(fault.file(), fault.why())).toList();
  }
}
