package ninety.digest;

/**
 * Where CloudTrail put a file.
 *
 * @param object the whole key
 */
public record Location(String bucket, String object) {

  @Override
  public String toString() {
    return bucket + "/" + object;
  }
}
