package ninety.local;

/** What the Identity Store may answer instead of what it was asked for, as the service words it. */
public enum DirectoryTrouble {
  /** Others took the quota, which all callers of an organization share. */
  THROTTLED(400, "ThrottlingException", "Rate exceeded", ""),
  /** The same, and the service says when to come back. */
  THROTTLED_FOR_TWO_SECONDS(
      400,
      "ThrottlingException",
      "Rate exceeded",
      """
      ,"RetryAfterSeconds":2\
      """),
  INTERNAL_ERROR(500, "InternalServerException", "The request processing has failed", ""),
  /** A load balancer's page, which is not JSON. */
  UNAVAILABLE(503, "", "", ""),
  ACCESS_DENIED(
      400,
      "AccessDeniedException",
      "User: arn:aws:sts::111122223333:assumed-role/ninety/sweep is not authorized to perform:"
          + " identitystore:DescribeUser because no identity-based policy allows the"
          + " identitystore:DescribeUser action",
      ""),
  /** The store is encrypted with a key of the customer's, which the caller may not use. */
  KEY_ACCESS_DENIED(
      400,
      "AccessDeniedException",
      "KMS key access denied",
      """
      ,"Reason":"KMS_ACCESS_DENIED"\
      """),
  /** That key is gone: the same exception as for a user who is gone. */
  KEY_NOT_FOUND(
      400,
      "ResourceNotFoundException",
      "KMS key not found",
      """
      ,"Reason":"KMS_KEY_NOT_FOUND"\
      """),
  /** The user is gone, and the answer has its id in the header only. */
  GONE_WITHOUT_REQUEST_ID(
      400,
      "ResourceNotFoundException",
      "USER not found.",
      """
      ,"ResourceType":"USER"\
      """),
  INVALID(400, "ValidationException", "1 validation error detected", ""),
  EXPIRED_TOKEN(400, "ExpiredTokenException", "The security token is expired", ""),
  /** Says 200 and something that is not an answer. */
  GARBAGE(200, "", "", ""),
  /** Says 200 and nothing about any user. */
  EMPTY(200, "", "", ""),
  /** Takes the request and never answers. */
  SILENT(0, "", "", ""),
  /** Ends the connection instead of answering. */
  DROPPED(0, "", "", "");

  final int status;
  final String type;
  final String message;
  final String members;

  DirectoryTrouble(int status, String type, String message, String members) {
    this.status = status;
    this.type = type;
    this.message = message;
    this.members = members;
  }
}
