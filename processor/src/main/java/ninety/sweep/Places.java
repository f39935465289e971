package ninety.sweep;

import ninety.coverage.AttestationLog;
import ninety.coverage.CoverageLog;
import ninety.coverage.Tamperings;
import ninety.coverage.Undelivered;
import ninety.exemption.ExemptionLog;
import ninety.finding.AlertFormat;
import ninety.finding.AlertQueue;
import ninety.finding.Dossiers;
import ninety.finding.DueUsers;
import ninety.finding.FeedWatches;
import ninety.finding.Notices;
import ninety.finding.Rearming;
import ninety.policy.PolicyLog;
import ninety.user.Directory;
import ninety.user.DirectoryChanges;
import ninety.user.Reconciliations;

/** The ports by which a sweep reads, writes, asks and sends. */
public record Places(
    Dossiers dossiers,
    DueUsers dueUsers,
    Rearming rearming,
    CoverageLog coverage,
    FeedWatches feedWatches,
    ExemptionLog exemptions,
    AttestationLog attestations,
    Undelivered undelivered,
    Notices notices,
    PolicyLog policyLog,
    DirectoryChanges directoryChanges,
    Tamperings tamperings,
    Reconciliations reconciliations,
    Directory directory,
    AlertFormat format,
    AlertQueue alerts) {}
