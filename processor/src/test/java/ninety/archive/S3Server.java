package ninety.archive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Adobe's S3Mock, an S3 server, in a process of its own with an empty bucket {@code trail}. */
public final class S3Server implements AutoCloseable {

  private static final Pattern PORT =
      Pattern.compile("Tomcat started on ports.* (\\d+) \\(http\\)");

  private final Process process;
  private final URI url;
  private final S3AsyncClient client;

  public S3Server() {
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Xmx192m",
                  "-jar",
                  jar().toString(),
                  "--server.address=127.0.0.1",
                  "--server.port=0",
                  "--com.adobe.testing.s3mock.http-port=0",
                  "--http.port=0",
                  "--com.adobe.testing.s3mock.store.initial-buckets=trail",
                  "--com.adobe.testing.s3mock.store.region=eu-west-1")
              .redirectErrorStream(true)
              .start();
      url = started();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    client =
        S3AsyncClient.builder()
            .endpointOverride(url)
            .region(Region.EU_WEST_1)
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .build();
  }

  /** The one jar that has this class, which is only run and never loaded here otherwise. */
  private static Path jar() {
    try {
      return Path.of(
          Class.forName("org.springframework.boot.loader.launch.JarLauncher")
              .getProtectionDomain()
              .getCodeSource()
              .getLocation()
              .toURI());
    } catch (ClassNotFoundException | URISyntaxException missing) {
      throw new IllegalStateException("s3mock is not on the class path", missing);
    }
  }

  private URI started() throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        Thread.ofVirtual()
            .start(() -> lines.lines().forEach(_ -> {})); // Else it would stand still.
        return URI.create("http://127.0.0.1:" + port.group(1));
      }
    }
    throw new IllegalStateException("s3mock did not start: " + said);
  }

  public URI url() {
    return url;
  }

  /**
   * Stores an object.
   *
   * @param metadata as {@code x-amz-meta-…}
   */
  public void put(String key, byte[] content, Map<String, String> metadata) {
    client
        .putObject(
            put -> put.bucket("trail").key(key).metadata(metadata),
            AsyncRequestBody.fromBytes(content))
        .join();
  }

  @Override
  public void close() {
    client.close();
    process.destroyForcibly();
  }
}
