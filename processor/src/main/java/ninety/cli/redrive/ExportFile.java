package ninety.cli.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import ninety.cli.terminal.Failure;
import ninety.cli.terminal.Json;
import ninety.ingest.Letter;
import org.jspecify.annotations.Nullable;

/**
 * A file of messages, one JSON line each, as {@code aws sqs receive-message} prints them, so that
 * {@code ninety explain} reads it. Records name users, so it is for its owner's eyes alone, and
 * never written over another file.
 */
final class ExportFile implements AutoCloseable {

  private final String name;
  private final BufferedWriter out;
  private long messages;

  private ExportFile(String name, BufferedWriter out) {
    this.name = name;
    this.out = out;
  }

  /**
   * Makes the file.
   *
   * @throws Failure if it is there already, or cannot be made
   */
  static ExportFile create(String name) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mine =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try {
      return new ExportFile(
          name,
          new BufferedWriter(
              new OutputStreamWriter(
                  Channels.newOutputStream(
                      Files.newByteChannel(
                          Path.of(name),
                          Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                          mine)),
                  UTF_8)));
    } catch (FileAlreadyExistsException there) {
      throw Failure.failed("%s is there already; name another file".formatted(name));
    } catch (IOException | IllegalArgumentException failed) {
      throw Failure.failed("%s cannot be written: %s".formatted(name, failed));
    }
  }

  void add(QueueName queue, Letter letter) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("Queue", queue.words());
    fields.put("MessageId", letter.id());
    fields.put("Attributes", Map.of("SentTimestamp", Long.toString(letter.sent().toEpochMilli())));
    Map<String, Object> attributes = new TreeMap<>();
    letter
        .attributes()
        .forEach((attribute, text) ->
            attributes.put(attribute, Map.of("StringValue", text, "DataType", "String")));
    fields.put("MessageAttributes", attributes);
    fields.put("Body", letter.text());
    try {
      out.write(Json.line(fields));
      out.newLine();
      messages++;
    } catch (IOException failed) {
      throw Failure.failed("%s cannot be written: %s".formatted(name, failed));
    }
  }

  long messages() {
    return messages;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException failed) {
      throw Failure.failed("%s cannot be written: %s".formatted(name, failed));
    }
  }
}
