package ninety.aws;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Waits for calls of the asynchronous clients, which the Kinesis Client Library brings along and
 * which are therefore the only ones here. Waiting costs little on a virtual thread.
 */
public final class Calls {

  private Calls() {}

  /** The answer; a failure is thrown as the SDK's own exception. */
  public static <T> T answer(CompletableFuture<T> call) {
    try {
      return call.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }
}
