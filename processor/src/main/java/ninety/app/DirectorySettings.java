package ninety.app;

import java.util.Optional;

/**
 * Where users are asked about before something is reported.
 *
 * @param identityStoreId empty where nobody is asked
 * @param role the ARN of the role under which to ask, instead of our own
 * @param region where the store is; the Region that is set where this says nothing
 * @param instance the ARN of the instance; it is looked for where this says nothing
 */
public record DirectorySettings(
    Optional<String> identityStoreId,
    Optional<String> role,
    Optional<String> region,
    Optional<String> instance) {}
