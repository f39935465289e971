package ninety.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import io.vavr.control.Either;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Heartbeat;
import ninety.cloudtrail.Decoded.Rejected;
import ninety.coverage.Source;

/** Signs of life: of a schedule, and of a call of ours that CloudTrail recorded. */
final class Heartbeats {

  private static final Pattern RULE =
      Pattern.compile(
          "arn:[a-z0-9-]{1,20}:events:[a-z0-9-]{1,30}:[0-9]{12}:rule/.{0,200}-heartbeat");

  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+){1,3}-[0-9]{1,2}");

  private Heartbeats() {}

  /** An event of a schedule whose rule has a name that ends in {@code -heartbeat}. */
  static boolean isScheduled(JsonNode tree) {
    return tree.path("source").asText().equals("aws.events")
        && tree.path("detail-type").asText().equals("Scheduled Event")
        && tree.path("resources").isArray()
        && StreamSupport.stream(tree.path("resources").spliterator(), false)
            .anyMatch(resource -> RULE.matcher(resource.asText()).matches());
  }

  static Decoded scheduled(JsonNode tree, Instant now) {
    String region = tree.path("region").asText();
    if (!REGION.matcher(region).matches()) {
      return new Rejected(Fault.FIELD_MISSING, "The heartbeat's region is missing or no Region.");
    }
    Optional<String> account =
        Optional.of(tree.path("account").asText()).filter(it -> ACCOUNT.matcher(it).matches());
    return RecordReader.time(tree.path("time").asText(), now)
        .fold(
            Function.identity(),
            time -> new Heartbeat(new Source(account, region, Source.Kind.SCHEDULE), time));
  }

  /** Of a call that was refused there is a record too, and it has come all the way. */
  static Either<Decoded, Decoded> called(CloudTrailRecord record, Instant now) {
    String region = record.text("awsRegion").orElse("");
    return REGION.matcher(region).matches()
        ? RecordReader.required(record, "eventTime", "when this was")
            .flatMap(text -> RecordReader.time(text, now))
            .map(time ->
                new Heartbeat(
                    new Source(record.accountOfRole(), region, Source.Kind.CLOUDTRAIL), time))
        : Either.left(
            new Rejected(Fault.FIELD_MISSING, "awsRegion is missing or is not a Region."));
  }
}
