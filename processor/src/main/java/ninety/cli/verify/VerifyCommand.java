package ninety.cli.verify;

import io.vavr.control.Try;
import io.vavr.control.Validation;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ninety.cli.option.OutputOption;
import ninety.cli.option.Texts;
import ninety.cli.option.WideOption;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.Output;
import ninety.cli.terminal.TextTable;
import ninety.format.Headline;
import ninety.signature.MessageFile;
import ninety.signature.MessageFile.Entry;
import ninety.signature.PublicKeys;
import ninety.signature.PublicKeys.Reading;
import ninety.signature.Verdict;
import ninety.signature.Verifier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    customSynopsis = "ninety verify --key=FILE [OPTION]... [FILE]...",
    description = {
      "Says whether alerts are ours and unchanged, by the signatures that 'ninety sweep"
          + " --signing-key' gives them. Needs no AWS.",
      "",
      "Reads messages as the AWS CLI prints them: its whole output, single messages, JSON lines."
          + " Take them from the queue itself; many SIEMs do not keep message attributes:",
      "",
      "  aws kms get-public-key --key-id alias/ninety-signing > key.json",
      "  aws sqs receive-message --queue-url URL --max-number-of-messages 10 \\",
      "    --message-attribute-names All > messages.json",
      "  ninety verify messages.json --key key.json",
      "",
      "With --signature, FILE is the bare body of one message, to the byte.",
      "",
      "A valid signature proves who sent the body. It does not prove that no alert is missing: see"
          + " metadata.sequence, which counts the alerts of a finding.",
      "",
      "With --output json, one JSON line each: source (FILE#INDEX, from 0), messageId, result"
          + " (valid, no-signature, other-key, changed, no-match, other-algorithm, malformed),"
          + " keyId, reason; and where it is valid, alertId, findingUid, step.",
      "",
      "Exit code 0 means that all are valid; 1, that one is not, or that there is none.",
      ""
    })
public final class VerifyCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";

  /** In bytes; a JWKS with a hundred keys has 20,000. */
  private static final int LARGEST_SMALL_FILE = 1 << 20;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "Files to read; none, or -, for standard input.")
  private List<String> files = List.of();

  @Option(
      names = "--key",
      defaultValue = "${env:NINETY_KEY}",
      paramLabel = "FILE",
      description =
          "The public key: what 'aws kms get-public-key' prints, PEM, DER, a JWK, or a JWKS, of"
              + " which the signature's key id chooses one.")
  private @Nullable String key;

  @Option(
      names = "--signature",
      paramLabel = "JWS",
      description = "The signature of a bare body, or a file that holds it.")
  private @Nullable String signature;

  @Mixin private WideOption wide = new WideOption();

  @Mixin private OutputOption output = new OutputOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  VerifyCommand() {}

  private record Settings(Verifier verifier, Optional<String> signature, Output output) {}

  /** What came of one element of a file. */
  private record Judged(
      String source,
      Optional<String> messageId,
      String result,
      Optional<String> keyId,
      Optional<String> reason,
      Headline headline) {

    boolean valid() {
      return reason.isEmpty();
    }
  }

  private static final Headline NOTHING_PROVED =
      new Headline(Optional.empty(), Optional.empty(), Optional.empty());

  @Override
  public Integer call() {
    Settings settings =
        Texts.checked(
            Validation.combine(
                    Texts.required("--key", "NINETY_KEY", key).flatMap(VerifyCommand::verifier),
                    theSignature(),
                    output.value())
                .ap(Settings::new));
    List<Judged> all = new ArrayList<>();
    boolean allRead = true;
    for (String file : files.isEmpty() ? List.of(STANDARD_INPUT) : files) {
      try {
        List<Judged> judged = judged(file, settings);
        if (judged.isEmpty()) {
          throw new IOException(file + ": there is no message in it");
        }
        all.addAll(judged);
      } catch (IOException unreadable) {
        spec.commandLine().getErr().printf("ninety verify: %s%n", why(file, unreadable));
        allRead = false;
      }
    }
    print(all, settings.output());
    return allRead && all.stream().allMatch(Judged::valid) ? Exit.DONE : Exit.FAILED;
  }

  private Validation<String, Optional<String>> theSignature() {
    if (signature == null) {
      return Validation.valid(Optional.empty());
    }
    if (files.size() > 1) {
      return Validation.invalid("--signature goes with one FILE, which is the body that it signs");
    }
    String text = signature;
    Optional<Path> file = Try.of(() -> Path.of(text)).filter(Files::exists).toJavaOptional();
    if (file.isEmpty()) {
      return text.contains(".") && !text.contains("/")
          ? Validation.valid(Optional.of(text.strip()))
          : Validation.invalid("--signature: '%s' is neither a file nor a JWS".formatted(text));
    }
    return smallFile(text)
        .map(bytes -> Optional.of(new String(bytes, StandardCharsets.UTF_8).strip()))
        .mapError(why -> "--signature: " + why);
  }

  private static Validation<String, Verifier> verifier(String file) {
    return smallFile(file)
        .mapError(why -> "--key: " + why)
        .flatMap(bytes ->
            switch (PublicKeys.read(bytes)) {
              case Reading.Usable(var keys) -> Validation.valid(new Verifier(keys));
              case Reading.Unusable(var why) ->
                  Validation.invalid("--key: %s %s".formatted(file, why));
            });
  }

  private static Validation<String, byte[]> smallFile(String file) {
    return Try.withResources(() -> new FileInputStream(file))
        .of(in -> in.readNBytes(LARGEST_SMALL_FILE + 1))
        .toEither()
        .mapLeft(failure -> why(file, failure))
        .filterOrElse(
            bytes -> bytes.length <= LARGEST_SMALL_FILE,
            _ -> "%s has more than %d MiB".formatted(file, LARGEST_SMALL_FILE >> 20))
        .toValidation();
  }

  private static List<Judged> judged(String file, Settings settings) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return judged(file, System.in, settings);
    }
    try (InputStream in = new FileInputStream(file)) {
      return judged(file, in, settings);
    }
  }

  private static List<Judged> judged(String file, InputStream in, Settings settings)
      throws IOException {
    if (settings.signature().isPresent()) {
      byte[] body = MessageFile.readBody(in);
      Judged judged =
          judged(file, Optional.empty(), body, settings.signature(), settings.verifier());
      return List.of(judged.valid() ? judged : butForALineBreak(judged, body, settings));
    }
    List<Entry> entries = MessageFile.read(in);
    return IntStream.range(0, entries.size())
        .mapToObj(index ->
            switch (entries.get(index)) {
              case Entry.Message(var id, var body, var text) ->
                  judged(
                      file + "#" + index,
                      id,
                      body.getBytes(StandardCharsets.UTF_8),
                      text,
                      settings.verifier());
              case Entry.NoMessage(var why) ->
                  new Judged(
                      file + "#" + index,
                      Optional.empty(),
                      "malformed",
                      Optional.empty(),
                      Optional.of("it " + why),
                      NOTHING_PROVED);
            })
        .toList();
  }

  private static Judged judged(
      String source,
      Optional<String> messageId,
      byte[] body,
      Optional<String> signature,
      Verifier verifier) {
    Verdict verdict = verifier.judge(body, signature);
    return new Judged(
        source,
        messageId,
        result(verdict),
        keyId(verdict),
        reason(verdict),
        verdict instanceof Verdict.Valid ? Headline.of(body) : NOTHING_PROVED);
  }

  /** Editors and shells end a file with a line break, which no body has. */
  private static Judged butForALineBreak(Judged judged, byte[] body, Settings settings) {
    int end = body.length;
    while (end > 0 && (body[end - 1] == '\n' || body[end - 1] == '\r')) {
      end--;
    }
    boolean fits =
        end < body.length
            && settings.verifier().judge(Arrays.copyOf(body, end), settings.signature())
                instanceof Verdict.Valid;
    return fits
        ? new Judged(
            judged.source(),
            judged.messageId(),
            judged.result(),
            judged.keyId(),
            Optional.of(
                "the file ends with a line break that was not signed; write the body without it"
                    + " (jq -j, printf %s)"),
            NOTHING_PROVED)
        : judged;
  }

  private static String result(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Valid _ -> "valid";
      case Verdict.Unsigned _ -> "no-signature";
      case Verdict.OtherKey _ -> "other-key";
      case Verdict.Changed _ -> "changed";
      case Verdict.NoMatch _ -> "no-match";
      case Verdict.OtherAlgorithm _ -> "other-algorithm";
      case Verdict.Malformed _ -> "malformed";
    };
  }

  private static Optional<String> keyId(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Valid(var keyId) -> keyId;
      case Verdict.OtherKey(var keyId) -> Optional.of(keyId);
      case Verdict.Changed(var keyId) -> Optional.of(keyId);
      case Verdict.NoMatch(var keyId) -> keyId;
      case Verdict.Unsigned _, Verdict.OtherAlgorithm _, Verdict.Malformed _ -> Optional.empty();
    };
  }

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
      case Verdict.OtherAlgorithm(var algorithm) ->
          Optional.of("its algorithm is '" + algorithm + "'; only ES256 is taken");
      case Verdict.Malformed(var why) -> Optional.of("its signature cannot be read: " + why);
    };
  }

  private void print(List<Judged> all, Output form) {
    PrintWriter out = spec.commandLine().getOut();
    switch (form) {
      case JSON -> all.forEach(judged -> out.println(Json.line(fields(judged))));
      case TABLE -> {
        if (!all.isEmpty()) {
          table(all, wide.value(), out);
        }
      }
    }
    out.flush();
  }

  private static Map<String, @Nullable Object> fields(Judged judged) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("source", judged.source());
    fields.put("messageId", Json.text(judged.messageId()));
    fields.put("result", judged.result());
    fields.put("alertId", Json.text(judged.headline().alertId()));
    fields.put("findingUid", Json.text(judged.headline().findingUid()));
    fields.put("step", Json.text(judged.headline().step()));
    fields.put("keyId", Json.text(judged.keyId()));
    fields.put("reason", Json.text(judged.reason()));
    return fields;
  }

  private static void table(List<Judged> all, boolean wide, PrintWriter out) {
    List<String> columns = List.of("MESSAGE", "RESULT", "STEP", "ALERT", "FINDING");
    int shown = wide ? columns.size() : columns.size() - 1;
    TextTable table = new TextTable(columns.subList(0, shown).toArray(String[]::new));
    all.forEach(judged ->
        table.row(
            List.of(
                    judged.source(),
                    judged.result(),
                    judged.headline().step().orElse("-"),
                    judged.headline().alertId().orElse("-"),
                    judged.headline().findingUid().orElse("-"))
                .subList(0, shown)
                .toArray(String[]::new)));
    table.print(wide, out);
    all.forEach(judged ->
        judged
            .reason()
            .ifPresent(why ->
                out.println(TextTable.printable(judged.source() + " is not valid: " + why))));
    Map<String, Long> results =
        all.stream()
            .collect(Collectors.groupingBy(Judged::result, TreeMap::new, Collectors.counting()));
    out.printf(
        "%d %s: %s%n",
        all.size(),
        all.size() == 1 ? "message" : "messages",
        results.entrySet().stream()
            .map(entry -> "%d %s".formatted(entry.getValue(), entry.getKey()))
            .collect(Collectors.joining(", ")));
    all.stream()
        .filter(Judged::valid)
        .flatMap(judged -> judged.keyId().stream())
        .distinct()
        .forEach(keyId -> out.println(TextTable.printable("Valid signatures are by " + keyId)));
  }

  private static String why(String file, Throwable unreadable) {
    String message = Optional.ofNullable(unreadable.getMessage()).orElse(unreadable.toString());
    return message.startsWith(file) ? message : file + ": " + message;
  }
}
