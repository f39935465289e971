# The tasks: the consumer, which runs for ever, and those that a schedule starts.

locals {
  application = "${var.name}-process" # names the consumer to the stream, and its lease table

  # A further scheduled task is an entry here, with its settings in local.environments and its rights in
  # local.statements, each by its command.
  scheduled = merge(
    { sweep = { size = var.sweep_size, schedule = var.sweep_schedule } },
    { for schedule in var.import_schedule[*] : "import" => { size = var.import_size, schedule = schedule } },
    { for schedule in var.replay_gaps_schedule[*] : "replay-gaps" => { size = var.replay_size, schedule = schedule, command = concat(["replay", "--gaps"], local.replay_source, local.replay_proof) } },
    { for schedule in var.replay_day_schedule[*] : "replay-day" => { size = var.replay_size, schedule = schedule, command = concat(["replay", "--day", "yesterday"], local.replay_source) } },
  )
  tasks    = merge({ process = { size = var.process_size } }, local.scheduled)
  commands = { for task, it in local.tasks : task => lookup(it, "command", [task]) }

  # Without an archive, event history is read.
  replay_proof  = var.replay_archive_uri == null ? [] : { digests = ["--verify-digests"], stated = ["--complete"], none = [] }[var.replay_archive_proof]
  replay_source = var.replay_archive_uri == null ? [] : ["--from", var.replay_archive_uri]

  # MiB that Fargate has, by CPU units.
  fargate_memory = {
    256   = [512, 1024, 2048]
    512   = range(1024, 4096 + 1, 1024)
    1024  = range(2048, 8192 + 1, 1024)
    2048  = range(4096, 16384 + 1, 1024)
    4096  = range(8192, 30720 + 1, 1024)
    8192  = range(16384, 61440 + 1, 4096)
    16384 = range(32768, 122880 + 1, 8192)
  }

  environments = {
    process = {
      NINETY_STREAM            = aws_kinesis_stream.events.name
      NINETY_TABLE             = aws_dynamodb_table.users.name
      NINETY_DEAD_LETTER_QUEUE = aws_sqs_queue.dead_letters["dead-letters"].url
      NINETY_APPLICATION       = local.application
      NINETY_IDENTITY_STORE    = var.identity_store_id
      NINETY_ACCOUNTS          = join(",", sort(local.accounts))
      NINETY_SIGNS_ROLE        = join(",", local.sign_roles)
      NINETY_RETRIEVAL         = var.retrieval
    }
    sweep = merge({
      NINETY_TABLE             = aws_dynamodb_table.users.name
      NINETY_ALERT_QUEUE       = aws_sqs_queue.alerts.url
      NINETY_UNDELIVERED       = aws_sqs_queue.dead_letters["undelivered"].url
      NINETY_DATA_KEY          = aws_kms_key.purpose["data"].arn
      NINETY_ACCOUNT           = local.identity_center_account
      NINETY_IDENTITY_STORE    = var.identity_store_id
      NINETY_INACTIVITY_DAYS   = join(",", var.inactivity_days)
      NINETY_INACTIVITY_FROM   = var.inactivity_from
      NINETY_PASSWORD_DAYS     = join(",", var.password_days)
      NINETY_PASSWORD_RULE     = var.password_rule
      NINETY_EMAIL_CODE        = var.email_code
      NINETY_EMAIL_RESET       = var.email_reset
      NINETY_REVOCATION_GRACE  = "${var.revocation_grace_hours}h"
      NINETY_ENABLED_GRACE     = "${var.enabled_grace_days}d"
      NINETY_FIRST_SWEEP_LIMIT = tostring(var.first_sweep_limit)
      NINETY_CHANGE_POLICY     = "true" # what Terraform applies is the policy; a sweep by hand has to ask for a change
      NINETY_HEARTBEAT_FROM    = join(",", sort(local.heartbeats))
      NINETY_HEARTBEAT_ACCOUNT = local.heartbeat_account # for Regions that an earlier version stored without their account
      NINETY_SIGNS_ROLE        = join(",", local.sign_roles)
      NINETY_NO_SIGN_FROM      = join(",", sort(local.unsigned))
      NINETY_HORIZON_LIMIT     = "${var.alarm_limits.horizon}m"
      NINETY_FORMAT            = var.alert_format
      },
      var.directory_role_arn == null ? {} : { NINETY_DIRECTORY_ROLE = var.directory_role_arn },
      var.directory_region == null ? {} : { NINETY_DIRECTORY_REGION = var.directory_region },
      var.signing_key ? { NINETY_SIGNING_KEY = one(aws_kms_key.signing[*].arn) } : {},
    )
    import = merge({
      NINETY_TABLE          = aws_dynamodb_table.users.name
      NINETY_IDENTITY_STORE = var.identity_store_id
      NINETY_CONTACTS       = tostring(var.import_contacts)
      },
      var.directory_role_arn == null ? {} : { NINETY_DIRECTORY_ROLE = var.directory_role_arn },
      var.directory_region == null ? {} : { NINETY_DIRECTORY_REGION = var.directory_region },
    )
    replay = merge({
      NINETY_TABLE          = aws_dynamodb_table.users.name
      NINETY_IDENTITY_STORE = var.identity_store_id
      NINETY_ACCOUNTS       = join(",", sort(local.accounts))
      },
      # What the consumer did not write is no event that never came.
      { for name, value in lookup(var.settings, "process", {}) : name => value if name == "NINETY_GRANULARITY" },
      length(local.history_roles) == 0 ? {} : { NINETY_HISTORY_ROLE = join(",", sort(local.history_roles)) },
    )
  }

  identity_center_account = coalesce(var.identity_center_account_id, local.account)

  # Whose events count. An event keeps its account on its way over buses, so these are the accounts where
  # Identity Center's events arise: the instance's, its delegated administrator's, and those that forward.
  accounts = setunion(
    [local.account, local.identity_center_account],
    [for arn in var.directory_role_arn[*] : split(":", arn)[4]],
    var.forwarding_account_ids,
    var.accounts,
  )
}

resource "aws_ecs_cluster" "this" {
  name = var.name
  tags = var.tags
}

resource "aws_ecs_task_definition" "task" {
  for_each = local.tasks

  family                   = "${var.name}-${each.key}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = each.value.size.cpu
  memory                   = each.value.size.memory
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task[local.commands[each.key][0]].arn
  skip_destroy             = true # ECS can't go back to a revision that is deregistered
  tags                     = var.tags

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "ARM64"
  }

  container_definitions = jsonencode([{
    name                   = each.key
    image                  = var.image
    command                = local.commands[each.key]
    essential              = true
    readonlyRootFilesystem = true # and no volume: the image needs no temporary folder
    linuxParameters        = { capabilities = { drop = ["ALL"] } }
    # The time from SIGTERM to the last checkpoint; Fargate allows 120 s at most.
    stopTimeout = 120
    environment = [for key, value in merge(
      { AWS_REGION = local.region, NINETY_METRICS = "emf", NINETY_LOG_FORMAT = "json" },
      local.environments[local.commands[each.key][0]],
      lookup(var.settings, local.commands[each.key][0], {}),
    ) : { name = key, value = value }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.task[each.key].name
        awslogs-region        = local.region
        awslogs-stream-prefix = each.key
        mode                  = "non-blocking" # a log that is down must not stop the consumer
        max-buffer-size       = "25m"
      }
    }
  }])

  lifecycle {
    precondition {
      condition     = local.identity_center_account == local.account || var.directory_role_arn != null
      error_message = "identity_center_account_id is another account than this one, so directory_role_arn is needed: without it the sweep can't ask the directory, and reports every user as unverified."
    }
    precondition {
      condition     = length(local.sign_accounts) == 0 || local.sweep_pause <= var.alarm_limits.horizon / 2
      error_message = "sweep_schedule must come at least each ${floor(var.alarm_limits.horizon / 2)} minutes, half of alarm_limits.horizon: each sweep gives signs of life that the next ones wait for. Write rate(15 minutes), or cron(0/15 * * * ? *)."
    }
    precondition {
      condition     = alltrue([for place in setsubtract(local.heartbeats, local.unsigned) : strcontains(place, "/")])
      error_message = "heartbeat_regions has a Region that can be of several accounts: write ACCOUNT/REGION, such as 111122223333/eu-central-1."
    }
  }
}

resource "aws_ecs_service" "process" {
  name                               = "${var.name}-process"
  cluster                            = aws_ecs_cluster.this.arn
  task_definition                    = aws_ecs_task_definition.task["process"].arn
  desired_count                      = var.process_count.min
  launch_type                        = "FARGATE"
  platform_version                   = "1.4.0"
  enable_execute_command             = false
  propagate_tags                     = "SERVICE"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  tags                               = var.tags

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  # The circuit breaker accepts a task that starts, and does not see that it ends again.
  alarms {
    enable      = true
    rollback    = true
    alarm_names = [aws_cloudwatch_metric_alarm.this["tasks-failing"].alarm_name]
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [aws_security_group.tasks.id]
    assign_public_ip = var.assign_public_ip
  }

  lifecycle {
    ignore_changes = [desired_count] # autoscaling's
  }

  depends_on = [aws_iam_role_policy.task, aws_iam_role_policy.execution]
}

resource "aws_appautoscaling_target" "process" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.this.name}/${aws_ecs_service.process.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.process_count.min
  max_capacity       = var.process_count.max
  tags               = var.tags
}

# Starts more consumers while the stream is behind by a third of the alarm's limit, so that the alarm wakes
# people only where that did not help.
resource "aws_appautoscaling_policy" "process" {
  name               = "${var.name}-process-behind"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.process.service_namespace
  resource_id        = aws_appautoscaling_target.process.resource_id
  scalable_dimension = aws_appautoscaling_target.process.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = var.alarm_limits.stream_behind * 60 * 1000 / 3
    scale_out_cooldown = 300
    scale_in_cooldown  = 900

    customized_metric_specification {
      namespace   = "AWS/Kinesis"
      metric_name = local.stream_behind.metric
      statistic   = "Maximum"

      dynamic "dimensions" {
        for_each = local.stream_behind.dimensions
        content {
          name  = dimensions.key
          value = dimensions.value
        }
      }
    }
  }
}

resource "aws_scheduler_schedule_group" "tasks" {
  name = var.name
  tags = var.tags
}

resource "aws_scheduler_schedule" "task" {
  for_each = local.scheduled

  name                = "${var.name}-${each.key}"
  description         = "Starts ninety ${join(" ", slice(local.commands[each.key], 0, min(2, length(local.commands[each.key]))))}."
  group_name          = aws_scheduler_schedule_group.tasks.name
  schedule_expression = each.value.schedule

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_ecs_cluster.this.arn
    role_arn = aws_iam_role.scheduler.arn

    ecs_parameters {
      task_definition_arn = aws_ecs_task_definition.task[each.key].arn
      launch_type         = "FARGATE"
      platform_version    = "1.4.0"
      propagate_tags      = "TASK_DEFINITION"

      network_configuration {
        subnets          = var.subnet_ids
        security_groups  = [aws_security_group.tasks.id]
        assign_public_ip = var.assign_public_ip
      }
    }

    # The next start makes up for a missed one, so a late start is useless.
    retry_policy {
      maximum_event_age_in_seconds = 600
      maximum_retry_attempts       = 5
    }

    dead_letter_config {
      arn = aws_sqs_queue.dead_letters["unstarted"].arn
    }
  }
}

# Nothing connects to a task; a task connects to AWS.
resource "aws_security_group" "tasks" {
  name        = "${var.name}-tasks"
  description = "Tasks of ${var.name}: nothing in, HTTPS out"
  vpc_id      = var.vpc_id
  tags        = merge({ Name = "${var.name}-tasks" }, var.tags)
}

resource "aws_vpc_security_group_egress_rule" "block" {
  for_each = var.egress_cidr_blocks

  security_group_id = aws_security_group.tasks.id
  description       = "AWS endpoints"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = each.value
  tags              = var.tags
}

resource "aws_vpc_security_group_egress_rule" "prefix_list" {
  for_each = var.egress_prefix_list_ids

  security_group_id = aws_security_group.tasks.id
  description       = "Gateway endpoint: ${each.key}"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = each.value
  tags              = var.tags
}
