package ninety.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.Output;
import ninety.cli.terminal.TextTable;
import ninety.format.Headline;
import ninety.signature.Judged;
import ninety.signature.Verdict;
import ninety.signature.Verdicts;
import org.jspecify.annotations.Nullable;

/** Judged messages in words. */
record VerdictView(Verdicts verdicts) {

  private static final List<String> COLUMNS =
      List.of("MESSAGE", "RESULT", "STEP", "ALERT", "FINDING");

  private static final Headline NOTHING_PROVED =
      new Headline(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * @param wide with the finding, as wide as that is
   */
  void print(Output form, boolean wide, PrintWriter out) {
    switch (form) {
      case JSON -> verdicts.all().forEach(judged -> out.println(Json.line(fields(judged))));
      case TABLE -> {
        if (!verdicts.all().isEmpty()) {
          table(wide, out);
        }
      }
    }
    out.flush();
  }

  private static Map<String, @Nullable Object> fields(Judged judged) {
    Headline headline = headline(judged);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("source", judged.source());
    fields.put("messageId", Json.text(judged.messageId()));
    fields.put("result", judged.verdict().label());
    fields.put("alertId", Json.text(headline.alertId()));
    fields.put("findingUid", Json.text(headline.findingUid()));
    fields.put("step", Json.text(headline.step()));
    fields.put("keyId", Json.text(judged.verdict().keyId()));
    fields.put("reason", Json.text(reason(judged.verdict())));
    return fields;
  }

  private void table(boolean wide, PrintWriter out) {
    int shown = wide ? COLUMNS.size() : COLUMNS.size() - 1;
    TextTable table = new TextTable(COLUMNS.subList(0, shown).toArray(String[]::new));
    List<Judged> all = verdicts.all();
    all.forEach(judged -> table.row(cells(judged).subList(0, shown).toArray(String[]::new)));
    table.print(wide, out);
    all.forEach(judged ->
        reason(judged.verdict())
            .ifPresent(why ->
                out.println(TextTable.printable(judged.source() + " is not valid: " + why))));
    out.printf(
        "%d %s: %s%n",
        all.size(),
        all.size() == 1 ? "message" : "messages",
        verdicts.counts().entrySet().stream()
            .map(entry -> "%d %s".formatted(entry.getValue(), entry.getKey()))
            .collect(Collectors.joining(", ")));
    verdicts
        .keys()
        .forEach(keyId -> out.println(TextTable.printable("Valid signatures are by " + keyId)));
  }

  private static List<String> cells(Judged judged) {
    Headline headline = headline(judged);
    return List.of(
        judged.source(),
        judged.verdict().label(),
        headline.step().orElse("-"),
        headline.alertId().orElse("-"),
        headline.findingUid().orElse("-"));
  }

  private static Headline headline(Judged judged) {
    return judged.proven().map(body -> Headline.of(body.getBytes(UTF_8))).orElse(NOTHING_PROVED);
  }

  /** Why it is not valid, without its subject. */
  private static Optional<String> reason(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Valid _ -> Optional.empty();
      case Verdict.Unsigned _ ->
          Optional.of(
              "it has no attribute 'signature'; was it received with --message-attribute-names"
                  + " All?");
      case Verdict.OtherKey(var keyId) ->
          Optional.of("it is signed with another key: " + keyId + " is not among those of --key");
      case Verdict.Changed(var keyId) ->
          Optional.of("the body is not what was signed with " + keyId + ": it was changed");
      case Verdict.NoMatch(var keyId) ->
          Optional.of(
              "the body was changed, or it is signed with another key than that of --key; it names "
                  + keyId.orElse("none"));
      case Verdict.LineBreak _ ->
          Optional.of(
              "the file ends with a line break that was not signed; write the body without it"
                  + " (jq -j, printf %s)");
      case Verdict.OtherAlgorithm(var algorithm) ->
          Optional.of("its algorithm is '" + algorithm + "'; only ES256 is taken");
      case Verdict.Malformed(var why) -> Optional.of("its signature cannot be read: " + why);
      case Verdict.NoMessage(var why) -> Optional.of("it " + why);
    };
  }
}
