package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ninety.finding.Dossier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The fields of a map of an item that nobody asked for as the item was read: a newer version's. It
 * stays where it was; but what is said of one fact, finding or alert is not said of the next one
 * that has its place, and goes with it.
 *
 * @param of what shows that the map is about the same; nothing in a map that is about the user
 * @param here the attributes nobody asked for
 * @param inside the same of the maps and the lists of maps inside, by their names
 */
record UnknownFields(
    Map<String, AttributeValue> of,
    Map<String, AttributeValue> here,
    Map<String, List<UnknownFields>> inside)
    implements Dossier.Rest {

  /** Of a proof, a finding, an alert, and a version of the policy or a gap. */
  private static final Set<String> IDENTIFYING = Set.of("at", "event", "uid", "id", "since");

  static Map<String, AttributeValue> identifying(Map<String, AttributeValue> map) {
    Map<String, AttributeValue> of = new HashMap<>(map);
    of.keySet().retainAll(IDENTIFYING);
    return of;
  }

  boolean isEmpty() {
    return here.isEmpty() && inside.isEmpty();
  }

  /** The same where elements of one name may move on into the list of another. */
  UnknownFields moving(String from, String to) {
    if (!inside.containsKey(from)) {
      return this;
    }
    Map<String, List<UnknownFields>> both = new HashMap<>(inside);
    both.merge(to, inside.getOrDefault(from, List.of()), UnknownFields::joined);
    return new UnknownFields(of, here, both);
  }

  private static List<UnknownFields> joined(List<UnknownFields> one, List<UnknownFields> other) {
    List<UnknownFields> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  /** The fields that are written now, and those that this keeps beside them. */
  Map<String, AttributeValue> into(Map<String, AttributeValue> written) {
    Map<String, AttributeValue> all = new HashMap<>(here);
    all.putAll(written);
    inside.forEach((name, kept) -> {
      AttributeValue value = all.get(name);
      if (value != null) {
        all.put(name, into(value, kept));
      } else {
        kept.stream()
            .filter(each -> each.of().isEmpty())
            .forEach(each -> all.put(name, fromM(each.into(Map.of()))));
      }
    });
    return all;
  }

  private static AttributeValue into(AttributeValue value, List<UnknownFields> kept) {
    if (value.hasL()) {
      return fromL(value.l().stream().map(each -> into(each, kept)).toList());
    }
    return kept.stream()
        .filter(each -> value.hasM() && each.of().equals(identifying(value.m())))
        .findFirst()
        .map(each -> fromM(each.into(value.m())))
        .orElse(value);
  }
}
