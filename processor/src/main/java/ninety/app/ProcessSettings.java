package ninety.app;

import java.util.Optional;
import ninety.stream.ConsumerSettings;

/**
 * The settings of {@code ninety process}.
 *
 * @param deadLetterQueue the URL of an SQS queue
 * @param workerId this worker's name among those of the application; a random one where empty
 */
public record ProcessSettings(
    ConsumerSettings consumer, String table, String deadLetterQueue, Optional<String> workerId) {}
