package ninety.cli.coverage;

import java.time.Clock;
import ninety.coverage.Attestation.What;
import picocli.CommandLine.Command;

@Command(
    name = "lost",
    customSynopsis = {
      "ninety coverage lost --from=INSTANT --to=INSTANT --reason=TEXT",
      "                              [OPTION]..."
    },
    description = {
      "Records that events were lost in a time, so that it counts as a gap that ninety could not"
          + " see: where a queue was purged, say. A trail that was stopped is a gap by itself.",
      "",
      "The next sweep reports it to the alert queue, with who, why and as which caller. Refused"
          + " where somebody attests that nothing was missed.",
      ""
    })
public final class CoverageLostCommand extends CoverageSayCommand {

  public CoverageLostCommand(Clock clock) {
    super(What.LOST, clock);
  }
}
