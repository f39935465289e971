package ninety.policy;

import java.util.Optional;

/**
 * What is kept about a user under one control.
 *
 * @param episodes how many findings were opened so far
 */
public record Watch(int episodes, Optional<Finding> open) {

  public static final Watch QUIET = new Watch(0, Optional.empty());
}
