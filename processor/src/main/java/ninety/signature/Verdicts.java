package ninety.signature;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The messages that were judged at one time. */
public record Verdicts(List<Judged> all) {

  public Verdicts {
    all = List.copyOf(all);
  }

  /** True if there is a message, and none that is not valid. */
  public boolean valid() {
    return !all.isEmpty() && all.stream().allMatch(Judged::valid);
  }

  /** The number of messages by the label of their verdict, in the labels' order. */
  public Map<String, Long> counts() {
    return all.stream()
        .collect(
            Collectors.groupingBy(
                judged -> judged.verdict().label(), TreeMap::new, Collectors.counting()));
  }

  /** The ids of the keys that signed, in the order of the messages. Only valid messages count. */
  public List<String> keys() {
    return all.stream()
        .filter(Judged::valid)
        .flatMap(judged -> judged.verdict().keyId().stream())
        .distinct()
        .toList();
  }
}
