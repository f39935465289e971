package ninety.stream;

/**
 * Nothing more of a shard is taken by this process, which ends: to go on could pass a record that
 * is not settled. Whoever takes the shard up begins at its last checkpoint, so nothing is lost. The
 * message is one sentence or more, for an operator.
 */
public final class ShardGivenUp extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param why a sentence or more
   */
  ShardGivenUp(String shard, String why) {
    super("Shard %s: %s".formatted(shard, why));
  }
}
