package ninety.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ninety.cloudtrail.CloudTrailRecords;

/**
 * CloudTrail's event history of one account with its own answers (API reference, {@code
 * LookupEvents}; JSON 1.1, times as seconds since 1970): the newest first, pages with tokens that
 * hold for their own request only. The Region is that of the signature.
 */
public final class HistoryStandIn implements AutoCloseable {

  /** A call as it was made. */
  public record Call(String region, String name, long from, long to, String key) {}

  private record Seen(String region, String name, long time, String id, String record) {}

  private static final JsonMapper JSON = new JsonMapper();

  private static final Pattern SCOPE =
      Pattern.compile("Credential=([A-Z0-9a-z]+)/[0-9]{8}/([a-z0-9-]+)/cloudtrail/");

  private final HttpServer server;
  private final List<Seen> events = new ArrayList<>();
  private final Map<String, String> tokens = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private UnaryOperator<ObjectNode> forgery = it -> it;
  private int page = 50;

  public HistoryStandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Something happened. */
  public synchronized HistoryStandIn with(String region, CloudTrailRecords record) {
    String text = record.with("/awsRegion", region).bare();
    JsonNode tree = read(text);
    events.add(
        new Seen(
            region,
            tree.path("eventName").asText(),
            Instant.parse(tree.path("eventTime").asText()).getEpochSecond(),
            tree.path("eventID").asText(),
            text));
    return this;
  }

  /** An answer gives no more than so many. */
  synchronized HistoryStandIn pagesOf(int most) {
    page = most;
    return this;
  }

  /** The next answers are errors with these codes, or {@code broken} or {@code {}}. */
  public synchronized HistoryStandIn inTrouble(String... codes) {
    troubles.addAll(List.of(codes));
    return this;
  }

  /** Changes each event before it is given. */
  synchronized void forging(UnaryOperator<ObjectNode> other) {
    forgery = other;
  }

  /** Tokens that were given hold no longer. */
  synchronized void expire() {
    tokens.clear();
  }

  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    Matcher scope = SCOPE.matcher(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!scope.find()
        || !exchange
            .getRequestHeaders()
            .getFirst("X-Amz-Target")
            .endsWith("CloudTrail_20131101.LookupEvents")) {
      throw new IllegalStateException("another call");
    }
    JsonNode attribute = request.at("/LookupAttributes/0");
    if (!attribute.path("AttributeKey").asText().equals("EventName")
        || request.path("MaxResults").asInt() != 50) {
      throw new IllegalStateException("another attribute");
    }
    Call call =
        new Call(
            scope.group(2),
            attribute.path("AttributeValue").asText(),
            request.path("StartTime").asLong(),
            request.path("EndTime").asLong(),
            scope.group(1));
    calls.add(call);
    String trouble = troubles.isEmpty() ? "" : troubles.removeFirst();
    switch (trouble) {
      case "" -> answer(exchange, call, request.path("NextToken").asText());
      case "{}" -> send(exchange, 200, "{}", 0);
      case "broken" -> send(exchange, 200, "{\"Events\":[{\"EventId\":\"1\",", 100);
      case "InternalFailure" -> error(exchange, 500, trouble);
      default -> error(exchange, 400, trouble);
    }
  }

  private void answer(HttpExchange exchange, Call call, String token) throws IOException {
    int from = 0;
    if (!token.isEmpty()) {
      String known = tokens.getOrDefault(token, "");
      if (!known.startsWith(call + "#")) {
        error(exchange, 400, "InvalidNextTokenException");
        return;
      }
      from = Integer.parseInt(known.substring(known.lastIndexOf('#') + 1));
    }
    List<Seen> found =
        events.stream()
            .filter(it -> it.region().equals(call.region()) && it.name().equals(call.name()))
            .filter(it -> it.time() >= call.from() && it.time() <= call.to())
            .sorted(Comparator.comparingLong(Seen::time).reversed())
            .toList();
    int to = Math.min(found.size(), from + page);
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode given = answer.putArray("Events");
    found.subList(from, to).forEach(it -> given.add(forgery.apply(event(it))));
    if (to < found.size()) {
      String next =
          UUID.nameUUIDFromBytes((call + "#" + to + calls.size()).getBytes(UTF_8)).toString();
      tokens.put(next, call + "#" + to);
      answer.put("NextToken", next);
    }
    send(exchange, 200, answer.toString(), 0);
  }

  private static ObjectNode event(Seen seen) {
    ObjectNode event = JSON.createObjectNode();
    event.put("EventId", seen.id());
    event.put("EventName", seen.name());
    event.put("ReadOnly", "false");
    event.put("EventTime", (double) seen.time());
    event.put("EventSource", read(seen.record()).path("eventSource").asText());
    event.putArray("Resources");
    event.put("CloudTrailEvent", seen.record());
    return event;
  }

  private static void error(HttpExchange exchange, int status, String code) throws IOException {
    send(
        exchange,
        status,
        "{\"__type\":\"com.amazonaws.cloudtrail.v20131101#%s\",\"message\":\"no\"}".formatted(code),
        0);
  }

  private static void send(HttpExchange exchange, int status, String text, int missing)
      throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, body.length + missing);
    exchange.getResponseBody().write(body);
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException thrown) {
      throw new IllegalArgumentException(json, thrown);
    }
  }
}
