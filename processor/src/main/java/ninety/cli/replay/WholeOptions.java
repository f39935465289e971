package ninety.cli.replay;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Instant;
import java.util.Optional;
import ninety.cli.option.ByOption;
import ninety.cli.option.Texts;
import ninety.user.Author;
import ninety.user.Caller;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** On what it rests that nothing is missing from an archive. */
final class WholeOptions {

  @Option(
      names = "--complete",
      description =
          "State that the archive has every log file that CloudTrail delivered, of management"
              + " events, of reads and of writes. Days of which all was read then count as covered,"
              + " once they were read of every place from which signs of life are expected: users"
              + " are judged by them, and gaps are mended. Whether files are missing within a day"
              + " nobody can see, and a wrong word here passes users who did not come. Who states"
              + " it is kept, with the caller as AWS names it.")
  private boolean complete;

  @Mixin private ByOption by = new ByOption();

  /** What it rests on. */
  record Whole(boolean complete, String by) {

    Author author(Instant at, Caller caller) {
      return new Author(by, at, Optional.of(caller));
    }
  }

  Validation<Seq<String>, Whole> value() {
    return Texts.alone(by.value()).map(name -> new Whole(complete, name));
  }
}
