# Who may do what. A role per task, with the actions that its code calls and the ARNs that it calls
# them on; a wildcard has its reason beside it. Policies are values here and no data sources, so that
# a plan shows them and a test reads them. Services are principals under amazonaws.com in China too, but
# for those with a Region in their name; what keys are used through has the partition's own suffix.

locals {
  arn = {
    lease_tables = [for suffix in ["", "-CoordinatorState", "-WorkerMetricStats"] : "arn:${local.partition}:dynamodb:${local.region}:${local.account}:table/${local.application}${suffix}"]
    lease_index  = "arn:${local.partition}:dynamodb:${local.region}:${local.account}:table/${local.application}/index/LeaseOwnerToLeaseKeyIndex"
    due_index    = "${aws_dynamodb_table.users.arn}/index/due"
    data_key     = aws_kms_key.purpose["data"].arn
    alerts_key   = aws_kms_key.purpose["alerts"].arn
  }

  # Keys are used by the services that a task calls, and only through these.
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

  # Rows of the users table that are not users' begin with #. Each task writes its own; of the rest, those
  # that are added later too, it is denied. PermissionsTest knows which rows the code writes.
  rows = {
    process = ["#coverage", "#directory-changes", "#shards", "#sources", "#tampering"]
    sweep   = ["#directory-quota", "#notices", "#policy", "#rearming", "#regions", "#source-watch", "#sources", "#undelivered"] # of sources: which it expects
    people  = ["#attestation#*", "#attestations", "#exemption#*", "#exemptions#open", "#exemptions#over"]
  }
  not_the_rows_of_others = { for task in ["process", "sweep"] : task => {
    Sid      = "NotTheRowsOfOthers"
    Effect   = "Deny"
    Action   = "dynamodb:UpdateItem"
    Resource = aws_dynamodb_table.users.arn
    Condition = {
      "ForAnyValue:StringLike"     = { "dynamodb:LeadingKeys" = ["#*"] }
      "ForAllValues:StringNotLike" = { "dynamodb:LeadingKeys" = local.rows[task] }
    }
  } }

  read_users = {
    Sid      = "ReadUsers"
    Effect   = "Allow"
    Action   = ["dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Scan"]
    Resource = aws_dynamodb_table.users.arn
  }

  # The directory is asked by ourselves where this account has it, or else with a role.
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

  # So that a Region in which the instance is replicated, and that nobody listens to, is noticed.
  ask_instance = {
    Sid      = "AskInstance"
    Effect   = "Allow"
    Action   = ["sso:ListInstances", "sso:ListRegions"]
    Resource = "*" # the one knows no resources, and of which instance the other asks the first one says
  }

  # Whoever asks needs the key of a directory that is encrypted with a customer managed one.
  directory_key = {
    Sid       = "DirectoryKey"
    Effect    = "Allow"
    Action    = "kms:Decrypt"
    Resource  = var.directory_key_arn
    Condition = { StringLike = { "kms:ViaService" = local.through.identitystore } }
  }

  # What the sweep needs by its settings alone.
  sweep_needs = {
    AskInstance  = var.directory_role_arn == null
    DirectoryKey = var.directory_key_arn != null && var.directory_role_arn == null
    Sign         = var.signing_key
    SignsOfLife  = length(local.sign_roles) > 0
  }

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
          "${aws_kinesis_stream.events.arn}/consumer/${local.application}",   # asked about by its name, before its ARN is known
          "${aws_kinesis_stream.events.arn}/consumer/${local.application}:*", # which ends in the time of its registration
        ]
      },
      {
        Sid      = "KeepUsers"
        Effect   = "Allow"
        Action   = ["dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:UpdateItem"]
        Resource = aws_dynamodb_table.users.arn
      },
      local.not_the_rows_of_others["process"],
      # The Kinesis Client Library makes its tables. A new application has one, but it describes all three.
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
    ] : statement if lookup(local.sweep_needs, statement.Sid, true)]
  }
}

resource "aws_iam_role" "task" {
  for_each = local.tasks

  name               = "${var.name}-${each.key}"
  description        = "ninety ${each.key}"
  assume_role_policy = jsonencode(local.trust.task)
  tags               = var.tags
}

resource "aws_iam_role_policy" "task" {
  for_each = local.tasks

  name   = each.key
  role   = aws_iam_role.task[each.key].id
  policy = jsonencode({ Version = "2012-10-17", Statement = local.statements[each.key] })
}

# For people, to be attached to a permission set or role. Who they are, for the audit trail, they ask with
# sts:GetCallerIdentity, which needs no permission and can't be denied.

# `ninety users`, `ninety exempt list` and `ninety coverage`.
resource "aws_iam_policy" "reading" {
  name        = "${var.name}-reading"
  description = "Read the users of ${var.name}, who is exempt, and what is covered."
  tags        = var.tags

  policy = jsonencode({ Version = "2012-10-17", Statement = [local.read_users, local.users_key] })
}

# `ninety exempt add` and `remove`, `ninety coverage attest`, `lost` and `revoke`, and all that reading allows:
# whom an exemption covers is counted first.
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
          Null                      = { "dynamodb:LeadingKeys" = "false" } # of no key at all, all are like it
        }
      },
      local.users_key,
    ]
  })
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

# Starts the tasks: pulls the image, opens the log

resource "aws_iam_role" "execution" {
  name               = "${var.name}-execution"
  description        = "Starts the tasks of ${var.name}"
  assume_role_policy = jsonencode(local.trust.task)
  tags               = var.tags
}

locals {
  # Account, Region and name of the image's repository; null where it is not in ECR.
  ecr = try(regex("^(?P<account>[0-9]{12})\\.dkr\\.ecr\\.(?P<region>[a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?/(?P<name>[^:@]+)", var.image), null)

  execution_statements = [for statement in [
    {
      Sid      = "WriteLogs"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = [for log_group in aws_cloudwatch_log_group.task : "${log_group.arn}:*"] # its streams, one a task
    },
    {
      Sid      = "PullImage"
      Effect   = "Allow"
      Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Resource = local.ecr == null ? "none" : "arn:${local.partition}:ecr:${local.ecr.region}:${local.ecr.account}:repository/${local.ecr.name}"
    },
    {
      Sid      = "PullFromRegistry"
      Effect   = "Allow"
      Action   = "ecr:GetAuthorizationToken"
      Resource = "*" # the action knows no resources
    },
  ] : statement if local.ecr != null || !startswith(statement.Sid, "Pull")]
}

resource "aws_iam_role_policy" "execution" {
  name   = "execution"
  role   = aws_iam_role.execution.id
  policy = jsonencode({ Version = "2012-10-17", Statement = local.execution_statements })
}

# Puts events on the stream

resource "aws_iam_role" "ingest" {
  name               = "${var.name}-ingest"
  description        = "Rules of ${var.name} to its stream"
  assume_role_policy = jsonencode(local.trust.ingest)
  tags               = var.tags
}

resource "aws_iam_role_policy" "ingest" {
  name = "ingest"
  role = aws_iam_role.ingest.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "PutEvents"
        Effect   = "Allow"
        Action   = ["kinesis:PutRecord", "kinesis:PutRecords"]
        Resource = aws_kinesis_stream.events.arn
      },
      {
        Sid       = "StreamKey"
        Effect    = "Allow"
        Action    = "kms:GenerateDataKey"
        Resource  = local.arn.data_key
        Condition = { StringEquals = { "kms:ViaService" = local.through.kinesis } }
      },
    ]
  })
}

# Runs the scheduled tasks

resource "aws_iam_role" "scheduler" {
  name               = "${var.name}-scheduler"
  description        = "Schedules of ${var.name} to its tasks"
  assume_role_policy = jsonencode(local.trust.scheduler)
  tags               = var.tags
}

resource "aws_iam_role_policy" "scheduler" {
  name = "scheduler"
  role = aws_iam_role.scheduler.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RunTasks"
        Effect    = "Allow"
        Action    = "ecs:RunTask"
        Resource  = [for task in keys(local.scheduled) : "${aws_ecs_task_definition.task[task].arn_without_revision}:*"] # a new image is a new revision
        Condition = { ArnEquals = { "ecs:cluster" = aws_ecs_cluster.this.arn } }
      },
      {
        Sid       = "TagTasks"
        Effect    = "Allow"
        Action    = "ecs:TagResource"
        Resource  = "arn:${local.partition}:ecs:${local.region}:${local.account}:task/${aws_ecs_cluster.this.name}/*" # a task's id is given when it starts
        Condition = { StringEquals = { "ecs:CreateAction" = "RunTask" } }
      },
      {
        Sid       = "HandRolesToTasks"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = concat([for task in keys(local.scheduled) : aws_iam_role.task[task].arn], [aws_iam_role.execution.arn])
        Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      },
      {
        Sid      = "ParkWhatCouldNotStart"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.dead_letters["unstarted"].arn
      },
      {
        Sid       = "QueueKey"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = local.arn.data_key
        Condition = { StringEquals = { "kms:ViaService" = local.through.sqs } }
      },
    ]
  })
}

# What queues, topic and bus say of others

locals {
  dead_letter_policies = { for name in keys(local.dead_letters) : name => {
    Version = "2012-10-17"
    Statement = [for statement in [
      merge(local.https_only, { Action = "sqs:*", Resource = aws_sqs_queue.dead_letters[name].arn }),
      {
        Sid       = "RulesOfThisInstallation"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.dead_letters[name].arn
        Condition = { ArnEquals = { "aws:SourceArn" = concat(values(aws_cloudwatch_event_rule.feed)[*].arn, values(aws_cloudwatch_event_rule.events)[*].arn, values(aws_cloudwatch_event_rule.tampering)[*].arn, aws_cloudwatch_event_rule.heartbeat[*].arn, [aws_cloudwatch_event_rule.task_failed.arn]) } }
      },
    ] : statement if name == "undelivered" || statement.Effect == "Deny"]
  } }

  # Whoever it is and whatever it asks: not over plain HTTP.
  https_only = {
    Sid       = "HttpsOnly"
    Effect    = "Deny"
    Principal = "*"
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  }

  siem_reads = {
    Sid       = "SiemReads"
    Effect    = "Allow"
    Principal = { AWS = sort(var.siem_principal_arns) }
    Action    = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage"]
  }

  alerts_policy = {
    Version = "2012-10-17"
    Statement = [for statement in [
      merge(local.https_only, { Action = "sqs:*", Resource = aws_sqs_queue.alerts.arn }),
      merge(local.siem_reads, { Resource = aws_sqs_queue.alerts.arn }),
    ] : statement if statement.Effect == "Deny" || length(var.siem_principal_arns) > 0]
  }

  alerts_unread_policy = {
    Version   = "2012-10-17"
    Statement = [merge(local.https_only, { Action = "sqs:*", Resource = aws_sqs_queue.alerts_unread.arn })]
  }

  alarms_policy = {
    Version = "2012-10-17"
    Statement = [
      merge(local.https_only, { Action = "sns:Publish", Resource = aws_sns_topic.alarms.arn }),
      {
        Sid       = "AlarmsOfThisAccount"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms.arn
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      },
      # Without a condition: EventBridge supports none in the policy of a topic.
      {
        Sid       = "FailedTasks"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms.arn
      },
    ]
  }

  # Only rules that modules/forwarding made; here they are matched against the patterns once more.
  forwarded_bus_policy = {
    Version = "2012-10-17"
    Statement = [for account in sort(var.forwarding_account_ids) : {
      Sid       = "ForwardedFrom${account}"
      Effect    = "Allow"
      Principal = { AWS = "arn:${local.partition}:iam::${account}:root" }
      Action    = "events:PutEvents"
      Resource  = one(aws_cloudwatch_event_bus.forwarded[*].arn)
      Condition = { ArnLike = { "aws:SourceArn" = "arn:${local.partition}:events:*:${account}:rule/${var.name}-*" } } # any Region's: a new one needs no change here
    }]
  }
}
