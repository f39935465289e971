package ninety.sweep;

import ninety.coverage.CoverageLog;
import ninety.policy.Dossiers;
import ninety.policy.ExemptionLog;
import ninety.policy.SourceWatches;

/** All that a sweep reads, writes, asks and tells. */
public record Places(
    Dossiers dossiers,
    DueUsers dueUsers,
    Rearming rearming,
    CoverageLog coverage,
    SourceWatches sourceWatches,
    ExemptionLog exemptions,
    Directory directory,
    Alerts alerts) {}
