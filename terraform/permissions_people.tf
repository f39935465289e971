# What people may do, by policies to attach to a permission set or role. Commands ask for their caller, for
# the audit trail, by sts:GetCallerIdentity, which needs no permission and cannot be denied.

locals {
  read_users = {
    Sid      = "ReadUsers"
    Effect   = "Allow"
    Action   = ["dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Scan"]
    Resource = aws_dynamodb_table.users.arn
  }
}

# `ninety users`, `ninety exempt list` and `ninety coverage`.
resource "aws_iam_policy" "reading" {
  name        = "${var.name}-reading"
  description = "Read the users of ${var.name}, who is exempt, and what is covered."
  tags        = var.tags

  policy = jsonencode({ Version = "2012-10-17", Statement = [local.read_users, local.users_key] })
}

# `ninety exempt add` and `remove`, `ninety coverage attest`, `lost` and `revoke`, and all that reading allows,
# since the users whom an exemption covers are counted first.
resource "aws_iam_policy" "exempting" {
  name        = "${var.name}-exempting"
  description = "Read the users of ${var.name}, exempt them, attest coverage, and take that back."
  tags        = var.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.read_users,
      {
        Sid      = "ExemptUsers"
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = aws_dynamodb_table.users.arn
        Condition = {
          "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = local.rows.people }
          Null                      = { "dynamodb:LeadingKeys" = "false" } # ForAllValues holds for no key at all, too
        }
      },
      local.users_key,
    ]
  })
}

# `ninety replay`. Whoever has it can write any user's record, and state of which time everything was read, so it
# is for the few who run the installation.
resource "aws_iam_policy" "replaying" {
  name        = "${var.name}-replaying"
  description = "Read archived records and event history into ${var.name}: ninety replay."
  tags        = var.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for statement in [
      {
        Sid      = "ListArchive"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = var.archive_bucket_arns
      },
      {
        Sid      = "ReadArchive"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = [for bucket in var.archive_bucket_arns : "${bucket}/*"] # any log file of it: which days hold what is asked for is not known before
      },
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
        Sid      = "ReadUsers"
        Effect   = "Allow"
        Action   = ["dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Scan"] # a scan finds whose a name is
        Resource = aws_dynamodb_table.users.arn
      },
      {
        Sid      = "KeepUsers"
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = aws_dynamodb_table.users.arn
        Condition = {
          "ForAllValues:StringNotLike" = { "dynamodb:LeadingKeys" = ["#*"] }
          Null                         = { "dynamodb:LeadingKeys" = "false" } # ForAllValues holds for no key at all, too
        }
      },
      {
        Sid      = "KeepRows"
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = aws_dynamodb_table.users.arn
        Condition = {
          "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = local.rows.replaying }
          Null                      = { "dynamodb:LeadingKeys" = "false" }
        }
      },
      local.users_key,
      local.list_directory, # whose a name is, where --names asks it
      local.directory_key,
    ] : statement if(length(var.archive_bucket_arns) > 0 || !endswith(statement.Sid, "Archive")) && lookup(local.needs, statement.Sid == "ReadArchive" || statement.Sid == "ListArchive" ? "none" : statement.Sid, true)]
  })
}

# `ninety redrive`. Whoever has it can write what the consumer writes, and what the stream carries: any user's
# record, and events that count as AWS's own. So it is for the few who run the installation.
resource "aws_iam_policy" "redriving" {
  name        = "${var.name}-redriving"
  description = "Bring back what ${var.name} gave up: ninety redrive."
  tags        = var.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "LookIntoQueues"
        Effect = "Allow"
        Action = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = concat(
          [aws_sqs_queue.dead_letters["dead-letters"].arn, aws_sqs_queue.dead_letters["undelivered"].arn, aws_sqs_queue.alerts_unread.arn],
          [for account in sort(var.forwarding_account_ids) : "arn:${local.partition}:sqs:*:${account}:${var.name}-unsent"], # of any Region that forwards; the queue's own policy lets us in
        )
      },
      {
        Sid      = "RenewDeadLetters" # with the new reason, before the old one is deleted
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.dead_letters["dead-letters"].arn
      },
      {
        Sid      = "MoveAlerts"
        Effect   = "Allow"
        Action   = ["sqs:ListMessageMoveTasks", "sqs:StartMessageMoveTask"]
        Resource = aws_sqs_queue.alerts_unread.arn
      },
      {
        Sid      = "MoveAlertsThere" # SQS moves in the name of who started it
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.alerts.arn
      },
      {
        Sid      = "PutOntoStream"
        Effect   = "Allow"
        Action   = ["kinesis:DescribeStreamSummary", "kinesis:PutRecords"]
        Resource = aws_kinesis_stream.events.arn
      },
      {
        Sid      = "ReadUsers"
        Effect   = "Allow"
        Action   = ["dynamodb:DescribeTable", "dynamodb:GetItem"]
        Resource = aws_dynamodb_table.users.arn
      },
      {
        Sid      = "KeepUsers"
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = aws_dynamodb_table.users.arn
        Condition = {
          "ForAllValues:StringNotLike" = { "dynamodb:LeadingKeys" = ["#*"] }
          Null                         = { "dynamodb:LeadingKeys" = "false" } # ForAllValues holds for no key at all, too
        }
      },
      {
        Sid      = "KeepRows"
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = aws_dynamodb_table.users.arn
        Condition = {
          "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = local.rows.redriving }
          Null                      = { "dynamodb:LeadingKeys" = "false" }
        }
      },
      {
        Sid       = "StreamAndQueueKey"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = [local.arn.data_key, local.arn.alerts_key]
        Condition = { StringEquals = { "kms:ViaService" = [local.through.kinesis, local.through.sqs] } }
      },
      local.users_key,
    ]
  })
}
