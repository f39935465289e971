# The alarms, on metrics that ninety prints to its log in CloudWatch's embedded format and on those of the
# services, all to one topic; and the dashboard.

locals {
  stream_behind = {
    polling   = { metric = "GetRecords.IteratorAgeMilliseconds", dimensions = { StreamName = aws_kinesis_stream.events.name } }
    "fan-out" = { metric = "SubscribeToShardEvent.MillisBehindLatest", dimensions = { StreamName = aws_kinesis_stream.events.name, ConsumerName = local.application } }
  }[var.retrieval]

  of_stream  = { StreamName = aws_kinesis_stream.events.name }
  of_table   = { TableName = aws_dynamodb_table.users.name }
  of_process = { Application = local.application }
  of_sweep   = { Table = aws_dynamodb_table.users.name }
  of_import  = { Table = aws_dynamodb_table.users.name }
  of_replay  = { Table = aws_dynamodb_table.users.name }

  dead_letter_queues = merge(
    { for key, queue in aws_sqs_queue.dead_letters : key => queue.name },
    { alerts-unread = aws_sqs_queue.alerts_unread.name },
  )

  # An alarm without `periods` looks at one period of five minutes. Missing data is not a fault, except that
  # a sweep must end in time. What the latest sweep printed holds until the next one ("ignore"): CloudWatch
  # would else fill the time between two sweeps with "good".
  alarms = merge(
    {
      stream-behind = {
        why       = "The consumer is behind its stream: alerts come late until it has caught up. See its log. It may need more memory, or the stream more shards."
        namespace = "AWS/Kinesis", metric = local.stream_behind.metric, dimensions = local.stream_behind.dimensions
        statistic = "Maximum", above = var.alarm_limits.stream_behind * 60 * 1000, periods = 3
      }
      records-rejected = {
        why       = "The consumer could not use some records. They wait in the dead-letter queue: ninety redrive list shows why. See docs/runbook.md."
        namespace = "ninety", metric = "RecordsRejected", dimensions = local.of_process
        statistic = "Sum", above = 0
      }
      records-untrusted = {
        why       = "The consumer got records that AWS did not send, or that come from an account that is not watched. They changed nothing and wait in the dead-letter queue with the reason untrusted-source. Look at the account in them. If its events shall count, add it to accounts and bring the records back: ninety redrive dead-letters. If not, find out who may write to the stream or to the event bus: somebody may be forging events."
        namespace = "ninety", metric = "RecordsUntrusted", dimensions = local.of_process
        statistic = "Sum", above = 0
      }
      directory-changed = {
        why       = "The identity source of the directory or the settings of its identity provider were changed. Sweeps ask the directory about all users again and record those who are gone as gone. Make sure that the change was planned, and that identity_store_id still names the directory that people sign in to."
        namespace = "ninety", metric = "DirectoryChanges", dimensions = local.of_process
        statistic = "Sum", above = 0
      }
      credential-words-unknown = {
        why       = "This is not a fault: sign-ins named a kind of credential that this version does not know. It does not count as a second factor. See the consumer's log, and upgrade ninety or report the word to its maintainers."
        namespace = "ninety", metric = "UnknownCredentialWords", dimensions = local.of_process
        statistic = "Sum", above = 0
      }
      horizon-late = {
        why       = "Sweeps judge as of an instant long past and report users as not checked: a consumer is stopped, a shard is not read, a trail or a rule is cut off, nothing listens to a Region in which the instance is replicated, or sweeps did not run. ninety coverage and the alert name the cause; see docs/runbook.md."
        namespace = "ninety", metric = "HorizonLagSeconds", dimensions = local.of_sweep
        statistic = "Maximum", above = var.alarm_limits.horizon * 60, silence = "ignore"
      }
      heartbeat-stale = {
        why       = "A Region's scheduled heartbeat has not come for too long. The Region is cut off, and its events are not seen."
        namespace = "ninety", metric = "HeartbeatAgeSeconds", dimensions = local.of_sweep
        statistic = "Maximum", above = var.alarm_limits.heartbeat * 60, silence = "ignore"
      }
      signs-failed = {
        why       = "Sweeps could not give signs of life in an account and Region several times in a row. The sweep's log names the place and the reason. After an hour without one, all users are reported as not checked. Check that the sweep may assume the role ${var.name}-sign-of-life there and reaches the Region's endpoint of STS. Where it never will, name the place in no_sign_from."
        namespace = "ninety", metric = "SignsFailed", dimensions = local.of_sweep
        statistic = "Minimum", above = 0, period = 1800, silence = "ignore"
      }
      sweep-late = {
        why       = "No sweep has ended in time: no alerts are being sent. See the sweep's log and the queue of tasks that could not be started."
        namespace = "ninety", metric = "Sweeps", dimensions = local.of_sweep
        statistic = "Sum", below = 1, periods = ceil(var.alarm_limits.sweep_within / 5), silence = "breaching"
      }
      alerts-pending = {
        why       = "Alerts could not be sent. They stay due, and the next sweep sends them."
        namespace = "ninety", metric = "AlertsPending", dimensions = local.of_sweep
        statistic = "Maximum", above = 0, silence = "ignore"
      }
      alerts-parked = {
        why       = "The alert queue refuses alerts for good. The sweep parked them and goes on judging their users, but the SIEM does not know of these alerts. The sweep's log has the reason for each. Mend the cause, such as the queue's policy or the key; see docs/runbook.md."
        namespace = "ninety", metric = "AlertsParked", dimensions = local.of_sweep
        statistic = "Maximum", above = 0, silence = "ignore"
      }
      users-gone-in-doubt = {
        why       = "The directory answered that more than a fifth of the users whom a sweep asked about are gone. The sweep recorded none of them as gone and reports them as unverified. Check identity_store_id, directory_role_arn and directory_region. If the users are really gone, run one sweep with --accept-gone and their number."
        namespace = "ninety", metric = "UsersGoneInDoubt", dimensions = local.of_sweep
        statistic = "Maximum", above = 0, silence = "ignore"
      }
      users-failed = {
        why       = "Users could not be judged. They stay due; the sweep's log has the reason."
        namespace = "ninety", metric = "UsersFailed", dimensions = local.of_sweep
        statistic = "Maximum", above = 0, silence = "ignore"
      }
      alert-unread = {
        why       = "The SIEM does not fetch its alerts: the oldest one in the alert queue has waited too long. The alarm alerts-unread-not-empty is another one: it is about alerts that the SIEM fetched ten times and never deleted. See docs/runbook.md."
        namespace = "AWS/SQS", metric = "ApproximateAgeOfOldestMessage", dimensions = { QueueName = aws_sqs_queue.alerts.name }
        statistic = "Maximum", above = var.alarm_limits.alert_unread * 60
      }
      stream-writes-throttled = {
        why       = "Kinesis throttles EventBridge's writes to the stream. EventBridge tries again for 24 hours at most: add shards."
        namespace = "AWS/Kinesis", metric = "WriteProvisionedThroughputExceeded", dimensions = local.of_stream
        statistic = "Sum", above = 0, periods = 3
      }
      stream-reads-throttled = {
        why       = "Kinesis throttles the consumer's reads. Find out what else reads from the stream."
        namespace = "AWS/Kinesis", metric = "ReadProvisionedThroughputExceeded", dimensions = local.of_stream
        statistic = "Sum", above = 0, periods = 3
      }
      table-writes-throttled = {
        why       = "DynamoDB throttles writes to the users table. Nothing is lost, but the consumer slows down."
        namespace = "AWS/DynamoDB", metric = "WriteThrottleEvents", dimensions = local.of_table
        statistic = "Sum", above = 0, periods = 3
      }
      table-reads-throttled = {
        why       = "DynamoDB throttles reads from the users table. Nothing is lost, but consumer and sweep slow down."
        namespace = "AWS/DynamoDB", metric = "ReadThrottleEvents", dimensions = local.of_table
        statistic = "Sum", above = 0, periods = 3
      }
      tasks-failing = {
        why       = "Tasks fail again and again. The alarm topic got the reason of each failure; see the log of the task."
        namespace = "AWS/Events", metric = "Invocations", dimensions = { RuleName = aws_cloudwatch_event_rule.task_failed.name }
        statistic = "Sum", above = 2, period = 900
      }
    },
    { for limit in var.users_exempt_alarm[*] : "users-exempt" => {
      why       = "More than ${limit} users are exempt, so inactivity and old passwords of theirs raise no alerts. See ninety exempt list: remove an exemption that covers more than it should, such as a pattern for everybody. Raise users_exempt_alarm if all of them are meant."
      namespace = "ninety", metric = "UsersExempt", dimensions = local.of_sweep
      statistic = "Maximum", above = limit, silence = "ignore"
    } },
    { for schedule in var.import_schedule[*] : "import-late" => {
      why       = "No import has ended well within two days: users of whom no event comes are not known, and nobody notices what events missed. See the import's log and the queue of tasks that could not be started."
      namespace = "ninety", metric = "Imports", dimensions = local.of_import
      statistic = "Sum", below = 1, period = 86400, periods = 2, silence = "breaching"
    } },
    { for schedule in var.import_schedule[*] : "import-refused" => {
      why       = "The import did not believe the directory's list and wrote nothing: it had no users, was of another identity store, or would have recorded very many users as gone or disabled. ninety users says why. Check identity_store_id, directory_role_arn and directory_region. If the list is right, run ninety import once with --yes and the number that it shows."
      namespace = "ninety", metric = "ImportsRefused", dimensions = local.of_import
      statistic = "Maximum", above = 0, silence = "ignore"
    } },
    { for limit in(var.import_schedule == null ? [] : var.directory_differences_alarm[*]) : "directory-differences" => {
      why       = "The directory said otherwise about more than ${limit} users than events had: they were created, deleted, enabled or disabled, and no event came. The import has recorded them as they are. If it happens again, events are being lost: see ninety coverage and docs/runbook.md."
      namespace = "ninety", metric = "DirectoryDifferences", dimensions = local.of_import
      statistic = "Maximum", above = limit, silence = "ignore"
    } },
    { for schedule in var.replay_gaps_schedule[*] : "replay-gaps-late" => {
      why       = "No replay of gaps has ended well within two days: gaps of coverage stay, and users are reported as not checked. See the task's log, the queue of tasks that could not be started, and docs/runbook.md#replays-as-tasks."
      namespace = "ninety", metric = "GapReplays", dimensions = local.of_replay
      statistic = "Sum", below = 1, period = 86400, periods = 2, silence = "breaching"
    } },
    { for schedule in var.replay_day_schedule[*] : "replay-day-late" => {
      why       = "Of no day has it been counted within two days what never came by the stream: the consumer is behind, or the task fails. See its log, the queue of tasks that could not be started, and docs/runbook.md#replays-as-tasks."
      namespace = "ninety", metric = "DaysCounted", dimensions = local.of_replay
      statistic = "Sum", below = 1, period = 86400, periods = 2, silence = "breaching"
    } },
    { for limit in(var.replay_day_schedule == null ? [] : var.events_missed_alarm[*]) : "events-missed" => {
      why       = "More than ${limit} events of a day never came by the stream, outside known gaps. They have been read into the table since; the log of replay --day names them by event id. See docs/runbook.md#events-never-came."
      namespace = "ninety", metric = "EventsMissed", dimensions = local.of_replay
      statistic = "Maximum", above = limit, silence = "ignore"
    } },
    # The consumer prints zeros, so that the absence of events differs from that of a consumer, which has alarms of its own.
    { for kind, hours in coalesce(var.user_events_alarm_hours, {}) : kind == "all" ? "user-events-none" : "user-events-none-${kind}" => {
      why       = "No event about a user${kind == "all" ? "" : " of kind ${kind}"} has come for ${hours} hours. If people were at work, a rule or the trail is cut off, or its events are refused: see docs/runbook.md. If such silence is usual here, raise user_events_alarm_hours or set it to null."
      namespace = "ninety", metric = kind == "all" ? "UserEvents" : "UserEvents${join("", [for word in split("-", kind) : title(word)])}", dimensions = local.of_process
      statistic = "Sum", below = 1, period = 3600, periods = hours, silence = "ignore"
    } },
    { for key, queue in local.dead_letter_queues : "${key}-not-empty" => {
      why       = "Messages that were given up wait in ${queue}${key == "alerts-unread" ? ": alerts that the SIEM fetched ten times and never deleted" : ""}. ${key == "unstarted" ? "See" : "Mend the cause, then bring them back: ninety redrive ${key}. See"} docs/runbook.md."
      namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", dimensions = { QueueName = queue }
      statistic = "Maximum", above = 0
    } },
    { for key, target in local.targets : "${key}-lost" => {
      why        = "Rule ${target.rule} could deliver events neither to the stream nor to its dead-letter queue: they are lost. Check the policies of the key and of the queue."
      namespace  = "AWS/Events", metric = "InvocationsFailedToBeSentToDlq", statistic = "Sum", above = 0
      dimensions = merge({ RuleName = target.rule }, target.bus == "default" ? {} : { EventBusName = target.bus })
    } },
  )
}

resource "aws_sns_topic" "alarms" {
  name              = "${var.name}-alarms"
  kms_master_key_id = aws_kms_key.purpose["logs"].arn
  tags              = var.tags
}

resource "aws_sns_topic_policy" "alarms" {
  arn    = aws_sns_topic.alarms.arn
  policy = jsonencode(local.alarms_policy)
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.why
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  comparison_operator = can(each.value.below) ? "LessThanThreshold" : "GreaterThanThreshold"
  threshold           = try(each.value.below, each.value.above)
  period              = try(each.value.period, 300)
  evaluation_periods  = try(each.value.periods, 1)
  treat_missing_data  = try(each.value.silence, "notBreaching")
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
  tags                = var.tags
}

# A task that failed or never started. ECS starts a consumer again, so one failure is sent to the topic and
# is not yet an alarm.
resource "aws_cloudwatch_event_rule" "task_failed" {
  name        = "${var.name}-task-failed"
  description = "Tasks of ${var.name} that failed"
  tags        = var.tags

  event_pattern = jsonencode({
    source      = ["aws.ecs"]
    detail-type = ["ECS Task State Change"]
    detail = {
      clusterArn = [aws_ecs_cluster.this.arn]
      lastStatus = ["STOPPED"]
      "$or" = [
        { stopCode = ["TaskFailedToStart"] },
        { stopCode = ["EssentialContainerExited"], containers = { exitCode = [{ anything-but = [0] }] } },
        { stopCode = ["EssentialContainerExited"], containers = { exitCode = [{ exists = false }] } },
      ]
    }
  })
}

resource "aws_cloudwatch_event_target" "task_failed" {
  rule      = aws_cloudwatch_event_rule.task_failed.name
  target_id = "alarms"
  arn       = aws_sns_topic.alarms.arn

  dead_letter_config {
    arn = aws_sqs_queue.dead_letters["undelivered"].arn
  }

  input_transformer {
    input_paths = {
      group  = "$.detail.group"
      code   = "$.detail.stopCode"
      reason = "$.detail.stoppedReason"
      exit   = "$.detail.containers[0].exitCode"
      task   = "$.detail.taskArn"
    }
    input_template = "\"${var.name}: a task of <group> failed (<code>, exit code <exit>): <reason> <task>\""
  }
}

# Changes of the trail, the rules, the keys or the stream that feed ninety go to people at once, whatever
# becomes of the feed.
resource "aws_cloudwatch_event_target" "tampering" {
  for_each = aws_cloudwatch_event_rule.tampering

  rule           = each.value.name
  event_bus_name = each.value.event_bus_name
  target_id      = "alarms"
  arn            = aws_sns_topic.alarms.arn

  dead_letter_config {
    arn = aws_sqs_queue.dead_letters["undelivered"].arn
  }

  input_transformer {
    input_paths = {
      source  = "$.detail.eventSource"
      call    = "$.detail.eventName"
      actor   = "$.detail.userIdentity.arn"
      account = "$.account"
      region  = "$.region"
      time    = "$.detail.eventTime"
      id      = "$.detail.eventID"
    }
    input_template = "\"${var.name}: <call> of <source> in account <account>, <region>, by <actor> at <time> (event <id>): events may be missed since; see docs/runbook.md\""
  }
}

locals {
  # Left, right: title, then [namespace, metric, dimensions, statistic] a line.
  widgets = [
    ["Behind the stream, ms", [["AWS/Kinesis", local.stream_behind.metric, local.stream_behind.dimensions, "Maximum"]]],
    ["Records", [for metric in ["RecordsReceived", "RecordsObserved", "RecordsIgnored", "RecordsRejected", "UsersWritten"] : ["ninety", metric, local.of_process, "Sum"]]],
    ["Events about users", [for metric in ["UserEvents", "UserEventsSignIn", "UserEventsPortalActivity"] : ["ninety", metric, local.of_process, "Sum"]]],
    ["Horizon and heartbeat, seconds behind the clock", [for metric in ["HorizonLagSeconds", "HeartbeatAgeSeconds"] : ["ninety", metric, local.of_sweep, "Maximum"]]],
    ["Sweeps", [for metric in ["Sweeps", "UsersDue", "AlertsDelivered", "AlertsPending", "UsersFailed"] : ["ninety", metric, local.of_sweep, "Sum"]]],
    ["Directory: users listed, and differences that no event showed", [for metric in ["UsersListed", "DirectoryDifferences"] : ["ninety", metric, local.of_import, "Maximum"]]],
    ["Events that never came by the stream, and of those in known gaps", [for metric in ["EventsMissed", "EventsMissedInGaps"] : ["ninety", metric, local.of_replay, "Maximum"]]],
    ["Exempt users", [["ninety", "UsersExempt", local.of_sweep, "Maximum"]]],
    ["To be looked into", concat(
      [for metric in ["AlertsParked", "UsersGoneInDoubt"] : ["ninety", metric, local.of_sweep, "Maximum"]],
      [for metric in ["RecordsUntrusted", "DirectoryChanges", "UnknownCredentialWords"] : ["ninety", metric, local.of_process, "Sum"]],
    )],
    ["Dead letters", [for queue in values(local.dead_letter_queues) : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", { QueueName = queue }, "Maximum"]]],
    ["Alerts not read yet: age of the oldest, s", [["AWS/SQS", "ApproximateAgeOfOldestMessage", { QueueName = aws_sqs_queue.alerts.name }, "Maximum"]]],
    ["Throttled", concat(
      [for metric in ["WriteProvisionedThroughputExceeded", "ReadProvisionedThroughputExceeded"] : ["AWS/Kinesis", metric, local.of_stream, "Sum"]],
      [for metric in ["WriteThrottleEvents", "ReadThrottleEvents"] : ["AWS/DynamoDB", metric, local.of_table, "Sum"]],
    )],
    ["Consumer: CPU and memory, %", [for metric in ["CPUUtilization", "MemoryUtilization"] : ["AWS/ECS", metric, { ClusterName = aws_ecs_cluster.this.name, ServiceName = aws_ecs_service.process.name }, "Average"]]],
  ]
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name

  dashboard_body = jsonencode({
    widgets = concat(
      [{
        type       = "alarm", x = 0, y = 0, width = 24, height = 4
        properties = { title = "Alarms", alarms = [for alarm in aws_cloudwatch_metric_alarm.this : alarm.arn] }
      }],
      [for index, widget in local.widgets : {
        type = "metric", x = index % 2 * 12, y = 4 + floor(index / 2) * 6, width = 12, height = 6
        properties = {
          title  = widget[0]
          region = local.region
          period = 300
          metrics = [for line in widget[1] : concat(
            [line[0], line[1]],
            flatten([for name, value in line[2] : [name, value]]),
            [{ stat = line[3] }],
          )]
        }
      }],
    )
  })
}
