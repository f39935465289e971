package ninety.local;

import java.util.stream.Collectors;

/** A program that holds a stack until it is killed, for {@link StackIT}. */
final class HoldsAStack {

  private HoldsAStack() {}

  public static void main(String[] arguments) throws Exception {
    var stack = Stack.start();
    System.out.println(
        ProcessHandle.current()
            .children()
            .map(child -> Long.toString(child.pid()))
            .collect(Collectors.joining(" ")));
    System.in.read();
    stack.close();
  }
}
