package ninety.store;

import static java.util.function.Predicate.not;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ninety.finding.UnreadableItem;
import ninety.user.Proof;
import ninety.user.Proof.Source;
import ninety.user.UserId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The attributes of an item or of a map in it, read one by one. What cannot be read is named, with
 * {@code where} it stands, and not guessed at: an {@link UnreadableItem}. What nobody asks for is
 * unknown to this version, and is kept where the item is written again. For one thread.
 */
final class Fields {

  private final String where;
  private final Map<String, AttributeValue> attributes;
  private final Set<String> asked = new HashSet<>();
  private final Map<String, List<Fields>> inside = new HashMap<>();

  Fields(String where, Map<String, AttributeValue> attributes) {
    this.where = where;
    this.attributes = attributes;
  }

  Map<String, AttributeValue> attributes() {
    return attributes;
  }

  /** The fields of maps inside that were not asked for; here DynamoDB keeps it by itself. */
  UnknownFields unknownInside() {
    Map<String, List<UnknownFields>> unknown = new HashMap<>();
    inside.forEach((name, maps) -> {
      List<UnknownFields> some =
          maps.stream().map(Fields::unknown).filter(not(UnknownFields::isEmpty)).toList();
      if (!some.isEmpty()) {
        unknown.put(name, some);
      }
    });
    return new UnknownFields(Map.of(), Map.of(), unknown);
  }

  private UnknownFields unknown() {
    Map<String, AttributeValue> here = new HashMap<>(attributes);
    here.keySet().removeAll(asked);
    return new UnknownFields(UnknownFields.identifying(attributes), here, unknownInside().inside());
  }

  /** The same, where an attribute is known although nothing is asked of it. */
  Fields knowing(String name) {
    asked.add(name);
    return this;
  }

  boolean isEmpty() {
    return attributes.isEmpty();
  }

  /** The names of the attributes there are. */
  SortedSet<String> names() {
    return new TreeSet<>(attributes.keySet());
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> unreadable(name));
  }

  Optional<String> optionalText(String name) {
    return attribute(name)
        .map(value -> Optional.ofNullable(value.s()).orElseThrow(() -> unreadable(name)));
  }

  /** A list of texts; empty where it is not there. */
  List<String> texts(String name) {
    return elements(name).stream()
        .map(value -> Optional.ofNullable(value.s()).orElseThrow(() -> unreadable(name)))
        .toList();
  }

  /** A set of texts; empty where it is not there. */
  List<String> textSet(String name) {
    return attribute(name)
        .map(value -> {
          if (!value.hasSs()) {
            throw unreadable(name);
          }
          return value.ss();
        })
        .orElse(List.of());
  }

  /** A set of UUIDs, each in 16 bytes; empty where it is not there. */
  Set<UUID> uuidSet(String name) {
    return attribute(name)
        .map(value -> {
          if (!value.hasBs()
              || value.bs().stream().anyMatch(each -> each.asByteArrayUnsafe().length != 16)) {
            throw unreadable(name);
          }
          return value.bs().stream()
              .map(each -> each.asByteBuffer())
              .map(each -> new UUID(each.getLong(), each.getLong()))
              .collect(Collectors.toUnmodifiableSet());
        })
        .orElse(Set.of());
  }

  long number(String name) {
    return optionalNumber(name).orElseThrow(() -> unreadable(name));
  }

  Optional<Long> optionalNumber(String name) {
    return attribute(name).map(value -> parsed(name, () -> Long.parseLong(value.n())));
  }

  boolean flag(String name) {
    return attribute(name).map(AttributeValue::bool).orElseThrow(() -> unreadable(name));
  }

  Instant instant(String name) {
    return parsed(name, () -> Instant.parse(text(name)));
  }

  Optional<Instant> optionalInstant(String name) {
    return attribute(name).map(_ -> instant(name));
  }

  UUID uuid(String name) {
    return parsed(name, () -> UUID.fromString(text(name)));
  }

  UserId userId(String name) {
    return parsed(name, () -> new UserId(text(name)));
  }

  /** The constant that has this label. */
  <E> E labelled(String name, E[] constants, Function<E, String> label) {
    String text = text(name);
    return Arrays.stream(constants)
        .filter(it -> label.apply(it).equals(text))
        .findFirst()
        .orElseThrow(() -> unreadable(name));
  }

  Optional<Fields> map(String name) {
    return attribute(name)
        .map(value -> {
          if (!value.hasM()) {
            throw unreadable(name);
          }
          return inside
              .computeIfAbsent(name, _ -> List.of(new Fields(where + ", " + name, value.m())))
              .getFirst();
        });
  }

  /** A list of maps; empty where it is not there. */
  List<Fields> list(String name) {
    List<AttributeValue> elements = elements(name);
    return inside.computeIfAbsent(
        name,
        _ ->
            IntStream.range(0, elements.size())
                .mapToObj(
                    i -> new Fields("%s, %s[%d]".formatted(where, name, i), elements.get(i).m()))
                .toList());
  }

  Proof proof() {
    return new Proof(
        instant("at"),
        text("event"),
        text("call"),
        attribute("source")
            .map(_ -> labelled("source", Source.values(), Source::stored))
            .orElse(Source.CLOUDTRAIL));
  }

  /**
   * The meaning of the attribute's text or number, where not every text or number means something.
   */
  <T> T parsed(String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException | DateTimeException notThatForm) {
      UnreadableItem unreadable = unreadable(name);
      unreadable.initCause(notThatForm);
      throw unreadable;
    }
  }

  UnreadableItem unreadable(String name) {
    return new UnreadableItem(where, name);
  }

  private List<AttributeValue> elements(String name) {
    return attribute(name)
        .map(value -> {
          if (!value.hasL()) {
            throw unreadable(name);
          }
          return value.l();
        })
        .orElse(List.of());
  }

  private Optional<AttributeValue> attribute(String name) {
    asked.add(name);
    return Optional.ofNullable(attributes.get(name));
  }
}
