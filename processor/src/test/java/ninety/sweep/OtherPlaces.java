package ninety.sweep;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;

/** What a sweep is plugged into, with one part changed. */
public final class OtherPlaces {

  private OtherPlaces() {}

  /**
   * All places as they are but one.
   *
   * @param part the type of the component that is changed
   */
  public static <T> Places with(Places places, Class<T> part, T other) {
    RecordComponent[] parts = Places.class.getRecordComponents();
    Class<?>[] types = Stream.of(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    if (!Arrays.asList(types).contains(part)) {
      throw new IllegalArgumentException(part.toString());
    }
    try {
      Object[] all = new Object[parts.length];
      for (int i = 0; i < all.length; i++) {
        all[i] = types[i].equals(part) ? other : parts[i].getAccessor().invoke(places);
      }
      return Places.class.getDeclaredConstructor(types).newInstance(all);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
