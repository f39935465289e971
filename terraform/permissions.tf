# Rights: what the policies of permissions_*.tf share, and whom the roles trust. A task's role has the actions
# that its code calls, on the ARNs that it calls them on; a wildcard has its reason beside it. Policies are
# values and not data sources, so that a plan shows them and a test reads them. Services are principals under
# amazonaws.com in China too, except those with a Region in their name; kms:ViaService has the partition's own
# suffix.

locals {
  arn = {
    lease_tables = [for suffix in ["", "-CoordinatorState", "-WorkerMetricStats"] : "arn:${local.partition}:dynamodb:${local.region}:${local.account}:table/${local.application}${suffix}"]
    lease_index  = "arn:${local.partition}:dynamodb:${local.region}:${local.account}:table/${local.application}/index/LeaseOwnerToLeaseKeyIndex"
    due_index    = "${aws_dynamodb_table.users.arn}/index/due"
    data_key     = aws_kms_key.purpose["data"].arn
    alerts_key   = aws_kms_key.purpose["alerts"].arn
  }

  # Keys are used only through the services that a task calls.
  through = merge(
    { for service in ["dynamodb", "kinesis", "sqs"] : service => "${service}.${local.region}.${local.suffix}" },
    { identitystore = "identitystore.*.${local.suffix}" }, # the store can be in another Region
  )

  users_key = {
    Sid       = "UsersKey"
    Effect    = "Allow"
    Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
    Resource  = local.arn.data_key
    Condition = { StringEquals = { "kms:ViaService" = local.through.dynamodb } }
  }

  # Ids of rows that do not belong to a user begin with #. Each task writes its own rows and is denied all
  # others, later ones included. PermissionsTest knows which rows the code writes.
  rows = {
    process = ["#coverage", "#directory-changes", "#shards", "#sources", "#tampering"]
    sweep   = ["#directory-quota", "#notices", "#policy", "#rearming", "#regions", "#source-watch", "#sources", "#undelivered"] # in #sources: those it expects
    import  = ["#directory-quota", "#reconciliation"]
    # What archived records can prove besides what they say of users, of which time they were read, and what of
    # a day never came by the stream. Not #shards: how far the stream is processed is the consumer's.
    replay    = ["#directory-changes", "#missed", "#read", "#sources", "#tampering"]
    replaying = ["#directory-changes", "#directory-quota", "#missed", "#read", "#sources", "#tampering"] # people may ask the directory for names
    # What dead letters can prove besides what they say of users. Not #shards: how far the stream is processed is the consumer's.
    redriving = ["#coverage", "#directory-changes", "#sources", "#tampering"]
    people    = ["#attestation#*", "#attestations", "#exemption#*", "#exemptions#open", "#exemptions#over"]
  }
}

# Whom the roles trust

locals {
  trust = {
    task = {
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow"
        Principal = { Service = "ecs-tasks.amazonaws.com" }
        Action    = "sts:AssumeRole"
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      }]
    }
    ingest = {
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sts:AssumeRole"
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      }]
    }
    scheduler = {
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow"
        Principal = { Service = "scheduler.amazonaws.com" }
        Action    = "sts:AssumeRole"
        Condition = { StringEquals = { "aws:SourceAccount" = local.account, "aws:SourceArn" = aws_scheduler_schedule_group.tasks.arn } }
      }]
    }
  }
}
