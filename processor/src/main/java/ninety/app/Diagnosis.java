package ninety.app;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import ninety.aws.Fault;
import ninety.aws.Misconfigured;
import ninety.aws.Misconfigured.Setting;
import ninety.aws.WrongAnswer;
import ninety.finding.UnreadableItem;
import ninety.signature.SigningRefused;
import ninety.stream.ConsumerSettings;
import ninety.stream.ShardGivenUp;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The meaning of a failure for the person who called the command.
 *
 * @param why what is wrong, in a sentence or more
 * @param remedy what to do, in a sentence or more; empty where {@code why} says all
 * @param settings to look at, which the command line names
 * @param bug true if something is wrong with this program, which the command line says how to
 *     report
 */
public record Diagnosis(String why, String remedy, List<Setting> settings, boolean bug) {

  private static final String SOMETHING = "table, queue, stream or key that it needs";

  /** In characters; an answer of AWS that names a policy and two ARNs has some 600. */
  private static final int LONGEST = 1000;

  public Diagnosis {
    why = sentence(why);
    remedy = remedy.isEmpty() ? remedy : sentence(remedy);
  }

  private Diagnosis(String why, String remedy, List<Setting> settings) {
    this(why, remedy, settings, false);
  }

  private Diagnosis(String why, String remedy) {
    this(why, remedy, List.of());
  }

  private Diagnosis(String why) {
    this(why, "");
  }

  /** One line, without the settings. */
  public String text() {
    return remedy.isEmpty() ? why : why + " " + remedy;
  }

  /**
   * True if nothing is wrong with this program: AWS refused or did not answer, or an item cannot be
   * read.
   */
  public static boolean isKnown(RuntimeException failure) {
    return failure instanceof SdkException || failure instanceof UnreadableItem;
  }

  /** True if the same may go through later, without anybody doing anything. */
  public static boolean passes(RuntimeException failure) {
    return failure instanceof SdkException && Fault.of(failure) == Fault.PASSING;
  }

  /** Diagnoses a failure in the midst of a command's work, whatever it was asking for. */
  public static Diagnosis of(Throwable failure) {
    return of(failure, SOMETHING);
  }

  /** Diagnoses a failure of a consumer at work, which asks for several things. */
  public static Diagnosis of(Throwable failure, ProcessSettings settings) {
    ConsumerSettings consumer = settings.consumer();
    return of(
        failure,
        switch (answered(failure)) {
          case KinesisException _ -> "stream " + consumer.stream();
          case DynamoDbException _ ->
              "users table %s or lease table %s"
                  .formatted(settings.table(), consumer.library().application());
          case SqsException _ -> "dead-letter queue " + settings.deadLetterQueue();
          default -> SOMETHING;
        });
  }

  /** The answer of AWS that a failure is about; the failure itself where there is none. */
  private static Throwable answered(Throwable failure) {
    Throwable each = failure;
    while (!(each instanceof AwsServiceException) && each.getCause() != null) {
      each = each.getCause();
    }
    return each instanceof AwsServiceException ? each : failure;
  }

  /**
   * Diagnoses a failure in the asking for one thing.
   *
   * @param what the thing that was asked for, such as {@code stream events}
   */
  public static Diagnosis of(Throwable failure, String what) {
    Throwable cause = failure.getCause();
    return switch (failure) {
      case SigningRefused refused when cause != null -> of(cause, "signing key " + refused.key());
      case AwsServiceException service -> ofService(service, what);
      case SdkClientException client -> ofClient(client, what);
      case Misconfigured stated -> new Diagnosis(message(stated), "", stated.settings());
      case UnreadableItem stated -> new Diagnosis(message(stated));
      case ShardGivenUp stated -> new Diagnosis(message(stated));
      case WrongAnswer stated -> new Diagnosis(message(stated));
      case Throwable _ when cause != null -> of(cause, what);
      default -> new Diagnosis("Internal error: %s.".formatted(failure), "", List.of(), true);
    };
  }

  private static String message(Throwable stated) {
    return Optional.ofNullable(stated.getMessage()).orElseGet(stated::toString);
  }

  private static Diagnosis ofService(AwsServiceException service, String what) {
    String code = Fault.codeOf(service);
    return switch (code) {
      case "ResourceNotFoundException",
          "QueueDoesNotExist",
          "NonExistentQueue",
          "NotFoundException" ->
          new Diagnosis(
              "There is no %s in this account and Region.".formatted(what),
              "Check its name, AWS_REGION and AWS_PROFILE.");
      case "AccessDeniedException", "AccessDenied", "KmsAccessDenied", "KMSAccessDeniedException" ->
          new Diagnosis("Access to the %s is denied: %s".formatted(what, firstLine(service)));
      case "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "ExpiredTokenException",
          "ExpiredToken",
          "InvalidAccessKeyId" ->
          new Diagnosis(
              "AWS does not take these credentials (%s).".formatted(code),
              "Sign in again, or check AWS_PROFILE.");
      case "DisabledException", "KMSInvalidStateException" ->
          new Diagnosis(
              "The %s cannot be used as it is: %s".formatted(what, sentence(firstLine(service))),
              "Enable it, or name another.");
      default -> new Diagnosis("AWS refused the %s: %s".formatted(what, firstLine(service)));
    };
  }

  /**
   * The text with one full stop at its end, or its question mark; one of several lines as it is.
   */
  public static String sentence(String text) {
    String stripped = text.stripTrailing();
    return stripped.contains("\n") || stripped.endsWith("?")
        ? stripped
        : stripped.replaceFirst("[.]+$", "") + ".";
  }

  private static Diagnosis ofClient(SdkClientException client, String what) {
    String message = Optional.ofNullable(client.getMessage()).orElse("");
    if (message.contains("credentials")) {
      return new Diagnosis(
          "No AWS credentials were found.",
          "Set AWS_PROFILE, sign in (aws sso login), or run this where a role is attached.");
    }
    return new Diagnosis(
        "The %s cannot be reached: %s.".formatted(what, rootOf(client)),
        "Check the network, AWS_REGION and AWS_ENDPOINT_URL.");
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && !(root instanceof IOException)) {
      root = root.getCause();
    }
    return Optional.ofNullable(root.getMessage())
        .map(message -> message.lines().findFirst().orElse(""))
        .filter(line -> !line.isBlank())
        .map(Diagnosis::bounded)
        .orElseGet(() -> failure.getClass().getSimpleName());
  }

  private static String bounded(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  private static String firstLine(AwsServiceException service) {
    var details = service.awsErrorDetails();
    // With details but without their message, the exception's own begins with "null (Service:
    // null".
    return Optional.ofNullable(details == null ? service.getMessage() : details.errorMessage())
        .flatMap(message -> message.lines().findFirst())
        .map(Diagnosis::bounded)
        .orElseGet(() -> Fault.describe(service));
  }
}
