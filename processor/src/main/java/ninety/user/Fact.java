package ninety.user;

import java.util.Optional;

/**
 * One thing that a CloudTrail record proves about one user at one time.
 *
 * @param identityStoreId the store that the record names; many records name none
 */
public record Fact(Subject subject, Optional<String> identityStoreId, Kind kind, Proof proof) {}
