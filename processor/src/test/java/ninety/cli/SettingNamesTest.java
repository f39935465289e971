package ninety.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.stream.Stream;
import ninety.aws.Misconfigured;
import ninety.aws.Misconfigured.Setting;
import ninety.cli.option.Remedies;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

final class SettingNamesTest {

  /** An option that is renamed must be renamed in what is said about it. */
  @ParameterizedTest
  @EnumSource
  void a_setting_to_look_at_is_an_option_of_a_command(Setting setting) {
    String said = String.valueOf(Remedies.of(new Misconfigured("No.", setting)).getMessage());

    CommandLine ninety = new CommandLine(new Ninety(), new Commands(Clock.systemUTC()));
    assertTrue(
        options(ninety)
            .map(option -> "No. Check %s.".formatted(option.longestName()))
            .anyMatch(said::equals),
        said);
  }

  private static Stream<OptionSpec> options(CommandLine command) {
    return Stream.concat(
        command.getCommandSpec().options().stream(),
        command.getSubcommands().values().stream().flatMap(SettingNamesTest::options));
  }
}
