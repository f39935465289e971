package ninety.cli;

import java.io.IOException;
import java.util.Optional;
import ninety.aws.Fault;
import ninety.finding.UnreadableItem;
import ninety.signature.SigningRefused;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What a failure means for the person who called the command: what is wrong and what to do. */
final class Diagnosis {

  private Diagnosis() {}

  /** One line about what failed in the midst of a command's work, whatever it was asking for. */
  static String of(Throwable failure) {
    return of(failure, "table, queue, stream or key that it needs");
  }

  /**
   * One line.
   *
   * @param what the thing that was asked for, such as {@code stream events}
   */
  static String of(Throwable failure, String what) {
    String words = words(failure, what);
    // The mistakes of a call are a list, one a line.
    return failure instanceof Failure known && known.exitCode() == Exit.MISUSED
        ? words
        : sentence(words);
  }

  private static String words(Throwable failure, String what) {
    Throwable cause = failure.getCause();
    return switch (failure) {
      case SigningRefused refused when cause != null ->
          words(cause, "signing key " + refused.key());
      case AwsServiceException service -> ofService(service, what);
      case SdkClientException client -> ofClient(client, what);
      case Failure stated -> message(stated);
      case UnreadableItem stated -> message(stated);
      case Throwable _ when cause != null -> words(cause, what);
      case IllegalStateException stated -> message(stated);
      default ->
          "Internal error: %s. Run it again with --log-level debug and report what it prints."
              .formatted(failure);
    };
  }

  private static String message(Throwable stated) {
    return Optional.ofNullable(stated.getMessage()).orElseGet(stated::toString);
  }

  private static String ofService(AwsServiceException service, String what) {
    String code = Fault.codeOf(service);
    return switch (code) {
      case "ResourceNotFoundException",
          "QueueDoesNotExist",
          "NonExistentQueue",
          "NotFoundException" ->
          "There is no %s in this account and Region. Check its name, AWS_REGION and AWS_PROFILE."
              .formatted(what);
      case "AccessDeniedException", "AccessDenied", "KmsAccessDenied", "KMSAccessDeniedException" ->
          "Access to the %s is denied: %s".formatted(what, firstLine(service));
      case "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "ExpiredTokenException",
          "ExpiredToken",
          "InvalidAccessKeyId" ->
          "AWS does not take these credentials (%s). Sign in again, or check AWS_PROFILE."
              .formatted(code);
      case "DisabledException", "KMSInvalidStateException" ->
          "The %s cannot be used as it is: %s Enable it, or name another."
              .formatted(what, sentence(firstLine(service)));
      default -> "AWS refused the %s: %s".formatted(what, firstLine(service));
    };
  }

  /** With one full stop; a table of several lines and a command to be copied have none. */
  private static String sentence(String text) {
    String stripped = text.stripTrailing();
    boolean ends = stripped.endsWith(".") || stripped.endsWith("…") || stripped.contains("\n");
    return ends ? stripped.replaceFirst("[.]{2,}$", ".") : stripped + ".";
  }

  private static String ofClient(SdkClientException client, String what) {
    String message = Optional.ofNullable(client.getMessage()).orElse("");
    if (message.contains("credentials")) {
      return "No AWS credentials were found. Set AWS_PROFILE, sign in (aws sso login), or run this"
          + " where a role is attached.";
    }
    return "The %s cannot be reached: %s. Check the network, AWS_REGION and AWS_ENDPOINT_URL…"
        .formatted(what, rootOf(client));
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && !(root instanceof IOException)) {
      root = root.getCause();
    }
    return Optional.ofNullable(root.getMessage())
        .map(message -> message.lines().findFirst().orElse(""))
        .filter(line -> !line.isBlank())
        .orElseGet(() -> failure.getClass().getSimpleName());
  }

  private static String firstLine(AwsServiceException service) {
    var details = service.awsErrorDetails();
    // With details but without their message, the exception's own begins with "null (Service:
    // null".
    return Optional.ofNullable(details == null ? service.getMessage() : details.errorMessage())
        .flatMap(message -> message.lines().findFirst())
        .orElseGet(() -> Fault.describe(service));
  }
}
