package ninety.local;

import static software.amazon.awssdk.services.dynamodb.model.BillingMode.PAY_PER_REQUEST;
import static software.amazon.awssdk.services.dynamodb.model.KeyType.HASH;
import static software.amazon.awssdk.services.dynamodb.model.KeyType.RANGE;
import static software.amazon.awssdk.services.dynamodb.model.ProjectionType.KEYS_ONLY;
import static software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType.N;
import static software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType.S;

import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * The definition of the users table, as Terraform makes it in production. Its index is sparse: only
 * items that carry both of its keys are in it.
 */
public final class UsersTable {

  private UsersTable() {}

  public static CreateTableRequest named(String table) {
    return CreateTableRequest.builder()
        .tableName(table)
        .billingMode(PAY_PER_REQUEST)
        .attributeDefinitions(attribute("id", S), attribute("dueShard", N), attribute("dueAt", N))
        .keySchema(key("id", HASH))
        .globalSecondaryIndexes(
            GlobalSecondaryIndex.builder()
                .indexName("due")
                .keySchema(key("dueShard", HASH), key("dueAt", RANGE))
                .projection(projection -> projection.projectionType(KEYS_ONLY))
                .build())
        .build();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
