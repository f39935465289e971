package ninety.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import ninety.cloudtrail.LogArchive;
import ninety.cloudtrail.RecordReader;
import ninety.cloudtrail.Watched;
import ninety.coverage.MemoryCoverage;
import ninety.coverage.Tampering;
import ninety.finding.Dossier;
import ninety.finding.MemoryDossiers;
import ninety.ingest.Counts;
import ninety.ingest.EventStream;
import ninety.ingest.Noting;
import ninety.ingest.RecordKeeper;
import ninety.ingest.Settlement;
import ninety.replay.Replay;
import ninety.replay.Scope;
import ninety.stream.Table;
import ninety.user.Proof;
import ninety.user.UserId;
import ninety.user.UserRecord;

/** A queue of what was given up, and where it comes from and goes to. */
final class Given {

  static final Instant NOON = Instant.parse("2026-06-11T12:00:00Z");
  static final String SHARD = "shardId-000000000007";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  final MemoryLetters queue = new MemoryLetters(NOON);
  final MemoryDossiers users = new MemoryDossiers();
  final Table table = new Table(users);
  final MemoryCoverage coverage = new MemoryCoverage();
  final List<Proof> noted = new ArrayList<>();
  final List<EventStream.Entry> stream = new ArrayList<>();
  Set<String> accounts = Set.of();
  int patience = 3;
  EventStream intoStream =
      entries -> {
        stream.addAll(entries);
        return new EventStream.Left(Set.of(), Map.of());
      };

  private final Noting noting =
      new Noting() {
        @Override
        public void directoryChanged(Proof change) {
          noted.add(change);
        }

        @Override
        public void tampered(Tampering change) {
          noted.add(change.proof());
        }
      };

  RecordReader reader() {
    return new RecordReader(new Watched(java.util.Optional.empty(), accounts, false, Set.of()));
  }

  /** A new process of `ninety redrive dead-letters`. */
  Redrive intoTable() {
    Counts counts = new Counts();
    RecordKeeper keeper =
        new RecordKeeper(
            table, Duration.ZERO, 4, Executors::newVirtualThreadPerTaskExecutor, counts);
    return new Redrive(
        queue,
        new IntoTable(
            reader(),
            counts,
            letters ->
                new Settlement(
                    "Redrive",
                    keeper,
                    coverage,
                    noting,
                    letters,
                    counts,
                    retry -> retry >= patience)),
        true,
        IntoTable.signs(reader(), () -> NOON));
  }

  /** A new process of `ninety replay`, of all that is in the archive. */
  void replay(LogArchive archive) throws IOException {
    Counts counts = new Counts();
    RecordKeeper keeper =
        new RecordKeeper(
            table, Duration.ZERO, 4, Executors::newVirtualThreadPerTaskExecutor, counts);
    Replay replay =
        new Replay(
            archive,
            new Replay.Terms(
                new Scope(Set.of(), Instant.EPOCH, NOON), NOON, java.util.Optional.empty()),
            reader(),
            counts,
            java.util.Optional.of(letters ->
                new Settlement(
                        "Replay",
                        keeper,
                        coverage,
                        noting,
                        letters,
                        counts,
                        retry -> retry >= patience)
                    ::settle),
            2);
    replay.run(replay.size(), _ -> {});
  }

  /** A new process of `ninety redrive undelivered`. */
  Redrive ontoStream() {
    return ontoStream(java.util.Optional.empty());
  }

  Redrive ontoStream(java.util.Optional<String> onlyOf) {
    return new Redrive(
        queue,
        new OntoStream(entries -> intoStream.put(entries), retry -> retry >= patience, onlyOf),
        false,
        OntoStream.SIGNS);
  }

  Redriven run(Redrive redrive) {
    return run(redrive, Selection.ALL);
  }

  Redriven run(Redrive redrive, Selection selection) {
    return redrive.run(selection, queue::now, _ -> {});
  }

  /** The table, as far as it is about facts. */
  Map<UserId, UserRecord> kept() {
    Map<UserId, UserRecord> kept = new HashMap<>();
    for (Dossier dossier : users.all()) {
      kept.put(dossier.user().id(), dossier.user());
    }
    return kept;
  }

  /** A dead letter as the consumer writes it, which SqsDeadLettersTest holds against the writer. */
  String parked(String record, String reason) {
    return queue.put(letter(record, reason), Map.of("reason", reason, "shard", SHARD));
  }

  static String letter(String record, String reason) {
    ObjectNode letter = JSON.createObjectNode();
    letter.put("reason", reason);
    letter.put("detail", "It was so.");
    letter.put("stream", "events");
    letter.put("shard", SHARD);
    letter.put("sequenceNumber", "49571");
    letter.put("subSequenceNumber", 0);
    letter.put("arrival", "2026-06-01T08:15:00Z");
    letter.put("bytes", record.getBytes(UTF_8).length);
    letter.put("encoding", "utf-8");
    letter.put("truncated", false);
    letter.put("record", record);
    return letter.toString();
  }

  static String inBase64(byte[] record, String reason) {
    return letter(Base64.getEncoder().encodeToString(record), reason)
        .replace("\"utf-8\"", "\"base64\"");
  }

  /** As EventBridge gives an event up (user guide, Using dead-letter queues). */
  String undelivered(String event, String code, String target) {
    return queue.put(
        event,
        Map.of(
            "ERROR_CODE",
            code,
            "ERROR_MESSAGE",
            "Unable to invoke the target.",
            "RULE_ARN",
            "arn:aws:events:eu-central-1:111122223333:rule/ninety-events",
            "TARGET_ARN",
            target));
  }

  static final String STREAM_ARN = "arn:aws:kinesis:eu-central-1:111122223333:stream/ninety-events";
  static final String TOPIC_ARN = "arn:aws:sns:eu-central-1:111122223333:ninety-alarms";
}
