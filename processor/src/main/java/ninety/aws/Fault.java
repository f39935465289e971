package ninety.aws;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** The meaning of a failed call for whoever made it. */
public enum Fault {
  /**
   * Throttled, unreachable, timed out, or the service's own failure: the same call may go through.
   */
  PASSING,
  /** This very request will never be taken; others may. */
  REFUSED,
  /**
   * Nothing will be taken until a person changes something: no right, no such table, no such key.
   */
  LASTING,
  /** No answer of AWS at all, but an error in this program. */
  BUG;

  /**
   * Whatever service says it, and in whichever protocol: {@code KMS.ThrottlingException} of SQS.
   */
  private static final String THROTTLED = "Throttl";

  /** Codes that say "later" although their HTTP status is 400. The table of all: FaultTableTest. */
  private static final Set<String> LATER =
      Set.of(
          "BandwidthLimitExceeded",
          "ConflictException",
          "ExpiredToken",
          "ExpiredTokenException",
          "IDPCommunicationError",
          "InternalError",
          "InternalFailure",
          "LimitExceededException",
          "OverLimit",
          "PriorRequestNotComplete",
          "ProvisionedThroughputExceededException",
          "PurgeQueueInProgress",
          "QueueDeletedRecently",
          "ReplicatedWriteConflictException",
          "RequestAbortedException",
          "RequestExpired",
          "RequestInTheFuture",
          "RequestLimitExceeded",
          "RequestTimeTooSkewed",
          "RequestTimeout",
          "RequestTimeoutException",
          "RequestTooSkewed",
          "ResourceInUseException",
          "ServiceUnavailable",
          "SlowDown",
          "TableInUseException",
          "TooManyRequestsException",
          "TransactionConflictException",
          "TransactionInProgressException");

  private static final Set<String> THIS_REQUEST =
      Set.of(
          "BatchRequestTooLong",
          "ConditionalCheckFailedException",
          "DuplicateItemException",
          "ExpiredIteratorException",
          "ExpiredNextTokenException",
          "IdempotentParameterMismatchException",
          "InvalidArgumentException",
          "InvalidMessageContents",
          "InvalidParameterValue",
          "ItemCollectionSizeLimitExceededException",
          "MessageNotInflight",
          "MessageTooLong",
          "ReceiptHandleIsInvalid",
          "ValidationException");

  public static Fault of(Throwable failure) {
    return switch (failure) {
      case AwsServiceException service -> ofService(service);
      // Sockets, timeouts, and credentials that cannot be had at the moment.
      case SdkClientException _ -> PASSING;
      case SdkException other -> other.retryable() ? PASSING : LASTING;
      default -> BUG;
    };
  }

  private static Fault ofService(AwsServiceException service) {
    return service.statusCode() >= 500 || service.isThrottlingException()
        ? PASSING
        : ofCode(codeOf(service));
  }

  /** The meaning of a code that stands in an answer, as for one message of a batch. */
  public static Fault ofCode(String code) {
    String bare = code.substring(code.lastIndexOf('.') + 1);
    if (bare.contains(THROTTLED) || LATER.contains(bare)) {
      return PASSING;
    }
    return THIS_REQUEST.contains(bare) ? REFUSED : LASTING;
  }

  /** The service's error code, such as {@code ResourceNotFoundException}. */
  public static String codeOf(AwsServiceException service) {
    var details = service.awsErrorDetails();
    if (details == null || details.errorCode() == null) {
      return service.getClass().getSimpleName();
    }
    String code = details.errorCode();
    // The query protocol says AWS.SimpleQueueService.NonExistentQueue, JSON says the last part.
    return code.substring(code.lastIndexOf('.') + 1);
  }

  /**
   * One line about a failure for a log: what kind and, from a service, which code; never content.
   */
  public static String describe(Throwable failure) {
    return switch (failure) {
      case AwsServiceException service ->
          "%s (HTTP %d)".formatted(codeOf(service), service.statusCode());
      case Throwable _ when failure.getCause() instanceof Exception cause -> {
        String name = failure.getClass().getSimpleName();
        String why = describe(cause);
        // The SDK wraps an exception of its own in another of the same class.
        yield why.equals(name) || why.startsWith(name + " by ") ? why : name + " by " + why;
      }
      default -> failure.getClass().getSimpleName();
    };
  }
}
