# One key for each purpose, so that the right to read alerts does not include reading users. The role of a
# task has its rights to a key (permissions_tasks.tf): the first statement of each policy lets IAM decide.

locals {
  purposes = {
    data   = "users, the stream and dead letters"
    alerts = "alerts to the SIEM"
    logs   = "logs and alarms"
  }

  key_owner = {
    Sid       = "IamOfThisAccountDecides"
    Effect    = "Allow"
    Principal = { AWS = "arn:${local.partition}:iam::${local.account}:root" }
    Action    = "kms:*" # a key that nobody may administer could never be changed or deleted
    Resource  = "*"     # in a key's policy: this key
  }

  # Services that use a key without a role need the permission of the key itself.
  key_policies = {
    data = [local.key_owner, {
      Sid       = "RulesToEncryptedBusAndDeadLetters"
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = "*" # this key
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      }, {
      Sid       = "BusChecksItsKey"
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "kms:DescribeKey"
      Resource  = "*" # this key
    }]

    alerts = [for statement in [local.key_owner, {
      Sid       = "SiemReadsThroughTheQueue"
      Effect    = "Allow"
      Principal = { AWS = sort(var.siem_principal_arns) }
      Action    = ["kms:Decrypt"]
      Resource  = "*" # this key
      Condition = { StringEquals = { "kms:ViaService" = "sqs.${local.region}.${local.suffix}" } }
    }] : statement if statement.Sid != "SiemReadsThroughTheQueue" || length(var.siem_principal_arns) > 0]

    logs = [local.key_owner, {
      Sid       = "LogGroups"
      Effect    = "Allow"
      Principal = { Service = "logs.${local.region}.${local.suffix}" }
      Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:DescribeKey"]
      Resource  = "*" # this key
      Condition = { ArnEquals = { "kms:EncryptionContext:aws:logs:arn" = [for log_group in local.log_groups : "arn:${local.partition}:logs:${local.region}:${local.account}:log-group:${log_group}"] } }
      }, {
      Sid       = "AlarmsToTheTopic"
      Effect    = "Allow"
      Principal = { Service = "cloudwatch.amazonaws.com" }
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = "*" # this key
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      }, {
      # Without a condition: EventBridge gives no context that could be tested on its way to an encrypted topic.
      Sid       = "FailedTasksToTheTopic"
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = "*" # this key
    }]
  }
}

resource "aws_kms_key" "purpose" {
  for_each = local.purposes

  description             = "${var.name}: ${each.value}"
  enable_key_rotation     = true
  rotation_period_in_days = var.key_rotation_days
  deletion_window_in_days = var.key_deletion_days
  policy                  = jsonencode({ Version = "2012-10-17", Statement = local.key_policies[each.key] })
  tags                    = var.tags
}

resource "aws_kms_alias" "purpose" {
  for_each = local.purposes

  name          = "alias/${var.name}-${each.key}"
  target_key_id = aws_kms_key.purpose[each.key].key_id
}

resource "aws_kms_key" "signing" {
  count = var.signing_key ? 1 : 0

  description              = "${var.name}: signs alerts, ES256"
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "ECC_NIST_P256"
  deletion_window_in_days  = var.key_deletion_days
  policy                   = jsonencode({ Version = "2012-10-17", Statement = [local.key_owner] })
  tags                     = var.tags
}

resource "aws_kms_alias" "signing" {
  count = var.signing_key ? 1 : 0

  name          = "alias/${var.name}-signing"
  target_key_id = aws_kms_key.signing[0].key_id
}

data "aws_kms_public_key" "signing" {
  count = var.signing_key ? 1 : 0

  key_id = aws_kms_key.signing[0].arn
}
