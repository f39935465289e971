package ninety.cli.option;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Instant;
import java.util.Optional;
import ninety.exemption.Exemption;
import ninety.user.Author;
import ninety.user.Caller;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Why something is done and who does it, the same for all commands that leave a trail. */
public final class WhyOptions {

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the auditor.")
  private @Nullable String reason;

  @Mixin private ByOption by = new ByOption();

  /** A reason, and the name of whoever gives it. */
  public record Why(String reason, String by) {

    /** Whoever gives it, as the trail names them. */
    public Author author(Instant at, Caller caller) {
      return new Author(by, at, Optional.of(caller));
    }
  }

  public Validation<Seq<String>, Why> value() {
    return Validation.combine(Texts.line("--reason", reason, Exemption.LONGEST_REASON), by.value())
        .ap(Why::new);
  }
}
