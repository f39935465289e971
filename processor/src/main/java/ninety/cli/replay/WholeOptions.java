package ninety.cli.replay;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import ninety.app.DigestCheck;
import ninety.cli.option.ByOption;
import ninety.user.Author;
import ninety.user.Caller;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--verify-digests",
      description =
          "Check CloudTrail's digest files, which lie beside the log files: their signatures, their"
              + " chain, and the hash of each log file. Only log files that a valid digest names"
              + " are taken. The time of which the digests prove that all was read counts as"
              + " covered without --complete. That the trail logs management events, reads and"
              + " writes, no digest proves.")
  private boolean verifyDigests;

  @Option(
      names = "--public-keys",
      paramLabel = "FILE",
      description =
          "The keys with which digests are checked, as 'aws cloudtrail list-public-keys"
              + " --start-time ... --region ...' prints them; of several Regions one behind the"
              + " other (CloudTrail is asked, in the Region of each digest).")
  private @Nullable Path publicKeys;

  @Mixin private ByOption by = new ByOption();

  /** What it rests on. */
  record Whole(boolean complete, Optional<DigestCheck> digests, String by) {

    ReplayView.Ground ground() {
      return new ReplayView.Ground(complete, digests.isPresent());
    }

    Author author(Instant at, Caller caller) {
      return new Author(by, at, Optional.of(caller));
    }
  }

  private Validation<String, Optional<DigestCheck>> digests() {
    Optional<Path> keys = Optional.ofNullable(publicKeys);
    if (keys.isPresent() && !verifyDigests) {
      return Validation.invalid("--public-keys is of use with --verify-digests only");
    }
    if (keys.filter(file -> !Files.isRegularFile(file)).isPresent()) {
      return Validation.invalid("--public-keys: there is no file '%s'".formatted(publicKeys));
    }
    return Validation.valid(verifyDigests ? Optional.of(new DigestCheck(keys)) : Optional.empty());
  }

  Validation<Seq<String>, Whole> value() {
    return Validation.combine(by.value(), digests())
        .ap((name, check) -> new Whole(complete, check, name));
  }
}
