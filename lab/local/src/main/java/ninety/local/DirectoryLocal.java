package ninety.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * An Identity Store on a free loopback port: {@code DescribeUser} and {@code ListUsers} with the
 * service's own requests and answers (AWS JSON 1.1). Its users may be changed while it runs, and it
 * can be put in trouble. There is no emulator to be had, so this is all that the product needs of
 * one. Safe for use by several threads.
 */
public final class DirectoryLocal implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Pattern SIGNED =
      Pattern.compile("Credential=([^/]+)/[0-9]{8}/[^/]+/identitystore/aws4_request");

  /** ListUsers: entries in one page. */
  private static final int MOST_ENTRIES = 100;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Supplier<Store> store;
  private final NavigableMap<String, ObjectNode> users;
  private final Deque<DirectoryTrouble> troubles = new ArrayDeque<>();
  private final List<Asked> asked = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private Optional<DirectoryTrouble> lasting = Optional.empty();
  private CountDownLatch held = new CountDownLatch(0);

  /** What there is at one moment; users by id, each as the API describes it. */
  private record Store(String id, NavigableMap<String, ObjectNode> users) {}

  private record Reply(int status, String body) {}

  /**
   * One request.
   *
   * @param call such as {@code DescribeUser}
   * @param caller the access key that signed it
   */
  public record Asked(String call, String caller, JsonNode request) {}

  private DirectoryLocal(Supplier<Store> store, NavigableMap<String, ObjectNode> users) {
    this.store = store;
    this.users = users;
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Starts an empty store; its users are put and removed with the methods here. */
  public static DirectoryLocal start(String identityStoreId) {
    NavigableMap<String, ObjectNode> users = new TreeMap<>();
    return new DirectoryLocal(() -> new Store(identityStoreId, users), users);
  }

  /**
   * Starts a store of the users in a file, which is read again for each request: {@code
   * {"IdentityStoreId": "d-1234567890", "Users": [{"UserId": …, "UserName": …, "UserStatus": …,
   * "CreatedAt": <seconds since 1970>}]}}, as {@code aws identitystore list-users} prints them.
   */
  public static DirectoryLocal start(Path file) {
    return new DirectoryLocal(() -> read(file), new TreeMap<>());
  }

  public URI endpoint() {
    var address = server.getAddress();
    return URI.create("http://127.0.0.1:" + address.getPort());
  }

  /** What turns a child process that follows the AWS SDK's conventions to this store. */
  public Map<String, String> environment() {
    return Map.of("AWS_ENDPOINT_URL_IDENTITYSTORE", endpoint().toString());
  }

  /** Adds a user, or puts another in the place of the one with this id. */
  public void put(String id, String name, boolean enabled, Instant created) {
    put(
        """
        {"UserId": "%s", "UserName": "%s", "UserStatus": "%s", "CreatedAt": %d.%03d}
        """
            .formatted(
                id,
                name,
                enabled ? "ENABLED" : "DISABLED",
                created.getEpochSecond(),
                created.getNano() / 1_000_000));
  }

  /** The same with a user as the API describes one, to which the store's id is added. */
  public synchronized void put(String json) {
    var user = object(json);
    users.put(user.path("UserId").asText(), user);
  }

  public synchronized void remove(String id) {
    users.remove(id);
  }

  /** The next requests meet these troubles, one each, and those after them what there is. */
  public synchronized void meets(DirectoryTrouble... next) {
    troubles.addAll(List.of(next));
  }

  /** All requests meet this trouble until it {@link #recovers}. */
  public synchronized void isIn(DirectoryTrouble trouble) {
    lasting = Optional.of(trouble);
  }

  public synchronized void recovers() {
    lasting = Optional.empty();
    troubles.clear();
  }

  /** Requests from now on are taken and wait until it {@link #answers}. */
  public synchronized void waits() {
    held = new CountDownLatch(1);
  }

  public synchronized void answers() {
    held.countDown();
  }

  /** The requests so far, in the order in which they came. */
  public synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Ends the server; requests that it holds get no answer. Safe to repeat. */
  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = JSON.readTree(exchange.getRequestBody().readAllBytes());
      Optional<DirectoryTrouble> trouble;
      CountDownLatch hold;
      synchronized (this) {
        asked.add(new Asked(call(exchange), caller(exchange), request));
        trouble = Optional.ofNullable(troubles.poll()).or(() -> lasting);
        hold = held;
      }
      hold.await();
      if (trouble.filter(it -> it == DirectoryTrouble.SILENT).isPresent()) {
        closed.await();
        return;
      }
      if (trouble.filter(it -> it == DirectoryTrouble.DROPPED).isPresent()) {
        return;
      }
      var requestId = UUID.randomUUID().toString();
      var reply =
          trouble
              .map(it -> troubled(it, requestId))
              .orElseGet(() -> reply(exchange, request, requestId));
      send(exchange, reply, requestId);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, Reply reply, String requestId)
      throws IOException {
    var body = reply.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
    // An exchange that is closed ends the connection; unannounced, that can meet the next request.
    exchange.getResponseHeaders().set("Connection", "close");
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static String call(HttpExchange exchange) {
    return header(exchange, "X-Amz-Target").replaceFirst("^AWSIdentityStore\\.", "");
  }

  /** Empty where the request is not signed for this service. */
  private static String caller(HttpExchange exchange) {
    var signed = SIGNED.matcher(header(exchange, "Authorization"));
    return signed.find() ? signed.group(1) : "";
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  private Reply reply(HttpExchange exchange, JsonNode request, String requestId) {
    if (caller(exchange).isEmpty()) {
      return error(403, "MissingAuthenticationTokenException", "Missing Authentication Token", "");
    }
    Store now;
    synchronized (this) {
      var read = store.get();
      now = new Store(read.id(), new TreeMap<>(read.users()));
    }
    if (!request.path("IdentityStoreId").asText().equals(now.id())) {
      return notFound("IDENTITY_STORE", request.path("IdentityStoreId").asText(), requestId);
    }
    return switch (call(exchange)) {
      case "DescribeUser" -> describe(now, request, requestId);
      case "ListUsers" -> list(now, request);
      case String other -> error(400, "UnknownOperationException", other, "");
    };
  }

  private static Reply describe(Store store, JsonNode request, String requestId) {
    var id = request.path("UserId").asText();
    return Optional.ofNullable(store.users().get(id))
        .map(user -> new Reply(200, described(store, user).toString()))
        .orElseGet(() -> notFound("USER", id, requestId));
  }

  private static Reply list(Store store, JsonNode request) {
    if (request.has("Filters")) {
      return error(400, "ValidationException", "filters are not known here", "");
    }
    var most = Math.clamp(request.path("MaxResults").asInt(MOST_ENTRIES), 1, MOST_ENTRIES);
    var rest = store.users().tailMap(request.path("NextToken").asText(), false);
    var page = rest.entrySet().stream().limit(most).toList();
    var answer = JSON.createObjectNode();
    var listed = answer.putArray("Users");
    page.forEach(user -> listed.add(described(store, user.getValue())));
    if (page.size() < rest.size()) {
      answer.put("NextToken", page.getLast().getKey());
    }
    return new Reply(200, answer.toString());
  }

  private static ObjectNode described(Store store, ObjectNode user) {
    return user.deepCopy().put("IdentityStoreId", store.id());
  }

  private static Reply notFound(String type, String id, String requestId) {
    return error(
        400,
        "ResourceNotFoundException",
        type + " not found.",
        """
        ,"ResourceType":"%s","ResourceId":"%s","RequestId":"%s"\
        """
            .formatted(type, id, requestId));
  }

  private static Reply troubled(DirectoryTrouble trouble, String requestId) {
    return switch (trouble) {
      case UNAVAILABLE -> new Reply(503, "<html><body>503 Service Unavailable</body></html>");
      case GARBAGE -> new Reply(200, "{\"UserId\": \"");
      case EMPTY -> new Reply(200, "{}");
      case GONE_WITHOUT_REQUEST_ID ->
          error(trouble.status, trouble.type, trouble.message, trouble.members);
      default ->
          error(
              trouble.status,
              trouble.type,
              trouble.message,
              trouble.members + ",\"RequestId\":\"%s\"".formatted(requestId));
    };
  }

  private static Reply error(int status, String type, String message, String members) {
    return new Reply(
        status,
        """
        {"__type":"%s","Message":"%s"%s}\
        """
            .formatted(type, message, members));
  }

  private static Store read(Path file) {
    try {
      var text = Files.readString(file);
      var json = object(text);
      NavigableMap<String, ObjectNode> users = new TreeMap<>();
      json.path("Users").forEach(user -> users.put(user.path("UserId").asText(), user.deepCopy()));
      return new Store(json.path("IdentityStoreId").asText(), users);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode object(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + json, e);
    }
  }
}
