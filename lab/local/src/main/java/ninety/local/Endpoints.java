package ninety.local;

import java.net.URI;

/** Where the three servers listen. */
public record Endpoints(URI kinesis, URI dynamodb, URI sqs) {}
