package ninety.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static ninety.aws.Calls.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ninety.aws.Fault;
import ninety.ingest.EventStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** A Kinesis stream, written to as EventBridge does: one record an event, nothing around it. */
public final class KinesisEvents implements EventStream {

  /** Kinesis, PutRecords: 5 MiB in one call, keys included, as long as it is not raised. */
  private static final int MOST_BYTES = 4 << 20;

  /** Kinesis, PutRecords: records in one call. */
  private static final int MOST_RECORDS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(KinesisEvents.class);

  private final KinesisAsyncClient kinesis;
  private final String stream;

  public KinesisEvents(KinesisAsyncClient kinesis, String stream) {
    this.kinesis = kinesis;
    this.stream = stream;
  }

  /** The same, if the stream is there: so a mistake is said before work begins. */
  public KinesisEvents checked() {
    answer(kinesis.describeStreamSummary(it -> it.streamName(stream)));
    return this;
  }

  @Override
  public Left put(List<Entry> entries) {
    Set<Integer> later = new HashSet<>();
    Map<Integer, String> refused = new HashMap<>();
    for (List<Integer> places : calls(entries)) {
      put(entries, places, later, refused);
    }
    return new Left(later, refused);
  }

  /** The places in as many calls as their bytes need. */
  private static List<List<Integer>> calls(List<Entry> entries) {
    List<List<Integer>> calls = new ArrayList<>();
    List<Integer> call = new ArrayList<>();
    int bytes = 0;
    for (int i = 0; i < entries.size(); i++) {
      int size = bytes(entries.get(i));
      if (!call.isEmpty() && (bytes + size > MOST_BYTES || call.size() == MOST_RECORDS)) {
        calls.add(call);
        call = new ArrayList<>();
        bytes = 0;
      }
      call.add(i);
      bytes += size;
    }
    calls.add(call);
    return calls.stream().filter(each -> !each.isEmpty()).toList();
  }

  private static int bytes(Entry entry) {
    return entry.text().getBytes(UTF_8).length + entry.key().getBytes(UTF_8).length;
  }

  private void put(
      List<Entry> entries, List<Integer> places, Set<Integer> later, Map<Integer, String> refused) {
    try {
      List<PutRecordsResultEntry> results =
          answer(
                  kinesis.putRecords(put ->
                      put.streamName(stream)
                          .records(
                              places.stream().map(place -> record(entries.get(place))).toList())))
              .records();
      for (int i = 0; i < places.size(); i++) {
        if (results.get(i).errorCode() != null) {
          LOG.warn("The stream did not take a record now: {}", results.get(i).errorCode());
          later.add(places.get(i));
        }
      }
    } catch (SdkException fault) {
      switch (Fault.of(fault)) {
        case PASSING -> {
          LOG.warn("The stream takes nothing now: {}", Fault.describe(fault));
          later.addAll(places);
        }
        case REFUSED -> {
          // A whole call is refused for what is wrong with one of its records.
          if (places.size() == 1) {
            refused.put(places.getFirst(), Fault.describe(fault));
          } else {
            places.forEach(place -> put(entries, List.of(place), later, refused));
          }
        }
        case LASTING, BUG -> throw fault;
      }
    }
  }

  private static PutRecordsRequestEntry record(Entry entry) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(entry.key())
        .data(SdkBytes.fromUtf8String(entry.text()))
        .build();
  }
}
