package ninety.sweep;

import ninety.coverage.CoverageLog;
import ninety.policy.AttestationLog;
import ninety.policy.DirectoryChanges;
import ninety.policy.Dossiers;
import ninety.policy.ExemptionLog;
import ninety.policy.Notices;
import ninety.policy.PolicyLog;
import ninety.policy.SourceWatches;
import ninety.policy.Tamperings;

/** All that a sweep reads, writes, asks and tells. */
public record Places(
    Dossiers dossiers,
    DueUsers dueUsers,
    Rearming rearming,
    CoverageLog coverage,
    SourceWatches sourceWatches,
    ExemptionLog exemptions,
    AttestationLog attestations,
    Undelivered undelivered,
    Notices notices,
    PolicyLog policyLog,
    DirectoryChanges directoryChanges,
    Tamperings tamperings,
    Directory directory,
    Alerts alerts) {}
