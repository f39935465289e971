# The users table. Attribute names are those of the package ninety.store. The tables of the Kinesis Client
# Library are not here, since it makes them itself.

locals {
  users_table = coalesce(var.users_table_name, "${var.name}-users")
}

resource "aws_dynamodb_table" "users" {
  name                        = local.users_table
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "id"
  deletion_protection_enabled = var.deletion_protection
  tags                        = var.tags

  attribute {
    name = "id"
    type = "S"
  }

  attribute {
    name = "dueShard"
    type = "N"
  }

  attribute {
    name = "dueAt"
    type = "N"
  }

  # Due users: only users with a due date are in this index.
  global_secondary_index {
    name            = "due"
    hash_key        = "dueShard"
    range_key       = "dueAt"
    projection_type = "KEYS_ONLY"
  }

  ttl {
    attribute_name = "expiresAt"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.purpose["data"].arn
  }
}
