# What the tasks may do: the consumer, the sweep, the import and the replays.

locals {
  not_the_rows_of_others = { for task in ["process", "sweep", "import", "replay"] : task => {
    Sid      = "NotTheRowsOfOthers"
    Effect   = "Deny"
    Action   = "dynamodb:UpdateItem"
    Resource = aws_dynamodb_table.users.arn
    Condition = {
      "ForAnyValue:StringLike"     = { "dynamodb:LeadingKeys" = ["#*"] }
      "ForAllValues:StringNotLike" = { "dynamodb:LeadingKeys" = local.rows[task] }
    }
  } }

  # The sweep asks the directory itself where this account has it, or else under a role.
  ask_directory = var.directory_role_arn == null ? {
    Sid    = "AskDirectory"
    Effect = "Allow"
    Action = "identitystore:DescribeUser"
    Resource = [
      "arn:${local.partition}:identitystore::${local.identity_center_account}:identitystore/${var.identity_store_id}",
      "arn:${local.partition}:identitystore:::user/*", # any user of that store: the ids are what is watched
    ]
    } : {
    Sid      = "AskDirectory"
    Effect   = "Allow"
    Action   = "sts:AssumeRole"
    Resource = [var.directory_role_arn]
  }

  # The import lists the directory the same way.
  list_directory = var.directory_role_arn == null ? {
    Sid    = "ListDirectory"
    Effect = "Allow"
    Action = "identitystore:ListUsers"
    Resource = [
      "arn:${local.partition}:identitystore::${local.identity_center_account}:identitystore/${var.identity_store_id}",
      "arn:${local.partition}:identitystore:::user/*", # all users of that store
    ]
    } : {
    Sid      = "ListDirectory"
    Effect   = "Allow"
    Action   = "sts:AssumeRole"
    Resource = [var.directory_role_arn]
  }

  # A replay reads this account's event history itself, and that of others under a role of each.
  history_roles = setunion(var.history_role_arns, compact([var.directory_role_arn]))

  # Finds a Region in which the instance is replicated and that nobody listens to.
  ask_instance = {
    Sid      = "AskInstance"
    Effect   = "Allow"
    Action   = ["sso:ListInstances", "sso:ListRegions"]
    Resource = "*" # ListInstances has no resources, and finds the instance that ListRegions asks about
  }

  # The one who asks needs the customer managed key of a directory that is encrypted with it.
  directory_key = {
    Sid       = "DirectoryKey"
    Effect    = "Allow"
    Action    = "kms:Decrypt"
    Resource  = var.directory_key_arn
    Condition = { StringLike = { "kms:ViaService" = local.through.identitystore } }
  }

  # Statements that tasks need with some settings only.
  needs = {
    AssumeHistory = length(local.history_roles) > 0
    ListArchive   = var.replay_archive_uri != null
    ReadArchive   = var.replay_archive_uri != null
    AskInstance   = var.directory_role_arn == null
    DirectoryKey  = var.directory_key_arn != null && var.directory_role_arn == null
    Sign          = var.signing_key
    SignsOfLife   = length(local.sign_roles) > 0
  }

  replay_bucket = "arn:${local.partition}:s3:::${split("/", coalesce(var.replay_archive_uri, "s3://none"))[2]}"

  statements = {
    process = [for statement in [
      {
        Sid      = "ReadStream"
        Effect   = "Allow"
        Action   = ["kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"]
        Resource = aws_kinesis_stream.events.arn
      },
      {
        Sid      = "RegisterForFanOut"
        Effect   = "Allow"
        Action   = "kinesis:RegisterStreamConsumer"
        Resource = aws_kinesis_stream.events.arn
      },
      {
        Sid    = "ReadByFanOut"
        Effect = "Allow"
        Action = ["kinesis:DescribeStreamConsumer", "kinesis:SubscribeToShard"]
        Resource = [
          "${aws_kinesis_stream.events.arn}/consumer/${local.application}",   # described by its name, before its ARN is known
          "${aws_kinesis_stream.events.arn}/consumer/${local.application}:*", # the ARN ends in the time of its registration
        ]
      },
      {
        Sid      = "KeepUsers"
        Effect   = "Allow"
        Action   = ["dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:UpdateItem"]
        Resource = aws_dynamodb_table.users.arn
      },
      local.not_the_rows_of_others["process"],
      # The Kinesis Client Library makes its tables. A new application has one of them, but describes all three.
      {
        Sid      = "KeepLeases"
        Effect   = "Allow"
        Action   = ["dynamodb:CreateTable", "dynamodb:DeleteItem", "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:UpdateItem", "dynamodb:UpdateTable"]
        Resource = concat(local.arn.lease_tables, [local.arn.lease_index])
      },
      {
        Sid      = "ParkDeadLetters"
        Effect   = "Allow"
        Action   = ["sqs:GetQueueAttributes", "sqs:SendMessage"]
        Resource = aws_sqs_queue.dead_letters["dead-letters"].arn
      },
      {
        Sid       = "StreamAndQueueKey"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = local.arn.data_key
        Condition = { StringEquals = { "kms:ViaService" = [local.through.kinesis, local.through.sqs] } }
      },
      local.users_key,
    ] : statement if var.retrieval == "fan-out" || !endswith(statement.Sid, "FanOut")]

    sweep = [for statement in [
      {
        Sid      = "KeepUsers"
        Effect   = "Allow"
        Action   = ["dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Scan", "dynamodb:UpdateItem"]
        Resource = aws_dynamodb_table.users.arn
      },
      local.not_the_rows_of_others["sweep"],
      {
        Sid      = "FindDueUsers"
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = local.arn.due_index
      },
      {
        Sid      = "SendAlerts"
        Effect   = "Allow"
        Action   = ["sqs:GetQueueAttributes", "sqs:SendMessage"]
        Resource = aws_sqs_queue.alerts.arn
      },
      {
        Sid      = "LookIntoUndelivered" # and delete nothing
        Effect   = "Allow"
        Action   = ["sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.dead_letters["undelivered"].arn
      },
      {
        Sid       = "UndeliveredKey"
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = local.arn.data_key
        Condition = { StringEquals = { "kms:ViaService" = local.through.sqs } }
      },
      {
        Sid       = "AlertsKey"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = local.arn.alerts_key
        Condition = { StringEquals = { "kms:ViaService" = local.through.sqs } }
      },
      local.users_key,
      local.ask_directory,
      local.ask_instance,
      local.directory_key,
      {
        Sid      = "Sign"
        Effect   = "Allow"
        Action   = ["kms:GetPublicKey", "kms:Sign"]
        Resource = one(aws_kms_key.signing[*].arn)
      },
      {
        Sid      = "SignsOfLife"
        Effect   = "Allow"
        Action   = "sts:AssumeRole"
        Resource = local.sign_roles
      },
    ] : statement if lookup(local.needs, statement.Sid, true)]

    import = [for statement in [
      {
        Sid      = "KeepUsers"
        Effect   = "Allow"
        Action   = ["dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Scan", "dynamodb:UpdateItem"]
        Resource = aws_dynamodb_table.users.arn
      },
      local.not_the_rows_of_others["import"],
      local.users_key,
      local.list_directory,
      local.directory_key,
    ] : statement if lookup(local.needs, statement.Sid, true)]

    # One for both tasks: each of them reads records and writes what they prove.
    replay = [for statement in [
      {
        Sid      = "KeepUsers"
        Effect   = "Allow"
        Action   = ["dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Scan", "dynamodb:UpdateItem"] # a scan finds whose a name is
        Resource = aws_dynamodb_table.users.arn
      },
      local.not_the_rows_of_others["replay"],
      local.users_key,
      {
        Sid      = "LookUpEvents"
        Effect   = "Allow"
        Action   = ["cloudtrail:ListPublicKeys", "cloudtrail:LookupEvents"]
        Resource = "*" # neither has resources: the account's own event history, and CloudTrail's own keys of digests
      },
      {
        Sid      = "AssumeHistory"
        Effect   = "Allow"
        Action   = "sts:AssumeRole"
        Resource = local.history_roles
      },
      {
        Sid      = "ListArchive"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = local.replay_bucket
      },
      {
        Sid      = "ReadArchive"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = "${local.replay_bucket}/*" # any log file of it: which days hold what is asked for is not known before
      },
    ] : statement if lookup(local.needs, statement.Sid, true)]
  }
}

resource "aws_iam_role" "task" { # by command
  for_each = toset(values(local.commands)[*][0])

  name               = "${var.name}-${each.key}"
  description        = "ninety ${each.key}"
  assume_role_policy = jsonencode(local.trust.task)
  tags               = var.tags
}

resource "aws_iam_role_policy" "task" {
  for_each = aws_iam_role.task

  name   = each.key
  role   = each.value.id
  policy = jsonencode({ Version = "2012-10-17", Statement = local.statements[each.key] })
}
