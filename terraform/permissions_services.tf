# What services may do on behalf of the installation: ECS, EventBridge and its Scheduler.

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
      Resource = "*" # the action has no resources
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
        Resource  = concat([for command in distinct([for task in keys(local.scheduled) : local.commands[task][0]]) : aws_iam_role.task[command].arn], [aws_iam_role.execution.arn])
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
