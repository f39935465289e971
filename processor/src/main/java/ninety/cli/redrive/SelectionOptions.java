package ninety.cli.redrive;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ninety.cli.option.Texts;
import ninety.redrive.Selection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which messages of a queue are meant. */
final class SelectionOptions {

  private static final int MOST = 1_000_000_000;

  @Option(
      names = "--reason",
      paramLabel = "WORDS",
      description =
          "Only what was given up for one of these reasons, as 'ninety redrive list' names them;"
              + " a comma list.")
  private @Nullable String reason;

  @Option(
      names = "--older-than",
      paramLabel = "DURATION",
      description = "Only what was given up at least so long ago: 90s, 5m, 1h or 2d.")
  private @Nullable String olderThan;

  @Option(
      names = "--younger-than",
      paramLabel = "DURATION",
      description = "Only what was given up at most so long ago.")
  private @Nullable String youngerThan;

  @Option(names = "--max", paramLabel = "N", description = "At most so many messages (all).")
  private @Nullable String max;

  Validation<Seq<String>, Selection> selection() {
    return Validation.combine(
            Validation.<String, Set<String>>valid(
                QueueOptions.urls(reason).collect(Collectors.toSet())),
            age("--older-than", olderThan),
            age("--younger-than", youngerThan),
            max == null || max.isBlank()
                ? Validation.<String, Long>valid(Selection.ALL.atMost())
                : Texts.count("--max", max, 1, MOST).map(Integer::longValue))
        .ap(Selection::new);
  }

  private static Validation<String, Optional<Duration>> age(String option, @Nullable String text) {
    return text == null || text.isBlank()
        ? Validation.valid(Optional.empty())
        : Texts.duration(option, text, Duration.ZERO).map(Optional::of);
  }
}
