package ninety.replay;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/** Some threads that take work as it comes, no more of it at one time than there are of them. */
final class Crew implements AutoCloseable {

  private final ExecutorService threads;
  private final Semaphore free;
  private final int many;
  private final AtomicReference<RuntimeException> failed = new AtomicReference<>();

  Crew(int many) {
    this.many = many;
    this.free = new Semaphore(many);
    this.threads = Executors.newFixedThreadPool(many);
  }

  /** The threads, for who waits for what they do. */
  ExecutorService threads() {
    return threads;
  }

  /**
   * Waits for a thread that is free.
   *
   * @throws RuntimeException that of earlier work; nothing is begun any more
   */
  void take(Runnable work) {
    free.acquireUninterruptibly();
    if (failed.get() != null) {
      free.release();
      throw failed.get();
    }
    threads.execute(() -> {
      try {
        work.run();
      } catch (Throwable lasting) { // An Error too: a file that was not read is no day's.
        failed.compareAndSet(
            null,
            lasting instanceof RuntimeException known
                ? known
                : new IllegalStateException("a file could not be read", lasting));
      } finally {
        free.release();
      }
    });
  }

  /**
   * Waits until all work is done.
   *
   * @throws RuntimeException that of some work
   */
  void await() {
    free.acquireUninterruptibly(many);
    free.release(many);
    if (failed.get() != null) {
      throw failed.get();
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
