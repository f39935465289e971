package ninety.user;

import java.util.Optional;

/**
 * A last-writer-wins register: a value and the proof of it. The later proof wins; equal proofs
 * leave it to the values, so that a join never depends on the order of its arguments.
 */
public record Register<V extends Comparable<V>>(V value, Proof proof)
    implements Comparable<Register<V>> {

  @Override
  public int compareTo(Register<V> other) {
    int byProof = proof.compareTo(other.proof);
    return byProof != 0 ? byProof : value.compareTo(other.value);
  }

  static <T extends Comparable<? super T>> Optional<T> later(Optional<T> one, Optional<T> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isPresent() ? one : other;
    }
    return one.get().compareTo(other.get()) >= 0 ? one : other;
  }

  static <T extends Comparable<? super T>> Optional<T> earlier(Optional<T> one, Optional<T> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isPresent() ? one : other;
    }
    return one.get().compareTo(other.get()) <= 0 ? one : other;
  }
}
