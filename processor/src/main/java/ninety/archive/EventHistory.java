package ninety.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import ninety.cloudtrail.HistoryPart;
import ninety.cloudtrail.HistoryPart.Answered;
import ninety.cloudtrail.LogArchive;
import ninety.cloudtrail.LogFile;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.Event;

/**
 * CloudTrail's event history as an archive: each part of it is a file, and what is asked for comes
 * in the form of a log file, page by page. It only looks up ({@code cloudtrail:LookupEvents}). Each
 * record is seen to be what was asked for; where one is not, the file cannot be read.
 */
public final class EventHistory implements LogArchive {

  private static final byte[] BEGIN = "{\"Records\":[".getBytes(UTF_8);
  private static final byte[] END = "]}".getBytes(UTF_8);
  private static final byte[] UNREADABLE = "null".getBytes(UTF_8);

  private final HistoryCalls calls;
  private final SortedSet<String> names;
  private final Map<LogFile, HistoryPart> parts;

  /**
   * @param names of the events that are asked for, one after the other, since one call takes one
   */
  public EventHistory(HistoryCalls calls, SortedSet<String> names, List<HistoryPart> parts) {
    this.calls = calls;
    this.names = names;
    this.parts =
        parts.stream()
            .distinct()
            .collect(Collectors.toUnmodifiableMap(HistoryPart::file, Function.identity()));
  }

  @Override
  public void list(String folder, Consumer<Entry> entries) {
    parts.keySet().forEach(file -> entries.accept(new Entry.File(file)));
  }

  @Override
  public InputStream open(LogFile file) throws IOException {
    HistoryPart part = parts.get(file);
    if (part == null) {
      throw new IOException("There is no such part.");
    }
    return new Content(part);
  }

  /** A log file that is made while it is read. */
  private final class Content extends InputStream {

    private final HistoryPart part;
    private final Iterator<String> left = names.iterator();
    private final byte[] single = new byte[1];
    private @Nullable HistoryPages pages;
    private String name = "";
    private byte[] made = BEGIN;
    private int at;
    private boolean any;
    private boolean ended;

    Content(HistoryPart part) {
      this.part = part;
    }

    @Override
    public int read() throws IOException {
      return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      while (at == made.length) {
        if (ended) {
          return -1;
        }
        made = next();
        at = 0;
      }
      int count = Math.min(length, made.length - at);
      System.arraycopy(made, at, into, from, count);
      at += count;
      return count;
    }

    private byte[] next() throws IOException {
      if (pages == null || pages.over()) {
        if (!left.hasNext()) {
          ended = true;
          return END;
        }
        name = left.next();
        pages = new HistoryPages(calls, part, name);
      }
      ByteArrayOutputStream records = new ByteArrayOutputStream();
      for (Event event : pages.page()) {
        if (any) {
          records.write(',');
        }
        any = true;
        records.writeBytes(record(event));
      }
      return records.toByteArray();
    }

    private byte[] record(Event event) throws IOException {
      return switch (part.check(name, event.eventId(), event.cloudTrailEvent())) {
        case Answered.Asked(var json) -> json.getBytes(UTF_8);
        case Answered.Unreadable() -> UNREADABLE;
        case Answered.Foreign(var why) ->
            throw new IOException(
                "CloudTrail was asked for %s and answered with a record %s.".formatted(name, why));
      };
    }
  }
}
