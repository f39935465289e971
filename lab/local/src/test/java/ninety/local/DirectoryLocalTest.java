package ninety.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLocalTest {

  private static final String STORE = "d-1234567890";
  private static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=local/20261125/eu-central-1/identitystore/aws4_request,"
          + " SignedHeaders=host, Signature=00";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final DirectoryLocal store = DirectoryLocal.start(STORE);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void end() {
    client.close();
    store.close();
  }

  @Test
  void it_listens_on_loopback_only() {
    assertEquals("127.0.0.1", store.endpoint().getHost());
    assertEquals(
        store.endpoint().toString(), store.environment().get("AWS_ENDPOINT_URL_IDENTITYSTORE"));
  }

  @Test
  void a_user_is_described_as_put_until_removed() throws Exception {
    store.put("u1", "mara", false, Instant.parse("2026-06-01T08:14:27.050Z"));

    assertEquals(
        JSON.readTree(
            """
            {"UserId": "u1", "UserName": "mara", "UserStatus": "DISABLED",
             "CreatedAt": 1780301667.050, "IdentityStoreId": "d-1234567890"}
            """),
        body(ask("DescribeUser", "{\"IdentityStoreId\":\"d-1234567890\",\"UserId\":\"u1\"}")));

    store.remove("u1");
    var gone = ask("DescribeUser", "{\"IdentityStoreId\":\"d-1234567890\",\"UserId\":\"u1\"}");
    assertEquals(400, gone.statusCode());
    assertEquals("ResourceNotFoundException", body(gone).path("__type").asText());
    assertEquals("USER", body(gone).path("ResourceType").asText());
    assertEquals(
        gone.headers().firstValue("x-amzn-RequestId").orElseThrow(),
        body(gone).path("RequestId").asText());
  }

  @Test
  void all_users_are_listed_in_pages() throws Exception {
    for (int user = 0; user < 250; user++) {
      store.put("u%03d".formatted(user), "name", true, Instant.EPOCH);
    }
    List<String> listed = new ArrayList<>();
    List<Integer> pages = new ArrayList<>();
    var next = "";

    do {
      var token = next.isEmpty() ? "" : ",\"NextToken\":\"%s\"".formatted(next);
      var page = body(ask("ListUsers", "{\"IdentityStoreId\":\"%s\"%s}".formatted(STORE, token)));
      page.path("Users").forEach(user -> listed.add(user.path("UserId").asText()));
      pages.add(page.path("Users").size());
      next = page.path("NextToken").asText();
    } while (!next.isEmpty());

    assertEquals(List.of(100, 100, 50), pages);
    assertEquals(250, listed.stream().distinct().count());
  }

  @Test
  void a_file_of_users_is_read_anew_for_each_request(@TempDir Path folder) throws Exception {
    var file = folder.resolve("users.json");
    Files.writeString(
        file, "{\"IdentityStoreId\":\"d-1234567890\",\"Users\":[{\"UserId\":\"u1\"}]}");
    try (var ofFile = DirectoryLocal.start(file)) {
      assertEquals(1, listed(ofFile.endpoint()));

      Files.writeString(file, "{\"IdentityStoreId\":\"d-1234567890\",\"Users\":[]}");

      assertEquals(0, listed(ofFile.endpoint()));
    }
  }

  @Test
  void another_store_and_another_call_and_strangers_are_refused() throws Exception {
    var other = ask("DescribeUser", "{\"IdentityStoreId\":\"d-0000000000\",\"UserId\":\"u1\"}");
    assertEquals("IDENTITY_STORE", body(other).path("ResourceType").asText());

    var unknown = ask("DeleteUser", "{\"IdentityStoreId\":\"d-1234567890\",\"UserId\":\"u1\"}");
    assertEquals("UnknownOperationException", body(unknown).path("__type").asText());

    var stranger = ask(store.endpoint(), "DescribeUser", "{}", "Basic bWFyYTptYXJh");
    assertEquals(403, stranger.statusCode());
  }

  @Test
  void it_is_in_trouble_as_long_as_it_is_asked_to() throws Exception {
    var describe = "{\"IdentityStoreId\":\"d-1234567890\",\"UserId\":\"u1\"}";
    store.meets(DirectoryTrouble.THROTTLED, DirectoryTrouble.INTERNAL_ERROR);

    assertEquals(
        "ThrottlingException", body(ask("DescribeUser", describe)).path("__type").asText());
    assertEquals(500, ask("DescribeUser", describe).statusCode());
    assertEquals("USER", body(ask("DescribeUser", describe)).path("ResourceType").asText());

    store.isIn(DirectoryTrouble.DROPPED);
    assertThrows(IOException.class, () -> ask("DescribeUser", describe));
    store.recovers();
    assertEquals(400, ask("DescribeUser", describe).statusCode());

    assertTrue(store.asked().size() >= 5);
    assertEquals("local", store.asked().getFirst().caller());
  }

  private int listed(URI endpoint) throws Exception {
    return body(ask(endpoint, "ListUsers", "{\"IdentityStoreId\":\"d-1234567890\"}", SIGNED))
        .path("Users")
        .size();
  }

  private HttpResponse<String> ask(String call, String body) throws Exception {
    return ask(store.endpoint(), call, body, SIGNED);
  }

  private HttpResponse<String> ask(URI endpoint, String call, String body, String authorization)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(endpoint)
            .header("X-Amz-Target", "AWSIdentityStore." + call)
            .header("Authorization", authorization)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode body(HttpResponse<String> response) throws Exception {
    return JSON.readTree(response.body());
  }
}
