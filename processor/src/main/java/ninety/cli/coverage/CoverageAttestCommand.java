package ninety.cli.coverage;

import java.time.Clock;
import ninety.coverage.Attestation.What;
import picocli.CommandLine.Command;

@Command(
    name = "attest",
    customSynopsis = {
      "ninety coverage attest --from=INSTANT --to=INSTANT --reason=TEXT",
      "                              [OPTION]..."
    },
    description = {
      "Attests that nothing was missed in a time, so that a gap, a loss or a doubt in it is mended."
          + " Look into CloudTrail first: who attests answers for it.",
      "",
      "What is attested is kept apart from what was read from archived logs. The next sweep reports"
          + " it to the alert queue, with who, why and as which caller.",
      ""
    })
public final class CoverageAttestCommand extends CoverageSayCommand {

  public CoverageAttestCommand(Clock clock) {
    super(What.COMPLETE, clock);
  }
}
