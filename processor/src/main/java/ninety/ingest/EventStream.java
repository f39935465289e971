package ninety.ingest;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The stream from which the consumer reads, to be written to. */
public interface EventStream {

  /**
   * One record.
   *
   * @param key by which it gets its shard
   */
  record Entry(String key, String text) {}

  /**
   * The events of a list that were not taken, by its places in the list.
   *
   * @param later what may be taken another time
   * @param refused what will never be taken as it is, with the stream's word for that
   */
  record Left(Set<Integer> later, Map<Integer, String> refused) {
    public Left {
      later = Set.copyOf(later);
      refused = Map.copyOf(refused);
    }
  }

  /**
   * Writes records; repeating is safe. What no repeat mends for any record is the SDK's exception.
   */
  Left put(List<Entry> entries);
}
