package ninety.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How one server is started. Each prints {@code ready http://127.0.0.1:PORT} when it listens, and
 * ends when its standard input does.
 */
record Launch(String name, List<String> command, Map<String, String> environment) {

  Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  static Launch kinesis(ProjectRoot root, String region) {
    var folder = root.resolve("lab/local/kinesis");
    var server = present(folder.resolve("node_modules/kinesis-local/main.js"), "npm ci", folder);
    var loopback = folder.resolve("loopback.cjs");
    return new Launch(
        "kinesis",
        List.of("node", "--require", loopback.toString(), server.toString()),
        Map.ofEntries(
            // Names, not addresses: loopback.cjs takes free ports, and names the plain one.
            Map.entry("KINESIS_MOCK_PLAIN_PORT", "4568"),
            Map.entry("KINESIS_MOCK_TLS_PORT", "4567"),
            Map.entry("KINESIS_MOCK_CERT_PATH", server.resolveSibling("server.json").toString()),
            Map.entry("AWS_REGION", region),
            Map.entry("LOG_LEVEL", "WARN"),
            Map.entry("SHARD_LIMIT", "200"),
            Map.entry("CREATE_STREAM_DURATION", SOON),
            Map.entry("DELETE_STREAM_DURATION", SOON),
            Map.entry("REGISTER_STREAM_CONSUMER_DURATION", SOON),
            Map.entry("DEREGISTER_STREAM_CONSUMER_DURATION", SOON),
            Map.entry("START_STREAM_ENCRYPTION_DURATION", SOON),
            Map.entry("STOP_STREAM_ENCRYPTION_DURATION", SOON),
            Map.entry("MERGE_SHARDS_DURATION", SOON),
            Map.entry("SPLIT_SHARD_DURATION", SOON),
            Map.entry("UPDATE_SHARD_COUNT_DURATION", SOON),
            Map.entry("UPDATE_STREAM_MODE_DURATION", SOON)));
  }

  static Launch dynamodb(ProjectRoot root) {
    return jvm("dynamodb", root, List.of("-Xmx256m"), Map.of("DDB_LOCAL_TELEMETRY", "0"));
  }

  static Launch sqs(ProjectRoot root, String region) {
    return jvm("sqs", root, List.of("-Xmx128m"), Map.of("AWS_REGION", region));
  }

  private static final String SOON = "20ms";

  private static Launch jvm(
      String name, ProjectRoot root, List<String> options, Map<String, String> environment) {
    var module = "lab/local/" + name;
    var jar =
        present(
            root.resolve(module + "/target/ninety-local-" + name + ".jar"),
            "mvn package -pl " + module,
            root.folder());
    // Ctrl-C in a terminal reaches all of a group; when a server ends is for who started it to say.
    var command = new ArrayList<>(List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            // Started anew for every test run: quick to start counts for more than quick at length.
            "-XX:TieredStopAtLevel=1",
            "-Djava.net.preferIPv4Stack=true",
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            jar.toString()));
    return new Launch(name, command, environment);
  }

  private static Path present(Path file, String remedy, Path where) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException("No " + file + ": run `" + remedy + "` in " + where);
    }
    return file;
  }
}
