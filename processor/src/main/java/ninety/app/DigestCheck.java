package ninety.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ninety.archive.CloudTrailKeys;
import ninety.aws.Misconfigured;
import ninety.digest.KeyFile;
import ninety.digest.SigningKeys;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailAsyncClient;

/**
 * The check of CloudTrail's digests.
 *
 * @param keys a file of the keys; empty where CloudTrail is asked for them
 */
public record DigestCheck(Optional<Path> keys) {

  /** Digests of a time may be signed earlier, as the first of them, and long after. */
  private static final Duration EARLIER = Duration.ofDays(1);

  SigningKeys keys(Clients clients, Instant since, Instant now) {
    return keys.<SigningKeys>map(DigestCheck::read)
        .orElseGet(() ->
            new CloudTrailKeys(
                region ->
                    clients.opened(
                        CloudTrailAsyncClient.builder().overrideConfiguration(Clients.BOUNDED),
                        Region.of(region)),
                since.minus(EARLIER),
                now));
  }

  private static KeyFile read(Path file) {
    try {
      return KeyFile.read(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new Misconfigured(
          "%s is not a file as 'aws cloudtrail list-public-keys' prints it: %s"
              .formatted(file, unreadable.getMessage()));
    }
  }
}
