package ninety.cli.verify;

import io.vavr.control.Try;
import io.vavr.control.Validation;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import ninety.cli.option.OutputOption;
import ninety.cli.option.Texts;
import ninety.cli.option.WideOption;
import ninety.cli.terminal.Complaint;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Output;
import ninety.signature.Judged;
import ninety.signature.MessageFile;
import ninety.signature.PublicKeys;
import ninety.signature.PublicKeys.Reading;
import ninety.signature.Verdicts;
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
        Complaint.print(spec, why(file, unreadable));
        allRead = false;
      }
    }
    Verdicts verdicts = new Verdicts(all);
    new VerdictView(verdicts).print(settings.output(), wide.value(), spec.commandLine().getOut());
    return allRead && verdicts.valid() ? Exit.DONE : Exit.FAILED;
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
    Verifier verifier = settings.verifier();
    if (settings.signature().isEmpty()) {
      return Judged.entries(file, MessageFile.read(in), verifier);
    }
    byte[] body = MessageFile.readBody(in);
    return List.of(Judged.body(file, body, settings.signature().get(), verifier));
  }

  private static String why(String file, Throwable unreadable) {
    String message = Optional.ofNullable(unreadable.getMessage()).orElse(unreadable.toString());
    return message.startsWith(file) ? message : file + ": " + message;
  }
}
