package ninety.cloudtrail;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.vavr.control.Either;
import io.vavr.control.Try;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Rejected;

/**
 * Takes a record out of what people hold it in, where it stands in a text: an Event of {@code
 * lookup-events}, one of our own dead letters, a message of SQS. What else people take for a file
 * of records is named by its form, with what to do.
 */
final class Wrapping {

  /** In bytes. A text of 1 MiB grows when it is escaped, and more so when that is done twice. */
  static final int LARGEST = 4 * RecordReader.LARGEST_RECORD;

  /** A message holds a dead letter, which holds a record. */
  private static final int MOST_LAYERS = 3;

  private Wrapping() {}

  /** Reads one element of a file. Never throws, whatever the bytes are. */
  static Reading read(byte[] element, RecordReader reader, Instant now) {
    return read(element, reader, now, MOST_LAYERS);
  }

  private static Reading read(byte[] element, RecordReader reader, Instant now, int layers) {
    if (element.length > LARGEST) {
      return Reading.faceless(RecordReader.tooLarge(element.length));
    }
    Either<Decoded, JsonNode> parsed = RecordReader.parsed(element);
    if (parsed.isLeft()) {
      return Reading.faceless(
          element.length > RecordReader.LARGEST_RECORD
              ? RecordReader.tooLarge(element.length)
              : parsed.getLeft());
    }
    JsonNode tree = parsed.get();
    Optional<Either<Decoded, byte[]>> inner = inner(tree);
    if (inner.isPresent()) {
      return inner
          .get()
          .filterOrElse(_ -> layers > 0, _ -> rejected("A record wrapped in too many others."))
          .fold(Reading::faceless, bytes -> read(bytes, reader, now, layers - 1));
    }
    return element.length > RecordReader.LARGEST_RECORD
        ? Reading.faceless(RecordReader.tooLarge(element.length))
        : ForeignForm.of(tree)
            .map(form -> Reading.faceless(rejected(form.whatToDo())))
            .orElseGet(() -> reader.read(tree, now));
  }

  /** The content; empty where the element is not a wrapping. */
  private static Optional<Either<Decoded, byte[]>> inner(JsonNode tree) {
    if (tree.isTextual() && tree.textValue().stripLeading().startsWith("{")) {
      return Optional.of(Either.right(tree.textValue().getBytes(UTF_8)));
    }
    if (!tree.isObject() || tree.path("detail").isObject() || tree.has("eventVersion")) {
      return Optional.empty();
    }
    if (tree.has("CloudTrailEvent")
        || (tree.has("EventName") && (tree.has("EventId") || tree.has("EventSource")))) {
      return Optional.of(
          text(
              tree.path("CloudTrailEvent"),
              "An Event of lookup-events without the text CloudTrailEvent, which is the record: save what `aws"
                  + " cloudtrail lookup-events --output json` prints, unchanged."));
    }
    if (tree.path("reason").isTextual() && tree.has("sequenceNumber") && tree.has("record")) {
      return Optional.of(deadLetter(tree));
    }
    if (tree.has("Body") && (tree.has("MessageId") || tree.has("ReceiptHandle"))) {
      return Optional.of(
          text(
              tree.path("Body"),
              "A message of SQS whose Body is not a text: save what `aws sqs receive-message"
                  + " --output json` prints, unchanged."));
    }
    return Optional.empty();
  }

  private static Either<Decoded, byte[]> text(JsonNode node, String otherwise) {
    return node.isTextual()
        ? Either.right(node.textValue().getBytes(UTF_8))
        : Either.left(rejected(otherwise));
  }

  private static Either<Decoded, byte[]> deadLetter(JsonNode letter) {
    if (letter.path("truncated").asBoolean()) {
      return Either.left(
          rejected(
              "A dead letter of ninety whose record was cut because it did not fit: its"
                  + " sequenceNumber and shard say where the whole record stands in the stream, as"
                  + " long as the stream retains it."));
    }
    Either<Decoded, byte[]> record =
        text(letter.path("record"), "A dead letter of ninety whose record is not a text.");
    return switch (letter.path("encoding").asText()) {
      case "utf-8" -> record;
      case "base64" ->
          record.flatMap(text ->
              Try.of(() -> Base64.getDecoder().decode(text))
                  .toEither()
                  .mapLeft(_ ->
                      rejected(
                          "A dead letter of ninety whose record is not base64, although it says"
                              + " so: save the message's body unchanged.")));
      default ->
          Either.left(
              rejected(
                  "A dead letter of ninety whose encoding is neither utf-8 nor base64: read it"
                      + " with the version that wrote it."));
    };
  }

  private static Decoded rejected(String detail) {
    return new Rejected(Fault.NOT_A_RECORD, detail);
  }
}
