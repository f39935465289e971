# What a plan with nothing but the required variables makes. Mocked: no AWS is asked.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  identity_store_id = "d-1234567890"
  image             = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/ninety:0.1.0"
  vpc_id            = "vpc-0123456789abcdef0"
  subnet_ids        = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}

override_resource {
  target = aws_kms_key.purpose["data"]
  values = { arn = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-4000-8000-00000000da7a" }
}

override_resource {
  target = aws_kms_key.purpose["alerts"]
  values = { arn = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-4000-8000-0000000a1e27" }
}

override_resource {
  target = aws_kms_key.purpose["logs"]
  values = { arn = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-4000-8000-000000001065" }
}

override_resource {
  target = aws_sqs_queue.dead_letters["undelivered"]
  values = { arn = "arn:aws:sqs:eu-central-1:111122223333:ninety-undelivered" }
}

override_resource {
  target = aws_sqs_queue.dead_letters["dead-letters"]
  values = {
    arn = "arn:aws:sqs:eu-central-1:111122223333:ninety-dead-letters"
    url = "https://sqs.eu-central-1.amazonaws.com/111122223333/ninety-dead-letters"
  }
}

override_resource {
  target = aws_sqs_queue.dead_letters["unstarted"]
  values = { arn = "arn:aws:sqs:eu-central-1:111122223333:ninety-unstarted" }
}

override_resource {
  target = aws_cloudwatch_event_rule.task_failed
  values = { arn = "arn:aws:events:eu-central-1:111122223333:rule/ninety-task-failed" }
}

override_resource {
  target = aws_sqs_queue.alerts
  values = {
    arn = "arn:aws:sqs:eu-central-1:111122223333:ninety-alerts.fifo"
    url = "https://sqs.eu-central-1.amazonaws.com/111122223333/ninety-alerts.fifo"
  }
}

override_resource {
  target = aws_sqs_queue.alerts_unread
  values = { arn = "arn:aws:sqs:eu-central-1:111122223333:ninety-alerts-unread.fifo" }
}

# One run, since each costs seconds; the messages name the promise that broke.
run "an_installation_keeps_its_promises" {
  command = apply

  # Data is encrypted, with keys of its own

  assert {
    condition     = aws_kinesis_stream.events.encryption_type == "KMS" && aws_kinesis_stream.events.kms_key_id == aws_kms_key.purpose["data"].arn
    error_message = "The stream must be encrypted with the data key."
  }

  assert {
    condition     = aws_dynamodb_table.users.server_side_encryption[0].enabled && aws_dynamodb_table.users.server_side_encryption[0].kms_key_arn == aws_kms_key.purpose["data"].arn
    error_message = "The users table must be encrypted with the data key."
  }

  assert {
    condition     = alltrue([for queue in aws_sqs_queue.dead_letters : queue.kms_master_key_id == aws_kms_key.purpose["data"].arn])
    error_message = "Dead letters hold user records: the data key."
  }

  assert {
    condition     = aws_sqs_queue.alerts.kms_master_key_id == aws_kms_key.purpose["alerts"].arn && aws_sqs_queue.alerts_unread.kms_master_key_id == aws_kms_key.purpose["alerts"].arn
    error_message = "Alert queues must have the alerts key."
  }

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.task : group.kms_key_id == aws_kms_key.purpose["logs"].arn])
    error_message = "Log groups must have the logs key."
  }

  assert {
    condition     = aws_sns_topic.alarms.kms_master_key_id == aws_kms_key.purpose["logs"].arn
    error_message = "The topic must be encrypted with the logs key."
  }

  assert {
    condition     = alltrue([for key in aws_kms_key.purpose : key.enable_key_rotation && key.rotation_period_in_days == 365 && key.deletion_window_in_days == 30])
    error_message = "Keys must rotate every year and be kept for 30 days after their destruction."
  }

  assert {
    condition     = toset([for alias in aws_kms_alias.purpose : alias.name]) == toset(["alias/ninety-data", "alias/ninety-alerts", "alias/ninety-logs"])
    error_message = "Every key needs an alias."
  }

  assert {
    condition     = length(aws_kms_key.signing) == 0 && output.signing_public_key == null
    error_message = "No signing key unless asked for."
  }

  # Users can be brought back

  assert {
    condition     = aws_dynamodb_table.users.deletion_protection_enabled
    error_message = "The users table must refuse to be destroyed."
  }

  assert {
    condition     = aws_dynamodb_table.users.point_in_time_recovery[0].enabled
    error_message = "Point-in-time recovery must be on."
  }

  assert {
    condition     = aws_dynamodb_table.users.ttl[0].enabled && aws_dynamodb_table.users.ttl[0].attribute_name == "expiresAt"
    error_message = "Tombstones expire by expiresAt."
  }

  assert {
    condition     = aws_dynamodb_table.users.hash_key == "id" && aws_dynamodb_table.users.range_key == null
    error_message = "The key is the user id alone."
  }

  assert {
    condition     = [for index in aws_dynamodb_table.users.global_secondary_index : "${index.name} ${index.hash_key} ${index.range_key} ${index.projection_type}"] == ["due dueShard dueAt KEYS_ONLY"]
    error_message = "The index of who is due must be the one that ninety.store queries."
  }

  assert {
    condition     = toset([for attribute in aws_dynamodb_table.users.attribute : "${attribute.name} ${attribute.type}"]) == toset(["id S", "dueShard N", "dueAt N"])
    error_message = "Types of the key attributes must be those of ninety.store."
  }

  # Every event arrives or is kept

  assert {
    condition     = { for name, rule in aws_cloudwatch_event_rule.feed : rule.name => rule.event_bus_name } == { ninety-events = "default" } && length(aws_cloudwatch_event_rule.events) == 0
    error_message = "CloudTrail writes to the default bus, and all that it writes of users comes by one rule (S1)."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.feed["events"].event_pattern) == jsondecode(file("./patterns/events.json")) && fileset("./patterns", "*.json") == toset(["events.json", "heartbeat.json"])
    error_message = "Its pattern must be that of the file, and no other file may be without a rule."
  }

  assert {
    condition     = toset([for rule in concat(values(aws_cloudwatch_event_rule.feed), values(aws_cloudwatch_event_rule.events), values(aws_cloudwatch_event_rule.tampering), aws_cloudwatch_event_rule.heartbeat) : rule.name if try(rule.event_pattern, null) != null && strcontains(coalesce(rule.event_pattern, "-"), "eventName")]) == toset(["ninety-events", "ninety-tampering", "ninety-tampering-store"])
    error_message = "Calls that CloudTrail records must come by the one rule that carries signs of life; but for changes of our way, which must outlive it (S1)."
  }

  assert {
    condition     = alltrue([for rule in concat(values(aws_cloudwatch_event_rule.feed), values(aws_cloudwatch_event_rule.tampering)) : length(rule.event_pattern) <= 2048])
    error_message = "EventBridge takes patterns of up to 2,048 characters."
  }

  assert {
    condition     = alltrue([for rule in aws_cloudwatch_event_rule.feed : rule.state == "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"])
    error_message = "Rules must let read-only calls through."
  }

  assert {
    condition     = endswith(aws_cloudwatch_event_rule.heartbeat[0].name, "-heartbeat") && aws_cloudwatch_event_rule.heartbeat[0].schedule_expression == "rate(5 minutes)"
    error_message = "The consumer knows a heartbeat by the end of its name."
  }

  assert {
    condition     = alltrue([for target in concat(values(aws_cloudwatch_event_target.feed), values(aws_cloudwatch_event_target.stream)) : target.arn == aws_kinesis_stream.events.arn && length(target.input_transformer) == 0]) && { for name, target in merge(aws_cloudwatch_event_target.feed, aws_cloudwatch_event_target.stream) : name => target.rule } == { events = "ninety-events", heartbeat = "ninety-heartbeat", tampering = "ninety-tampering", tampering-store = "ninety-tampering-store" }
    error_message = "The three patterns and the heartbeat must reach the stream as they are."
  }

  assert {
    condition     = alltrue([for target in concat(values(aws_cloudwatch_event_target.feed), values(aws_cloudwatch_event_target.stream)) : target.dead_letter_config[0].arn == "arn:aws:sqs:eu-central-1:111122223333:ninety-undelivered"])
    error_message = "What a rule can not deliver must be kept."
  }

  assert {
    condition     = alltrue([for target in concat(values(aws_cloudwatch_event_target.feed), values(aws_cloudwatch_event_target.stream)) : target.retry_policy[0].maximum_event_age_in_seconds == 86400 && target.retry_policy[0].maximum_retry_attempts == 185])
    error_message = "EventBridge must try for a day."
  }

  assert {
    condition     = aws_kinesis_stream.events.retention_period == 168 && aws_kinesis_stream.events.stream_mode_details[0].stream_mode == "ON_DEMAND"
    error_message = "A week for a consumer that is down, and no shards to count."
  }

  assert {
    condition     = anytrue([for statement in jsondecode(aws_sqs_queue_policy.dead_letters["undelivered"].policy).Statement : statement.Effect == "Allow" && statement.Principal == { Service = "events.amazonaws.com" } && can(statement.Condition.ArnEquals["aws:SourceArn"])])
    error_message = "Rules, and only ours, must be let into their dead-letter queue."
  }

  assert {
    condition     = anytrue([for statement in jsondecode(aws_kms_key.purpose["data"].policy).Statement : statement.Principal == { Service = "events.amazonaws.com" } && contains(flatten([statement.Action]), "kms:GenerateDataKey") && try(statement.Condition.StringEquals["aws:SourceAccount"], "") == "111122223333"])
    error_message = "Without the key EventBridge loses what it can not deliver."
  }

  assert {
    condition     = length(aws_cloudwatch_event_bus.forwarded) == 0 && output.event_bus_arn == null
    error_message = "No bus where nobody forwards."
  }

  # Alerts are kept for the SIEM

  assert {
    condition     = aws_sqs_queue.alerts.fifo_queue && aws_sqs_queue.alerts.name == "ninety-alerts.fifo" && aws_sqs_queue.alerts_unread.fifo_queue
    error_message = "FIFO by default, and its dead-letter queue with it."
  }

  assert {
    condition     = aws_sqs_queue.alerts.content_based_deduplication == false
    error_message = "Repeats are known by the id and not by the text."
  }

  assert {
    condition     = aws_sqs_queue.alerts.message_retention_seconds == 1209600 && aws_sqs_queue.alerts_unread.message_retention_seconds == 1209600
    error_message = "Fourteen days."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.alerts.redrive_policy).deadLetterTargetArn == aws_sqs_queue.alerts_unread.arn
    error_message = "Alerts that can not be read must be kept."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.alerts_unread.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.alerts.arn]
    error_message = "Nobody else may use the dead-letter queue."
  }

  assert {
    condition     = alltrue([for policy in concat(values(aws_sqs_queue_policy.dead_letters)[*].policy, [aws_sqs_queue_policy.alerts.policy, aws_sqs_queue_policy.alerts_unread.policy, aws_sns_topic_policy.alarms.policy]) : anytrue([for statement in jsondecode(policy).Statement : statement.Effect == "Deny" && jsonencode(statement.Principal) == "\"*\"" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"])])
    error_message = "Plain HTTP must be refused by every queue and by the topic."
  }

  assert {
    condition     = length([for statement in jsondecode(aws_sqs_queue_policy.alerts.policy).Statement : statement if statement.Effect == "Allow"]) == 0
    error_message = "Nobody may read alerts who is not named."
  }

  assert {
    condition     = length(jsondecode(aws_kms_key.purpose["alerts"].policy).Statement) == 1
    error_message = "Nobody may decrypt alerts who is not named."
  }

  assert {
    condition     = alltrue([for queue in aws_sqs_queue.dead_letters : queue.message_retention_seconds == 1209600])
    error_message = "Dead letters are kept for fourteen days."
  }

  # Tasks run in a cage

  assert {
    condition     = alltrue([for task in aws_ecs_task_definition.task : jsondecode(task.container_definitions)[0].readonlyRootFilesystem])
    error_message = "The root file system must be read-only."
  }

  assert {
    condition     = alltrue([for task in aws_ecs_task_definition.task : jsondecode(task.container_definitions)[0].stopTimeout == 120])
    error_message = "The last checkpoint needs the time that Fargate gives."
  }

  assert {
    condition     = alltrue([for task in aws_ecs_task_definition.task : jsondecode(task.container_definitions)[0].linuxParameters.capabilities.drop == ["ALL"]])
    error_message = "No capabilities."
  }

  assert {
    condition     = alltrue([for task in aws_ecs_task_definition.task : length(task.volume) == 0])
    error_message = "Nothing can be written at all: the image needs no temporary folder."
  }

  assert {
    condition     = alltrue([for task in aws_ecs_task_definition.task : task.runtime_platform[0].cpu_architecture == "ARM64" && task.network_mode == "awsvpc" && task.requires_compatibilities == toset(["FARGATE"])])
    error_message = "Fargate on ARM64."
  }

  assert {
    condition     = aws_ecs_service.process.network_configuration[0].assign_public_ip == false && alltrue([for schedule in aws_scheduler_schedule.task : schedule.target[0].ecs_parameters[0].network_configuration[0].assign_public_ip == false])
    error_message = "No public address."
  }

  assert {
    condition     = aws_ecs_service.process.deployment_circuit_breaker[0].enable && aws_ecs_service.process.deployment_circuit_breaker[0].rollback
    error_message = "A bad image must be rolled back."
  }

  assert {
    condition     = aws_ecs_service.process.alarms[0].enable && aws_ecs_service.process.alarms[0].rollback && aws_ecs_service.process.alarms[0].alarm_names == toset([aws_cloudwatch_metric_alarm.this["tasks-failing"].alarm_name])
    error_message = "So must an image that starts and then fails."
  }

  assert {
    condition     = alltrue([for task in aws_ecs_task_definition.task : task.skip_destroy])
    error_message = "The revision to go back to must still be there."
  }

  assert {
    condition     = aws_ecs_service.process.enable_execute_command == false
    error_message = "Nobody gets a shell in a task."
  }

  assert {
    condition     = aws_ecs_service.process.desired_count == 1 && aws_appautoscaling_target.process.max_capacity == 4
    error_message = "One consumer, and up to four while it is behind."
  }

  assert {
    condition     = aws_appautoscaling_policy.process.target_tracking_scaling_policy_configuration[0].customized_metric_specification[0].metric_name == "GetRecords.IteratorAgeMilliseconds"
    error_message = "Consumers are added by the age of what they read."
  }

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.task : group.retention_in_days == 365])
    error_message = "Twelve months of logs (PCI DSS 10.5.1)."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.task["process"].container_definitions)[0].command == ["process"] && jsondecode(aws_ecs_task_definition.task["sweep"].container_definitions)[0].command == ["sweep"]
    error_message = "A task is a command."
  }

  assert {
    condition     = { for variable in jsondecode(aws_ecs_task_definition.task["sweep"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_INACTIVITY_DAYS"] == "86,90,97" && { for variable in jsondecode(aws_ecs_task_definition.task["sweep"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_HEARTBEAT_FROM"] == "111122223333/eu-central-1"
    error_message = "The sweep must get the thresholds, and the account and Region whose heartbeat it waits for."
  }

  # S1: signs of life from the far end

  assert {
    condition     = alltrue([for task in ["process", "sweep"] : { for variable in jsondecode(aws_ecs_task_definition.task[task].container_definitions)[0].environment : variable.name => variable.value }["NINETY_SIGNS_ROLE"] == "arn:aws:iam::111122223333:role/ninety-sign-of-life"])
    error_message = "The sweep must know under which role it calls, and the consumer by which role it knows the record."
  }

  assert {
    condition     = { for variable in jsondecode(aws_ecs_task_definition.task["sweep"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_HEARTBEAT_ACCOUNT"] == "111122223333" && { for variable in jsondecode(aws_ecs_task_definition.task["sweep"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_NO_SIGN_FROM"] == ""
    error_message = "What an earlier version stored is this account's, and no place is left out."
  }

  assert {
    condition     = aws_iam_role.sign_of_life[0].name == "ninety-sign-of-life" && one(jsondecode(aws_iam_role.sign_of_life[0].assume_role_policy).Statement).Principal.AWS == aws_iam_role.task["sweep"].arn
    error_message = "The role of the signs of life is the sweep's to assume."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.task["sweep"].policy).Statement : statement if statement.Sid == "SignsOfLife"]) == { Sid = "SignsOfLife", Effect = "Allow", Action = "sts:AssumeRole", Resource = ["arn:aws:iam::111122223333:role/ninety-sign-of-life"] }
    error_message = "The sweep may assume it, and the policy names it."
  }

  assert {
    condition     = endswith(aws_iam_role.sign_of_life[0].name, one([for call in jsondecode(aws_cloudwatch_event_rule.feed["events"].event_pattern).detail["$or"] : call.userIdentity.sessionContext.sessionIssuer.arn[0].suffix if call.eventSource == ["sts.amazonaws.com"]]))
    error_message = "The rule must match the role's records."
  }

  assert {
    condition     = { for variable in jsondecode(aws_ecs_task_definition.task["process"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_DEAD_LETTER_QUEUE"] == "https://sqs.eu-central-1.amazonaws.com/111122223333/ninety-dead-letters"
    error_message = "The consumer must get its dead-letter queue."
  }

  assert {
    condition     = { for variable in jsondecode(aws_ecs_task_definition.task["process"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_ACCOUNTS"] == "111122223333"
    error_message = "Events of this account count, and of no other."
  }

  assert {
    condition     = { for name, value in { for variable in jsondecode(aws_ecs_task_definition.task["sweep"].container_definitions)[0].environment : variable.name => variable.value } : name => value if contains(["NINETY_PASSWORD_RULE", "NINETY_EMAIL_CODE", "NINETY_EMAIL_RESET", "NINETY_REVOCATION_GRACE", "NINETY_ENABLED_GRACE", "NINETY_FIRST_SWEEP_LIMIT"], name) } == { NINETY_PASSWORD_RULE = "single-factor", NINETY_EMAIL_CODE = "no-factor", NINETY_EMAIL_RESET = "does-not-count", NINETY_REVOCATION_GRACE = "2h", NINETY_ENABLED_GRACE = "7d", NINETY_FIRST_SWEEP_LIMIT = "1000" }
    error_message = "The sweep must get the policy whole, so that a plan shows what is judged by."
  }

  assert {
    condition     = { for variable in jsondecode(aws_ecs_task_definition.task["sweep"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_CHANGE_POLICY"] == "true"
    error_message = "What is applied is the policy: the scheduled sweep must not refuse it."
  }

  assert {
    condition     = aws_scheduler_schedule.task["sweep"].target[0].dead_letter_config[0].arn == "arn:aws:sqs:eu-central-1:111122223333:ninety-unstarted"
    error_message = "A sweep that can not start must leave a trace."
  }

  assert {
    condition     = toset(keys(aws_scheduler_schedule.task)) == toset(keys(local.scheduled)) && toset(keys(aws_iam_role.task)) == toset(["process", "sweep", "import", "replay"])
    error_message = "Scheduled tasks come from the one map."
  }

  # Day one: a rate starts at once.
  assert {
    condition     = aws_scheduler_schedule.task["import"].schedule_expression == "rate(1 day)" && aws_scheduler_schedule.task["import"].start_date == null
    error_message = "All users must be known right after the installation, and compared each day."
  }

  assert {
    condition     = { for variable in jsondecode(aws_ecs_task_definition.task["import"].container_definitions)[0].environment : variable.name => variable.value if startswith(variable.name, "NINETY_") } == { NINETY_TABLE = "ninety-users", NINETY_IDENTITY_STORE = "d-1234567890", NINETY_CONTACTS = "false", NINETY_METRICS = "emf", NINETY_LOG_FORMAT = "json" }
    error_message = "The import must know the table and the store, and takes no personal data by default."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.task["import"].policy).Statement : statement if statement.Sid == "ListDirectory"]) == { Sid = "ListDirectory", Effect = "Allow", Action = "identitystore:ListUsers", Resource = ["arn:aws:identitystore::111122223333:identitystore/d-1234567890", "arn:aws:identitystore:::user/*"] } && !strcontains(aws_iam_role_policy.task["import"].policy, "sqs:")
    error_message = "The import may list the users of the one store, and sends nothing."
  }

  assert {
    condition     = toset(one([for statement in jsondecode(aws_iam_role_policy.task["import"].policy).Statement : statement if statement.Effect == "Deny"]).Condition["ForAllValues:StringNotLike"]["dynamodb:LeadingKeys"]) == toset(["#directory-quota", "#reconciliation"])
    error_message = "The import must write no row of others."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["import-late"].treat_missing_data == "breaching" && aws_cloudwatch_metric_alarm.this["import-late"].period * aws_cloudwatch_metric_alarm.this["import-late"].evaluation_periods == 172800 && aws_cloudwatch_metric_alarm.this["directory-differences"].threshold == 10 && aws_cloudwatch_metric_alarm.this["import-refused"].threshold == 0
    error_message = "An import that does not come, that is refused, or that finds many differences must raise an alarm."
  }

  # Replays: gaps, and what of yesterday never came

  assert {
    condition     = aws_scheduler_schedule.task["replay-gaps"].schedule_expression == "rate(6 hours)" && aws_scheduler_schedule.task["replay-day"].schedule_expression == "cron(0 6 * * ? *)" && jsondecode(aws_ecs_task_definition.task["replay-gaps"].container_definitions)[0].command == ["replay", "--gaps"] && jsondecode(aws_ecs_task_definition.task["replay-day"].container_definitions)[0].command == ["replay", "--day", "yesterday"]
    error_message = "Gaps are read every six hours, and yesterday once a day, of event history where no archive is named."
  }

  assert {
    condition     = { for variable in jsondecode(aws_ecs_task_definition.task["replay-day"].container_definitions)[0].environment : variable.name => variable.value if startswith(variable.name, "NINETY_") } == { NINETY_TABLE = "ninety-users", NINETY_IDENTITY_STORE = "d-1234567890", NINETY_ACCOUNTS = "111122223333", NINETY_METRICS = "emf", NINETY_LOG_FORMAT = "json" }
    error_message = "A replay must know whose events count, as the consumer does."
  }

  assert {
    condition     = toset(flatten([for statement in jsondecode(aws_iam_role_policy.task["replay"].policy).Statement : statement.Action if statement.Effect == "Allow" && !strcontains(jsonencode(statement.Action), "kms:")])) == toset(["dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Scan", "dynamodb:UpdateItem", "cloudtrail:ListPublicKeys", "cloudtrail:LookupEvents"])
    error_message = "A replay reads event history and keeps the table, and reads no bucket where none is named."
  }

  assert {
    condition     = toset(one([for statement in jsondecode(aws_iam_role_policy.task["replay"].policy).Statement : statement if statement.Effect == "Deny"]).Condition["ForAllValues:StringNotLike"]["dynamodb:LeadingKeys"]) == toset(["#directory-changes", "#missed", "#read", "#sources", "#tampering"])
    error_message = "A replay must write no row of others."
  }

  assert {
    condition     = alltrue([for name in ["replay-gaps-late", "replay-day-late"] : aws_cloudwatch_metric_alarm.this[name].treat_missing_data == "breaching" && aws_cloudwatch_metric_alarm.this[name].period * aws_cloudwatch_metric_alarm.this[name].evaluation_periods == 172800]) && !contains(keys(aws_cloudwatch_metric_alarm.this), "events-missed")
    error_message = "A replay that does not come must raise an alarm; what never came does by option."
  }

  # Rights are the least

  assert {
    condition     = !strcontains(aws_iam_policy.replaying.policy, "s3:") && output.replaying_policy_arn == aws_iam_policy.replaying.arn && alltrue([for statement in jsondecode(aws_iam_policy.replaying.policy).Statement : can(statement.Condition) if contains(flatten([statement.Action]), "dynamodb:UpdateItem")])
    error_message = "Who replays writes users and the rows of a replay alone, and reads no bucket that is not named."
  }

  assert {
    condition     = alltrue(flatten([for policy in concat(values(aws_iam_role_policy.task)[*].policy, [aws_iam_role_policy.execution.policy, aws_iam_role_policy.ingest.policy, aws_iam_role_policy.scheduler.policy, aws_iam_policy.reading.policy, aws_iam_policy.exempting.policy, aws_iam_policy.replaying.policy, aws_iam_policy.redriving.policy]) : [for statement in jsondecode(policy).Statement : [for action in flatten([statement.Action]) : !strcontains(action, "*")]]]))
    error_message = "No wildcard in an action."
  }

  assert {
    condition     = toset(flatten([for policy in concat(values(aws_iam_role_policy.task)[*].policy, [aws_iam_role_policy.execution.policy, aws_iam_role_policy.ingest.policy, aws_iam_role_policy.scheduler.policy, aws_iam_policy.reading.policy, aws_iam_policy.exempting.policy, aws_iam_policy.replaying.policy, aws_iam_policy.redriving.policy]) : [for statement in jsondecode(policy).Statement : flatten([statement.Action]) if contains(flatten([statement.Resource]), "*")]])) == toset(["cloudtrail:ListPublicKeys", "cloudtrail:LookupEvents", "ecr:GetAuthorizationToken", "sso:ListInstances", "sso:ListRegions"])
    error_message = "Only actions that know no resources, or that ask for them, may have all."
  }

  assert {
    condition     = [for arn in flatten([for statement in jsondecode(aws_iam_role_policy.task["process"].policy).Statement : statement.Resource]) : arn if strcontains(arn, "*")] == []
    error_message = "The consumer has no wildcard at all."
  }

  assert {
    condition     = alltrue([for verb in ["Put", "Update", "Delete", "Write", "Create"] : !strcontains(aws_iam_policy.reading.policy, "dynamodb:${verb}")]) && strcontains(aws_iam_policy.reading.policy, "dynamodb:Scan")
    error_message = "Who reads must not be able to write."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_policy.exempting.policy).Statement : statement if contains(flatten([statement.Action]), "dynamodb:UpdateItem") && statement.Effect == "Allow"]).Condition == { "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = ["#attestation#*", "#attestations", "#exemption#*", "#exemptions#open", "#exemptions#over"] }, Null = { "dynamodb:LeadingKeys" = "false" } }
    error_message = "Who exempts may write exemptions, and neither users nor any other row."
  }

  assert {
    condition     = length([for statement in jsondecode(aws_iam_policy.exempting.policy).Statement : statement if strcontains(jsonencode(statement.Action), "Item") && !can(statement.Condition)]) == 1 && !can(regex("dynamodb:(Put|Delete|BatchWrite)Item", aws_iam_policy.exempting.policy))
    error_message = "There must be no other way to write."
  }

  assert {
    condition     = alltrue([for policy in [aws_iam_policy.reading.policy, aws_iam_policy.exempting.policy] : alltrue([for statement in jsondecode(policy).Statement : contains([aws_dynamodb_table.users.arn, aws_kms_key.purpose["data"].arn], statement.Resource)])])
    error_message = "People get the users table and its key, and nothing else."
  }

  assert {
    condition     = output.reading_policy_arn == aws_iam_policy.reading.arn && output.exempting_policy_arn == aws_iam_policy.exempting.arn && aws_iam_policy.reading.name == "ninety-reading" && aws_iam_policy.exempting.name == "ninety-exempting"
    error_message = "People find both policies."
  }

  assert {
    condition     = toset(flatten([for statement in jsondecode(aws_iam_policy.redriving.policy).Statement : statement.Resource if contains(flatten([statement.Action]), "sqs:DeleteMessage")])) == toset([aws_sqs_queue.dead_letters["dead-letters"].arn, aws_sqs_queue.dead_letters["undelivered"].arn, aws_sqs_queue.alerts_unread.arn])
    error_message = "Who redrives may take from the queues of what was given up alone, and not from the SIEM's."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_policy.redriving.policy).Statement : statement.Condition.Null == { "dynamodb:LeadingKeys" = "false" } if contains(flatten([statement.Action]), "dynamodb:UpdateItem")]) && length(setintersection(["#policy", "#notices", "#shards", "#exemptions#open", "#attestations"], flatten([for statement in jsondecode(aws_iam_policy.redriving.policy).Statement : statement.Condition["ForAllValues:StringLike"]["dynamodb:LeadingKeys"] if try(statement.Sid == "KeepRows", false)]))) == 0
    error_message = "Who redrives writes users and what records prove besides, and neither exempts nor attests."
  }

  assert {
    condition     = output.redriving_policy_arn == aws_iam_policy.redriving.arn && aws_iam_policy.redriving.name == "ninety-redriving"
    error_message = "People find the policy of redriving."
  }

  assert {
    condition     = alltrue([for statement in [one([for statement in jsondecode(aws_iam_role_policy.task["process"].policy).Statement : statement if statement.Effect == "Deny"]), one([for statement in jsondecode(aws_iam_role_policy.task["sweep"].policy).Statement : statement if statement.Effect == "Deny"])] : statement.Action == "dynamodb:UpdateItem" && statement.Resource == aws_dynamodb_table.users.arn && statement.Condition["ForAnyValue:StringLike"] == { "dynamodb:LeadingKeys" = ["#*"] }])
    error_message = "A task must be denied the rows that are not its own."
  }

  assert {
    condition     = alltrue([for key in ["#attestation#1", "#attestations", "#undelivered", "#exemption#1", "#exemptions#open", "#policy", "#notices", "#rearming", "#source-watch", "#directory-quota"] : !anytrue([for own in one([for statement in jsondecode(aws_iam_role_policy.task["process"].policy).Statement : statement if statement.Effect == "Deny"]).Condition["ForAllValues:StringNotLike"]["dynamodb:LeadingKeys"] : can(regex("^${replace(own, "*", ".*")}$", key))])])
    error_message = "The consumer must write no exemption, and no row of the sweep."
  }

  assert {
    condition     = contains(one([for statement in jsondecode(aws_iam_role_policy.task["process"].policy).Statement : statement if statement.Effect == "Deny"]).Condition["ForAllValues:StringNotLike"]["dynamodb:LeadingKeys"], "#directory-changes")
    error_message = "The consumer notes changes of the directory."
  }

  assert {
    condition     = length(setsubtract(["#policy", "#notices", "#undelivered"], one([for statement in jsondecode(aws_iam_role_policy.task["sweep"].policy).Statement : statement if statement.Effect == "Deny"]).Condition["ForAllValues:StringNotLike"]["dynamodb:LeadingKeys"])) == 0
    error_message = "The sweep keeps the policy and the notices."
  }

  assert {
    condition     = length(setintersection(["#coverage", "#shards", "#directory-changes", "#attestation#*", "#attestations", "#exemption#*", "#exemptions#open"], one([for statement in jsondecode(aws_iam_role_policy.task["sweep"].policy).Statement : statement if statement.Effect == "Deny"]).Condition["ForAllValues:StringNotLike"]["dynamodb:LeadingKeys"])) == 0
    error_message = "The sweep must not write what it judges by: how far events are processed, and who is exempt."
  }

  assert {
    condition     = !strcontains(join("", concat(values(aws_iam_role_policy.task)[*].policy, [aws_iam_policy.reading.policy, aws_iam_policy.exempting.policy])), "sts:GetCallerIdentity")
    error_message = "Who somebody is may be asked without a permission."
  }

  assert {
    condition     = toset(flatten([for statement in jsondecode(aws_iam_role_policy.task["sweep"].policy).Statement : statement.Action if strcontains(jsonencode(statement.Resource), "ninety-undelivered")])) == toset(["sqs:GetQueueAttributes", "sqs:ReceiveMessage"]) && anytrue([for variable in jsondecode(aws_ecs_task_definition.task["sweep"].container_definitions)[0].environment : variable.name == "NINETY_UNDELIVERED" && variable.value == aws_sqs_queue.dead_letters["undelivered"].url])
    error_message = "The sweep must look into the queue of undelivered events, and may delete nothing there."
  }

  # Of no other does a sign of life show that it works again.
  assert {
    condition     = { for variable in jsondecode(aws_ecs_task_definition.task["sweep"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_DATA_KEY"] == aws_kms_key.purpose["data"].arn && aws_kinesis_stream.events.kms_key_id == aws_kms_key.purpose["data"].arn
    error_message = "The sweep must know the key of the stream."
  }

  assert {
    condition     = join(" ", [for arn in flatten([for statement in jsondecode(aws_iam_role_policy.task["sweep"].policy).Statement : statement.Resource]) : arn if strcontains(arn, "*")]) == "arn:aws:identitystore:::user/* *"
    error_message = "The sweep may ask about any user and which Regions the instance is in, and has no other wildcard."
  }

  assert {
    condition     = contains(one([for statement in jsondecode(aws_iam_role_policy.task["sweep"].policy).Statement : statement if statement.Sid == "AskDirectory"]).Resource, "arn:aws:identitystore::111122223333:identitystore/d-1234567890")
    error_message = "Of the one store."
  }

  assert {
    condition     = alltrue([for name in ["ninety-process", "ninety-process-CoordinatorState", "ninety-process-WorkerMetricStats", "ninety-process/index/LeaseOwnerToLeaseKeyIndex"] : contains(flatten([for statement in jsondecode(aws_iam_role_policy.task["process"].policy).Statement : statement.Resource if statement.Sid == "KeepLeases"]), "arn:aws:dynamodb:eu-central-1:111122223333:table/${name}")])
    error_message = "The KCL describes three tables and queries one index."
  }

  assert {
    condition     = !strcontains(aws_iam_role_policy.task["process"].policy, "SubscribeToShard") && !strcontains(aws_iam_role_policy.task["sweep"].policy, "kms:Sign")
    error_message = "No right for what is switched off."
  }

  assert {
    condition     = !strcontains(aws_iam_role_policy.task["sweep"].policy, "DirectoryKey")
    error_message = "Nor for the key of a directory that has none of ours."
  }

  assert {
    condition     = alltrue(flatten([for policy in values(aws_iam_role_policy.task)[*].policy : [for statement in jsondecode(policy).Statement : can(statement.Condition.StringEquals["kms:ViaService"]) if strcontains(jsonencode(statement.Action), "kms:Decrypt")]]))
    error_message = "Keys may be used through the services alone."
  }

  assert {
    condition     = alltrue(flatten([for role in concat(values(aws_iam_role.task), [aws_iam_role.execution, aws_iam_role.ingest, aws_iam_role.scheduler]) : [for statement in jsondecode(role.assume_role_policy).Statement : statement.Condition.StringEquals["aws:SourceAccount"] == "111122223333"]]))
    error_message = "A service may take a role for this account alone."
  }

  assert {
    condition     = !strcontains(aws_iam_role_policy.task["sweep"].policy, "kinesis:") && !strcontains(aws_iam_role_policy.task["process"].policy, "identitystore:")
    error_message = "A task has the rights of its own work."
  }

  assert {
    condition     = strcontains(aws_iam_role_policy.execution.policy, "arn:aws:ecr:eu-central-1:111122223333:repository/ninety\"")
    error_message = "The image may be pulled from its repository."
  }

  # An alarm reaches somebody

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_actions == toset([aws_sns_topic.alarms.arn]) && alarm.ok_actions == toset([aws_sns_topic.alarms.arn])])
    error_message = "Every alarm must reach the topic."
  }

  assert {
    condition     = length(setsubtract(["stream-behind", "records-rejected", "horizon-late", "heartbeat-stale", "sweep-late", "alerts-pending", "users-failed", "alert-unread", "stream-writes-throttled", "stream-reads-throttled", "table-writes-throttled", "table-reads-throttled", "tasks-failing"], keys(aws_cloudwatch_metric_alarm.this))) == 0
    error_message = "An alarm is missing."
  }

  assert {
    condition     = alltrue([for name, metric in { alerts-parked = "AlertsParked", users-gone-in-doubt = "UsersGoneInDoubt", users-exempt = "UsersExempt" } : aws_cloudwatch_metric_alarm.this[name].metric_name == metric && aws_cloudwatch_metric_alarm.this[name].namespace == "ninety" && aws_cloudwatch_metric_alarm.this[name].dimensions == tomap({ Table = "ninety-users" }) && aws_cloudwatch_metric_alarm.this[name].comparison_operator == "GreaterThanThreshold" && aws_cloudwatch_metric_alarm.this[name].threshold == (name == "users-exempt" ? 50 : 0)])
    error_message = "What a sweep had to leave open, and more than 50 users exempt, must raise an alarm."
  }

  assert {
    condition     = alltrue([for name, metric in { records-untrusted = "RecordsUntrusted", directory-changed = "DirectoryChanges", credential-words-unknown = "UnknownCredentialWords" } : aws_cloudwatch_metric_alarm.this[name].metric_name == metric && aws_cloudwatch_metric_alarm.this[name].namespace == "ninety" && aws_cloudwatch_metric_alarm.this[name].dimensions == tomap({ Application = "ninety-process" }) && aws_cloudwatch_metric_alarm.this[name].statistic == "Sum" && aws_cloudwatch_metric_alarm.this[name].threshold == 0])
    error_message = "The first untrusted record, change of the directory or unknown word must raise an alarm."
  }

  # Changes of our own way (S3)

  assert {
    condition     = { for name, rule in aws_cloudwatch_event_rule.tampering : name => rule.event_bus_name } == { tampering = "default", tampering-store = "default" }
    error_message = "Changes of trails and rules, and of keys and stream, must be matched."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.tampering["tampering"].event_pattern) == jsondecode(templatefile("./patterns/tampering.json.tftpl", { name = "ninety" })) && alltrue([for key in aws_kms_key.purpose : contains(jsondecode(aws_cloudwatch_event_rule.tampering["tampering-store"].event_pattern).detail["$or"][0].resources.ARN, key.arn)]) && jsondecode(aws_cloudwatch_event_rule.tampering["tampering-store"].event_pattern).detail["$or"][1].requestParameters.streamName == ["ninety-events"]
    error_message = "Rules are ours by their name; keys and stream are those that are made here."
  }

  assert {
    condition     = alltrue([for name in keys(aws_cloudwatch_event_rule.tampering) : aws_cloudwatch_event_target.tampering[name].arn == aws_sns_topic.alarms.arn && aws_cloudwatch_event_target.stream[name].arn == aws_kinesis_stream.events.arn])
    error_message = "They must reach people at once, and the consumer."
  }

  assert {
    condition     = alltrue([for rule in concat(values(aws_cloudwatch_event_rule.feed), values(aws_cloudwatch_event_rule.tampering)) : strcontains(aws_sqs_queue_policy.dead_letters["undelivered"].policy, rule.arn)])
    error_message = "What can't be delivered of them must be kept."
  }

  # That users' events dry up (S2)

  assert {
    condition     = { for name, alarm in aws_cloudwatch_metric_alarm.this : name => [alarm.metric_name, alarm.evaluation_periods] if startswith(name, "user-events-none") } == { user-events-none = ["UserEvents", 96], user-events-none-sign-in = ["UserEventsSignIn", 120] }
    error_message = "No event about a user for long, and no sign-in, must raise an alarm."
  }

  assert {
    condition     = alltrue([for name, alarm in aws_cloudwatch_metric_alarm.this : alarm.statistic == "Sum" && alarm.threshold == 1 && alarm.comparison_operator == "LessThanThreshold" && alarm.period == 3600 && alarm.treat_missing_data == "ignore" && alarm.dimensions == tomap({ Application = "ninety-process" }) if startswith(name, "user-events-none")])
    error_message = "Each of these hours must have none; where the consumer is silent, other alarms are raised."
  }

  assert {
    condition     = startswith(aws_cloudwatch_metric_alarm.this["credential-words-unknown"].alarm_description, "This is not a fault")
    error_message = "News must not look like a fault."
  }

  assert {
    condition     = alltrue([for metric in ["AlertsParked", "UsersGoneInDoubt", "UsersExempt", "DirectoryChanges", "UnknownCredentialWords", "RecordsUntrusted"] : strcontains(aws_cloudwatch_dashboard.this.dashboard_body, "\"${metric}\"")])
    error_message = "The dashboard must show them all."
  }

  assert {
    condition     = alltrue([for name in ["undelivered", "dead-letters", "unstarted", "alerts-unread"] : aws_cloudwatch_metric_alarm.this["${name}-not-empty"].dimensions["QueueName"] == (name == "alerts-unread" ? aws_sqs_queue.alerts_unread.name : "ninety-${name}")])
    error_message = "Every dead-letter queue needs its alarm."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["sweep-late"].treat_missing_data == "breaching" && aws_cloudwatch_metric_alarm.this["sweep-late"].comparison_operator == "LessThanThreshold"
    error_message = "No sweep is what the alarm is for: silence must raise it."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["sweep-late"].period == 300 && aws_cloudwatch_metric_alarm.this["sweep-late"].evaluation_periods == 12
    error_message = "One sweep within the hour is enough, whenever it ends."
  }

  assert {
    condition     = alltrue([for name in ["horizon-late", "heartbeat-stale", "alerts-pending", "alerts-parked", "users-failed", "users-gone-in-doubt", "users-exempt"] : aws_cloudwatch_metric_alarm.this[name].treat_missing_data == "ignore" && aws_cloudwatch_metric_alarm.this[name].period == 300 && aws_cloudwatch_metric_alarm.this[name].evaluation_periods == 1])
    error_message = "What the latest sweep printed must hold until the next one."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["records-rejected"].namespace == "ninety" && aws_cloudwatch_metric_alarm.this["records-rejected"].dimensions == tomap({ Application = "ninety-process" })
    error_message = "Dimensions must be those that the consumer prints."
  }

  assert {
    condition     = alltrue([for name in ["heartbeat-stale", "horizon-late", "sweep-late"] : aws_cloudwatch_metric_alarm.this[name].dimensions == tomap({ Table = "ninety-users" })])
    error_message = "Dimensions must be those that the sweep prints."
  }

  assert {
    condition     = aws_cloudwatch_event_target.task_failed.arn == aws_sns_topic.alarms.arn && strcontains(aws_cloudwatch_event_rule.task_failed.event_pattern, "EssentialContainerExited")
    error_message = "A task that fails must be reported with its reason."
  }

  assert {
    condition     = aws_cloudwatch_event_target.task_failed.dead_letter_config[0].arn == "arn:aws:sqs:eu-central-1:111122223333:ninety-undelivered" && strcontains(aws_sqs_queue_policy.dead_letters["undelivered"].policy, aws_cloudwatch_event_rule.task_failed.arn)
    error_message = "Where even that can not be reported, the undelivered event must be seen."
  }

  assert {
    condition     = alltrue([for service in ["cloudwatch.amazonaws.com", "events.amazonaws.com"] : strcontains(aws_sns_topic_policy.alarms.policy, service) && strcontains(aws_kms_key.purpose["logs"].policy, service)])
    error_message = "Alarms must be let into the topic, and its key."
  }

  assert {
    condition     = alltrue([for policy in [aws_sns_topic_policy.alarms.policy, aws_kms_key.purpose["logs"].policy] : [for statement in jsondecode(policy).Statement : statement.Condition.StringEquals["aws:SourceAccount"] if statement.Principal == { Service = "cloudwatch.amazonaws.com" }] == ["111122223333"]])
    error_message = "CloudWatch may do so for this account alone."
  }

  assert {
    condition     = alltrue([for policy in [aws_sns_topic_policy.alarms.policy, aws_kms_key.purpose["logs"].policy] : [for statement in jsondecode(policy).Statement : can(statement.Condition) if statement.Principal == { Service = "events.amazonaws.com" }] == [false]])
    error_message = "EventBridge must be let in without a condition: it supports none here."
  }

  assert {
    condition     = alltrue([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : widget.x + widget.width <= 24])
    error_message = "Widgets must fit the page."
  }
}
