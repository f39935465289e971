package ninety.cli.option;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import ninety.cli.option.WhyOptions.Why;
import ninety.cli.terminal.Output;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A thing to be taken back, and why; the same for all commands that take something back. */
public final class TakeBackOptions {

  private static final int LONGEST_ID = 40;

  @Parameters(paramLabel = "ID", arity = "0..1", description = "Its id, as the list shows it.")
  private @Nullable String id;

  @Mixin private WhyOptions why = new WhyOptions();

  @Mixin private TableOption table = new TableOption();

  @Mixin private OutputOption output = new OutputOption();

  /** One thing of a table. */
  public record TakeBack(String id, Why why, String table, Output output) {}

  public Validation<Seq<String>, TakeBack> value() {
    return Validation.combine(
            Texts.alone(Texts.line("ID", id, LONGEST_ID)),
            why.value(),
            Texts.alone(table.value()),
            Texts.alone(output.value()))
        .ap(TakeBack::new)
        .mapError(mistakes -> mistakes.flatMap(each -> each));
  }
}
