package ninety.simulation;

import java.util.ArrayList;
import java.util.List;

/** Starts worlds from the command line. */
public final class Simulate {
  private Simulate() {}

  public static void main(String[] args) {
    ((ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger("ninety")).setLevel(ch.qos.logback.classic.Level.OFF);
    long from = Long.parseLong(args[0]);
    long to = Long.parseLong(args[1]);
    boolean trace = args.length > 2;
    long begin = System.nanoTime();
    int failed = 0;
    for (long seed = from; seed < to; seed++) {
      List<String> history = new ArrayList<>();
      try {
        World.live(Story.of(seed), Mutant.NONE, trace ? history::add : _ -> {});
      } catch (Throwable broken) {
        failed++;
        String m = String.valueOf(broken.getMessage());
        System.out.println("seed " + seed + ": " + m.substring(0, Math.min(m.length(), 700)));
        if (!(broken instanceof Promise.Broken)) broken.printStackTrace(System.out);
        if (failed > 20) break;
      }
      if (trace) history.forEach(System.out::println);
    }
    System.out.printf("%d seeds, %d failed, %.2f ms each%n", to - from, failed, (System.nanoTime() - begin) / 1e6 / (to - from));
  }
}
