package ninety.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import ninety.cloudtrail.LogArchive;
import ninety.cloudtrail.LogFile;
import ninety.digest.DigestTrail;

/** An archive in memory, which notes what was listed and opened. */
public final class MemoryArchive implements LogArchive {

  private final NavigableMap<String, byte[]> files = new TreeMap<>();
  private final List<String> listed = Collections.synchronizedList(new ArrayList<>());
  private final SortedSet<String> opened = Collections.synchronizedSortedSet(new TreeSet<>());

  private final Map<String, String> signatures = new TreeMap<>();
  private Optional<Home> home = Optional.empty();

  /** All that a trail delivered, as it lies in its bucket. */
  static MemoryArchive bucket(DigestTrail... trails) {
    MemoryArchive archive = copy(trails);
    archive.home = Optional.of(new Home(DigestTrail.BUCKET, ""));
    for (DigestTrail trail : trails) {
      archive.signatures.putAll(trail.signatures());
    }
    return archive;
  }

  /** A copy of that on a disk. */
  static MemoryArchive copy(DigestTrail... trails) {
    MemoryArchive archive = new MemoryArchive();
    for (DigestTrail trail : trails) {
      archive.files.putAll(trail.objects());
    }
    return archive;
  }

  MemoryArchive without(String name) {
    assertNotNull(files.remove(name), name);
    return this;
  }

  MemoryArchive at(String bucket, String prefix) {
    home = Optional.of(new Home(bucket, prefix));
    return this;
  }

  @Override
  public Optional<Home> home() {
    return home;
  }

  @Override
  public Signed signed(LogFile file) throws IOException {
    return new Signed(open(file), Optional.ofNullable(signatures.get(file.name())));
  }

  MemoryArchive with(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  public MemoryArchive with(String name, String... records) {
    return with(
        name,
        name.endsWith(".gz")
            ? gzip("{\"Records\":[" + String.join(",", records) + "]}")
            : String.join("\n", records).getBytes(UTF_8));
  }

  /** A file where CloudTrail puts it. */
  MemoryArchive log(String account, String region, String day, String... records) {
    String folder =
        "AWSLogs/%s/CloudTrail/%s/%s/".formatted(account, region, day.replace('-', '/'));
    return with(folder + name(account, region, day, files.size()), records);
  }

  static String name(String account, String region, String day, int number) {
    return "%s_CloudTrail_%s_%sT0815Z_%016d.json.gz"
        .formatted(account, region, day.replace("-", ""), number);
  }

  List<String> listed() {
    return listed;
  }

  SortedSet<String> opened() {
    return opened;
  }

  @Override
  public void list(String folder, Consumer<Entry> entries) {
    listed.add(folder);
    SortedSet<String> folders = new TreeSet<>();
    files
        .tailMap(folder, true)
        .forEach((name, content) -> {
          if (name.startsWith(folder)) {
            int end = name.indexOf('/', folder.length());
            if (end >= 0) {
              folders.add(name.substring(0, end + 1));
            } else {
              entries.accept(new Entry.File(new LogFile(name, content.length)));
            }
          }
        });
    folders.forEach(name -> entries.accept(new Entry.Folder(name)));
  }

  @Override
  public InputStream open(LogFile file) throws IOException {
    opened.add(file.name());
    byte[] content = files.get(file.name());
    if (content == null) {
      throw new IOException("There is no such file.");
    }
    return new ByteArrayInputStream(content);
  }

  static byte[] gzip(String content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content.getBytes(UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }
}
