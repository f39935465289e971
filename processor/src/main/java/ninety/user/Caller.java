package ninety.user;

/** The identity by which a command ran, as {@code sts:GetCallerIdentity} says. */
public sealed interface Caller {
  /** An identity of AWS. */
  record Known(String arn) implements Caller {}

  /** AWS was asked and did not say, for this reason. */
  record Unknown(String reason) implements Caller {}
}
