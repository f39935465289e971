package ninety.cli.option;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.cloudtrail.Reading;
import ninety.cloudtrail.RecordFile;
import ninety.cloudtrail.RecordReader;

/** A file of records that was named on the command line; {@code -} is standard input. */
public record InputFile(String name) {

  public static final String STANDARD_INPUT = "-";

  /**
   * The readings of its elements, in the file's order.
   *
   * @param now records that are later are rejected, as everywhere
   */
  public List<Reading> readings(RecordReader reader, Instant now) throws IOException {
    if (name.equals(STANDARD_INPUT)) {
      return RecordFile.read(System.in, reader, now);
    }
    try (InputStream in = new FileInputStream(name)) {
      return RecordFile.read(in, reader, now);
    }
  }

  /** Why it could not be read, in one line. */
  public String why(IOException unreadable) {
    String message = Optional.ofNullable(unreadable.getMessage()).orElse(unreadable.toString());
    return message.startsWith(name) ? message : name + ": " + message;
  }
}
