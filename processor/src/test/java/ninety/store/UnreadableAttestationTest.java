package ninety.store;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromSs;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import ninety.coverage.Attestations;
import ninety.coverage.Coverage.Stated;
import ninety.coverage.Span;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** S15: rows of attestations are read one by one. */
final class UnreadableAttestationTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final Map<String, Map<String, AttributeValue>> items = new HashMap<>();
  private final DynamoDbAsyncClient dynamo =
      (DynamoDbAsyncClient)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {DynamoDbAsyncClient.class},
              (client, method, arguments) ->
                  method.getName().equals("getItem") && arguments[0] instanceof GetItemRequest get
                      ? CompletableFuture.completedFuture(
                          GetItemResponse.builder()
                              .item(items.get(Objects.requireNonNull(get.key().get("id")).s()))
                              .build())
                      : InvocationHandler.invokeDefault(client, method, arguments));

  @ParameterizedTest
  @ValueSource(strings = {"what", "from", "to", "reason", "added", "revoked", "attestation"})
  void one_that_cannot_be_read_keeps_nobody_from_the_others_and_is_named(String attribute) {
    listed();
    requireNonNull(items.get("#attestation#bad")).put(attribute, fromN("7"));

    Attestations read = new DynamoAttestations(dynamo, "users").read();

    assertEquals(List.of("good"), read.all().stream().map(each -> each.id()).toList());
    assertEquals(1, read.unreadable().size());
    assertTrue(
        read.unreadable()
            .getFirst()
            .contains("row #attestation#bad, attribute %s".formatted(attribute)),
        read.unreadable().getFirst());
    assertEquals(
        new Stated(List.of(new Span(NOON, NOON.plusSeconds(60))), List.of()),
        new DynamoCoverage(dynamo, "users").read().stated());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2"})
  void one_of_a_newer_format_is_left_to_the_newer_version(String format) {
    listed();
    requireNonNull(items.get("#attestation#bad")).put("format", fromN(format));

    Attestations read = new DynamoAttestations(dynamo, "users").read();

    assertEquals(List.of("good"), read.all().stream().map(each -> each.id()).toList());
    assertTrue(read.unreadable().getFirst().contains("has format 2"));
  }

  private void listed() {
    items.put(
        "#attestations",
        Map.of("id", fromS("#attestations"), "ids", fromSs(List.of("bad", "good", "none"))));
    items.put("#attestation#good", row("good", "complete", NOON));
    items.put("#attestation#bad", row("bad", "lost", NOON.plusSeconds(300)));
  }

  private static Map<String, AttributeValue> row(String id, String what, Instant from) {
    return new HashMap<>(
        Map.of(
            "id",
            fromS("#attestation#" + id),
            "attestation",
            fromS(id),
            "what",
            fromS(what),
            "from",
            fromS(from.toString()),
            "to",
            fromS(from.plusSeconds(60).toString()),
            "reason",
            fromS("why"),
            "added",
            fromM(Map.of("by", fromS("kim"), "at", fromS(NOON.toString())))));
  }
}
