package ninety.stream;

import static ninety.aws.Calls.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.aws.Fault;
import ninety.ingest.Letter;
import ninety.ingest.LetterQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A queue of what was given up, standard or FIFO, of whomever. */
public final class SqsLetters implements LetterQueue {

  /** SQS, ReceiveMessage: a call that waits asks all of the queue's servers. */
  private static final int WAIT_SECONDS = 1;

  private static final Logger LOG = LoggerFactory.getLogger(SqsLetters.class);

  private final SqsAsyncClient sqs;
  private final String queueUrl;

  public SqsLetters(SqsAsyncClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  /** The same, if the queue is there: so a mistake is said before work begins. */
  public SqsLetters checked() {
    size();
    return this;
  }

  @Override
  public long size() {
    Map<QueueAttributeName, String> queue =
        answer(
                sqs.getQueueAttributes(request ->
                    request
                        .queueUrl(queueUrl)
                        .attributeNames(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)))
            .attributes();
    return Stream.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)
        .mapToLong(name -> Long.parseLong(queue.getOrDefault(name, "0")))
        .sum();
  }

  @Override
  public List<Letter> receive(Duration hidden) {
    return answer(
            sqs.receiveMessage(request ->
                request
                    .queueUrl(queueUrl)
                    .maxNumberOfMessages(AT_ONCE)
                    .visibilityTimeout(Math.toIntExact(hidden.toSeconds()))
                    .waitTimeSeconds(WAIT_SECONDS)
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP)))
        .messages()
        .stream()
        .map(SqsLetters::letter)
        .toList();
  }

  private static Letter letter(Message message) {
    Map<String, String> attributes = new HashMap<>();
    message
        .messageAttributes()
        .forEach((name, value) ->
            Optional.ofNullable(value.stringValue()).ifPresent(text -> attributes.put(name, text)));
    return new Letter(
        message.messageId(),
        message.receiptHandle(),
        Instant.ofEpochMilli(
            Long.parseLong(message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP))),
        attributes,
        message.body());
  }

  @Override
  public void release(Collection<Letter> letters) {
    inTens(
        letters,
        some ->
            answer(
                    sqs.changeMessageVisibilityBatch(request ->
                        request
                            .queueUrl(queueUrl)
                            .entries(
                                entries(
                                    some,
                                    (id, letter) ->
                                        ChangeMessageVisibilityBatchRequestEntry.builder()
                                            .id(id)
                                            .receiptHandle(letter.handle())
                                            .visibilityTimeout(0)
                                            .build()))))
                .failed(),
        true);
  }

  @Override
  public List<Letter> delete(Collection<Letter> letters) {
    List<Letter> left = tryToDelete(letters);
    // One more try: what is not deleted is brought again, which is safe and costs time only.
    return left.isEmpty() ? left : tryToDelete(left);
  }

  private List<Letter> tryToDelete(Collection<Letter> letters) {
    return inTens(
        letters,
        some ->
            answer(
                    sqs.deleteMessageBatch(request ->
                        request
                            .queueUrl(queueUrl)
                            .entries(
                                entries(
                                    some,
                                    (id, letter) ->
                                        DeleteMessageBatchRequestEntry.builder()
                                            .id(id)
                                            .receiptHandle(letter.handle())
                                            .build()))))
                .failed(),
        false);
  }

  /** An entry's own id is its place in the call; it need not be known to anybody else. */
  private static <E> List<E> entries(
      List<Letter> letters, java.util.function.BiFunction<String, Letter, E> entry) {
    return IntStream.range(0, letters.size())
        .mapToObj(i -> entry.apply(Integer.toString(i), letters.get(i)))
        .toList();
  }

  /** Calls for ten at a time; those of which it is not known that it went through. */
  private List<Letter> inTens(
      Collection<Letter> letters,
      Function<List<Letter>, List<BatchResultErrorEntry>> call,
      boolean whateverFails) {
    List<Letter> left = new ArrayList<>();
    letters.stream()
        .gather(Gatherers.windowFixed(AT_ONCE))
        .forEach(some -> {
          try {
            Set<String> failed =
                call.apply(some).stream()
                    .map(BatchResultErrorEntry::id)
                    .collect(Collectors.toCollection(HashSet::new));
            IntStream.range(0, some.size())
                .filter(i -> failed.contains(Integer.toString(i)))
                .forEach(i -> left.add(some.get(i)));
          } catch (SdkException fault) {
            if (!whateverFails && Fault.of(fault) == Fault.LASTING) {
              throw fault;
            }
            LOG.warn("The queue did not answer as it should: {}", Fault.describe(fault));
            left.addAll(some);
          }
        });
    return left;
  }

  @Override
  public Optional<String> send(String text, Map<String, String> attributes) {
    try {
      return Optional.of(
          answer(
                  sqs.sendMessage(request ->
                      request
                          .queueUrl(queueUrl)
                          .messageBody(text)
                          .messageAttributes(
                              attributes.entrySet().stream()
                                  .collect(
                                      Collectors.toMap(
                                          Map.Entry::getKey,
                                          attribute ->
                                              MessageAttributeValue.builder()
                                                  .dataType("String")
                                                  .stringValue(attribute.getValue())
                                                  .build())))))
              .messageId());
    } catch (SdkException fault) {
      if (Fault.of(fault) == Fault.LASTING) {
        throw fault;
      }
      LOG.warn("A message was not sent anew and stays as it was: {}", Fault.describe(fault));
      return Optional.empty();
    }
  }
}
