package ninety.cli.process;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Duration;
import ninety.cli.option.Texts;
import ninety.stream.ConsumerSettings.Library;
import ninety.stream.ConsumerSettings.Pace;
import ninety.stream.ConsumerSettings.Retrieval;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The Kinesis Client Library's part. */
final class LibraryOptions {

  @Option(
      names = "--application",
      defaultValue = "${env:NINETY_APPLICATION:-ninety}",
      paramLabel = "NAME",
      description =
          "The KCL application: workers of one name share the stream; its lease table has that name"
              + " too (${DEFAULT-VALUE}).")
  private @Nullable String application;

  @Option(
      names = "--retrieval",
      defaultValue = "${env:NINETY_RETRIEVAL:-polling}",
      paramLabel = "HOW",
      description = "polling, or fan-out for enhanced fan-out (${DEFAULT-VALUE}).")
  private String retrieval = "";

  @Option(
      names = "--checkpoint-every",
      defaultValue = "${env:NINETY_CHECKPOINT_EVERY:-10s}",
      paramLabel = "DURATION",
      description = "The least time between two checkpoints of a shard (${DEFAULT-VALUE}).")
  private String checkpointEvery = "";

  @Option(
      names = "--pace",
      defaultValue = "${env:NINETY_PACE:-standard}",
      paramLabel = "PACE",
      description =
          "standard, or local for short intervals with servers on this machine; never against AWS"
              + " (${DEFAULT-VALUE}).")
  private String pace = "";

  Validation<Seq<String>, Library> library() {
    return Validation.combine(
            Texts.required("--application", "NINETY_APPLICATION", application),
            Texts.oneOf("--retrieval", retrieval, Retrieval.class),
            Texts.oneOf("--pace", pace, Pace.class),
            Texts.duration("--checkpoint-every", checkpointEvery, Duration.ZERO))
        .ap(Library::new);
  }
}
