package ninety.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** OCSF's own rules for a Compliance Finding, and made-up findings that follow them. */
final class OcsfSchema {

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(resource("compliance-finding-1.8.0.schema.json"));

  private OcsfSchema() {}

  /** What the body breaks; empty if nothing. */
  static List<String> faults(String body) {
    return SCHEMA.validate(body, InputFormat.JSON).stream().map(Error::toString).toList();
  }

  static String sample(String step) {
    return resource("sample-" + step + ".json");
  }

  private static String resource(String name) {
    try (InputStream file =
        Optional.ofNullable(OcsfSchema.class.getResourceAsStream("/ocsf/" + name)).orElseThrow()) {
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
