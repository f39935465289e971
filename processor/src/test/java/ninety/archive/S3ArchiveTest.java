package ninety.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ninety.cloudtrail.LogArchive.Entry;
import ninety.cloudtrail.LogFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** With S3's own answers (API reference, {@code ListObjectsV2} and {@code GetObject}). */
final class S3ArchiveTest {

  /** Threads of its own would take each client two seconds to end. */
  private static final SdkEventLoopGroup THREADS = SdkEventLoopGroup.builder().build();

  private final S3StandIn bucket = new S3StandIn();
  private final S3AsyncClient s3 =
      S3AsyncClient.builder()
          .endpointOverride(URI.create(bucket.url()))
          .region(Region.EU_CENTRAL_1)
          .forcePathStyle(true)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
          .overrideConfiguration(it -> it.retryStrategy(retry -> retry.maxAttempts(1)))
          .httpClientBuilder(NettyNioAsyncHttpClient.builder().eventLoopGroup(THREADS))
          .build();
  private final S3Archive archive =
      new S3Archive(s3, S3Archive.Address.parse("s3://trail/prefix").orElseThrow());

  @AfterEach
  void stop() {
    s3.close();
    bucket.close();
  }

  private void object(String key, String content) {
    bucket.put(key, content.getBytes(UTF_8));
  }

  @Test
  void a_folder_is_listed_to_its_end_page_by_page() {
    object("prefix/", "");
    for (String name : List.of("a.json", "b.json", "x/1", "x/2", "y/1")) {
      object("prefix/" + name, "{}");
    }
    object("prefixed/other.json", "{}");
    List<Entry> entries = new ArrayList<>();

    archive.list("", entries::add);

    assertEquals(
        Set.of(
            new Entry.File(new LogFile("a.json", 2)),
            new Entry.File(new LogFile("b.json", 2)),
            new Entry.Folder("x/"),
            new Entry.Folder("y/")),
        Set.copyOf(entries));
    assertEquals(3, bucket.lists());
  }

  @Test
  void an_object_is_what_is_stored() throws IOException {
    object("prefix/x/1.json", "{\"Records\":[]}");

    try (InputStream in = archive.open(new LogFile("x/1.json", 14))) {
      assertEquals("{\"Records\":[]}", new String(in.readAllBytes(), UTF_8));
    }
  }

  @Test
  void an_object_that_is_not_given_is_that_files_fault_alone() {
    IOException thrown =
        assertThrows(IOException.class, () -> archive.open(new LogFile("x/none.json", 1)));

    assertEquals("S3 did not give it: AccessDenied (HTTP 403)", thrown.getMessage());
  }

  @Test
  void an_object_that_ends_too_early_fails() {
    object("prefix/cut.gz", "0123456789");

    assertThrows(
        IOException.class,
        () -> {
          try (InputStream in = archive.open(new LogFile("cut.gz", 20))) {
            in.readAllBytes();
          }
        });
  }

  @Test
  void a_bucket_that_may_not_be_listed_is_the_sdks_failure() {
    bucket.deny();

    assertThrows(S3Exception.class, () -> archive.list("", _ -> {}));
  }

  @Test
  void an_address_is_a_bucket_and_a_folder_in_it() {
    assertEquals(
        Optional.of(new S3Archive.Address("trail", "a/b/")),
        S3Archive.Address.parse("s3://trail/a/b"));
    assertEquals(
        Optional.of(new S3Archive.Address("trail", "a/")),
        S3Archive.Address.parse("s3://trail/a/"));
    assertEquals(
        Optional.of(new S3Archive.Address("trail", "")), S3Archive.Address.parse("s3://trail"));
    assertEquals(Optional.empty(), S3Archive.Address.parse("trail/a"));
    assertEquals(Optional.empty(), S3Archive.Address.parse("s3://Not_A_Bucket/a"));
  }
}
