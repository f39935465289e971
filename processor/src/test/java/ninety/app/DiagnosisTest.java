package ninety.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import ninety.aws.Misconfigured;
import ninety.aws.WrongAnswer;
import ninety.cli.option.Remedies;
import ninety.cloudtrail.Watched;
import ninety.stream.ConsumerSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.sqs.model.SqsException;

final class DiagnosisTest {

  private static final ProcessSettings CONSUMER =
      new ProcessSettings(
          new ConsumerSettings(
              "events",
              new ConsumerSettings.Library(
                  "leases",
                  ConsumerSettings.Retrieval.POLLING,
                  ConsumerSettings.Pace.STANDARD,
                  Duration.ZERO),
              new ConsumerSettings.Writing(Duration.ZERO, 1),
              Optional.empty(),
              false,
              Watched.stream()),
          "users",
          "https://dead",
          Optional.empty());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ResourceNotFoundException",
        "QueueDoesNotExist",
        "AWS.SimpleQueueService.NonExistentQueue",
        "com.amazonaws.sqs.QueueDoesNotExist",
        "NotFoundException",
      })
  void what_is_not_there_is_to_be_looked_for_under_another_name(String code) {
    assertEquals(
        "There is no stream events in this account and Region. Check its name, AWS_REGION and"
            + " AWS_PROFILE.",
        text(service(code, "Requested resource not found"), "stream events"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AccessDeniedException",
        "AccessDenied",
        "KmsAccessDenied",
        "KMSAccessDeniedException"
      })
  void where_access_is_denied_aws_says_who_may_not_do_what(String code) {
    assertEquals(
        "Access to the users table ninety-users is denied: User: arn:aws:iam::111122223333:user/x"
            + " is not authorized to perform: dynamodb:DescribeTable.",
        text(
            service(
                code,
                "User: arn:aws:iam::111122223333:user/x is not authorized to perform:"
                    + " dynamodb:DescribeTable\nand a second line"),
            "users table ninety-users"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UnrecognizedClientException",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "SignatureDoesNotMatch",
        "ExpiredTokenException",
        "ExpiredToken",
        "InvalidAccessKeyId",
      })
  void credentials_that_aws_does_not_take_are_to_be_had_anew(String code) {
    assertEquals(
        "AWS does not take these credentials (%s). Sign in again, or check AWS_PROFILE."
            .formatted(code),
        text(service(code, "The security token is invalid"), "stream events"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DisabledException", "KMSInvalidStateException"})
  void a_key_that_cannot_be_used_is_to_be_enabled_or_replaced(String code) {
    assertEquals(
        "The signing key alias/x cannot be used as it is: arn:aws:kms:eu-north-1:111122223333:key/1"
            + " is disabled. Enable it, or name another.",
        text(
            service(code, "arn:aws:kms:eu-north-1:111122223333:key/1 is disabled."),
            "signing key alias/x"));
  }

  @Test
  void what_aws_refuses_otherwise_it_explains_itself() {
    assertEquals(
        "AWS refused the alert queue: Value not valid.",
        text(service("InvalidAddress", "Value not valid"), "alert queue"));
  }

  @Test
  void a_refusal_without_words_is_named_by_its_code() {
    assertTrue(text(service("InvalidAddress", null), "alert queue").contains("InvalidAddress"));
  }

  @Test
  void without_credentials_it_says_how_to_get_some() {
    SdkClientException none =
        SdkClientException.create(
            "Unable to load credentials from any of the providers in the chain"
                + " AwsCredentialsProviderChain(…)");

    assertEquals(
        "No AWS credentials were found. Set AWS_PROFILE, sign in (aws sso login), or run this where"
            + " a role is attached.",
        text(none, "stream events"));
  }

  @Test
  void what_cannot_be_reached_is_a_matter_of_network_region_or_endpoint() {
    SdkClientException refused =
        SdkClientException.create(
            "Unable to execute HTTP request",
            new CompletionException(new ConnectException("Connection refused: /127.0.0.1:4566")));
    SdkClientException unknown =
        SdkClientException.create(
            "Received an UnknownHostException when attempting to interact with a service",
            new UnknownHostException("kinesis.eu-nord-1.amazonaws.com"));

    assertEquals(
        "The stream events cannot be reached: Connection refused: /127.0.0.1:4566. Check the"
            + " network, AWS_REGION and AWS_ENDPOINT_URL.",
        text(refused, "stream events"));
    assertEquals(
        "The stream events cannot be reached: kinesis.eu-nord-1.amazonaws.com. Check the network,"
            + " AWS_REGION and AWS_ENDPOINT_URL.",
        text(unknown, "stream events"));
  }

  @Test
  void a_cause_without_words_is_named_by_its_sort() {
    SdkClientException silent =
        SdkClientException.create("Unable to execute HTTP request", new IOException());

    assertEquals(
        "The stream events cannot be reached: SdkClientException. Check the network, AWS_REGION and"
            + " AWS_ENDPOINT_URL.",
        text(silent, "stream events"));
  }

  @Test
  void a_failure_inside_another_is_the_one_that_counts() {
    RuntimeException outer =
        new RuntimeException(
            "The lease table could not be made",
            new CompletionException(service("ExpiredToken", "expired")));

    assertEquals(
        "AWS does not take these credentials (ExpiredToken). Sign in again, or check AWS_PROFILE.",
        text(outer, "consumer"));
  }

  /** "At the terminal", issue 11: it was "There is no consumer in this account". */
  @Test
  void what_is_gone_under_a_running_consumer_is_named_by_whose_answer_it_is() {
    AwsErrorDetails gone =
        AwsErrorDetails.builder()
            .errorCode("ResourceNotFoundException")
            .errorMessage("Stream events under account 111122223333 not found.")
            .build();
    Map<RuntimeException, String> things =
        Map.of(
            KinesisException.builder().awsErrorDetails(gone).build(),
            "stream events",
            new CompletionException(KinesisException.builder().awsErrorDetails(gone).build()),
            "stream events",
            DynamoDbException.builder().awsErrorDetails(gone).build(),
            "users table users or lease table leases",
            service("AWS.SimpleQueueService.NonExistentQueue", "no queue"),
            "dead-letter queue https://dead");

    things.forEach((failure, thing) ->
        assertEquals(
            "There is no %s in this account and Region. Check its name, AWS_REGION and AWS_PROFILE."
                .formatted(thing),
            Diagnosis.of(failure, CONSUMER).text()));
    assertEquals(
        "The table, queue, stream or key that it needs cannot be reached: x. Check the network,"
            + " AWS_REGION and AWS_ENDPOINT_URL.",
        Diagnosis.of(SdkClientException.create("y", new IOException("x")), CONSUMER).text());
  }

  @Test
  void what_aws_says_at_length_is_cut() {
    String text = text(service("InvalidAddress", "x".repeat(11_000)), "alert queue");

    assertEquals("AWS refused the alert queue: " + "x".repeat(1000) + "….", text);
  }

  @Test
  void what_was_said_in_our_own_words_stays_so() {
    assertEquals(
        "No AWS Region is set.", text(new Misconfigured("No AWS Region is set."), "stream events"));
    assertEquals(
        "Kinesis lists no shard of stream events.",
        text(new WrongAnswer("Kinesis lists no shard of stream events"), "stream events"));
  }

  /** IllegalStateException is a bug, and nothing that an operator could mend. */
  @Test
  void an_error_of_ours_is_said_to_be_one() {
    for (RuntimeException bug :
        List.of(
            new ArithmeticException("/ by zero"), new IllegalStateException("x was not read"))) {
      Diagnosis diagnosis = Diagnosis.of(bug);

      assertEquals("Internal error: " + bug + ".", diagnosis.text());
      assertTrue(diagnosis.bug());
      assertEquals(
          "Internal error: %s. Run it again with --log-level debug and report what it prints."
              .formatted(bug),
          Remedies.of(bug).getMessage());
    }
  }

  private static String text(Throwable failure, String what) {
    return Diagnosis.of(failure, what).text();
  }

  private static RuntimeException service(String code, @Nullable String message) {
    return SqsException.builder()
        .statusCode(400)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }

  /** "At the terminal", issue 11: whatever AWS, the network or we say. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ResourceNotFoundException",
        "AccessDenied",
        "ExpiredToken",
        "DisabledException",
        "InvalidAddress"
      })
  void a_message_ends_in_one_full_stop(String code) {
    for (String words : new String[] {"It is so", "It is so.", "It is so..", "It is so. "}) {
      for (Throwable failure :
          new Throwable[] {
            service(code, words),
            new WrongAnswer(words),
            SdkClientException.create("x", new IOException(words)),
            new RuntimeException(new WrongAnswer(words))
          }) {
        String message = text(failure, "stream events");
        assertTrue(message.matches("(?s).*[^. ][.]"), message);
      }
    }
  }
}
