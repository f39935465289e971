# What variables change. Mocked: no AWS is asked.

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

run "everything_at_once" {
  command = apply

  variables {
    siem_principal_arns        = ["arn:aws:iam::444455556666:role/siem-reader"]
    signing_key                = true
    forwarding_account_ids     = ["444455556666"]
    identity_center_account_id = "444455556666"
    directory_role_arn         = "arn:aws:iam::444455556666:role/ninety-directory"
    directory_key_arn          = "arn:aws:kms:eu-west-1:444455556666:key/00000000-0000-4000-8000-000000000d12"
    heartbeat_here             = false
    heartbeat_regions          = ["us-east-1", "eu-west-1"]
    stream_shards              = 2
    retrieval                  = "fan-out"
    image                      = "ghcr.io/example/ninety@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    settings                   = { process = { NINETY_GRANULARITY = "10m" } }
    tags                       = { owner = "platform" }
    alarm_limits               = { sweep_within = 1438 }
    accounts                   = ["999988887777", "444455556666"]
    email_code                 = "factor"
    email_reset                = "counts"
    password_rule              = "always"
    revocation_grace_hours     = 1
    enabled_grace_days         = 0
    first_sweep_limit          = 200
    users_exempt_alarm         = null
    import_schedule            = null
    replay_gaps_schedule       = null
    replay_day_schedule        = null
    user_events_alarm_hours    = null
    no_sign_from               = ["eu-west-1"]
    sweep_schedule             = "cron(0/20 * * * ? *)"
  }

  assert {
    condition     = contains(flatten([for statement in jsondecode(aws_iam_policy.redriving.policy).Statement : statement.Resource if contains(flatten([statement.Action]), "sqs:DeleteMessage")]), "arn:aws:sqs:*:444455556666:ninety-unsent")
    error_message = "Who redrives may take what waits unsent in each account that forwards."
  }

  # S1: signs of life from where the events arise, and not from here

  assert {
    condition     = { for variable in jsondecode(aws_ecs_task_definition.task["sweep"].container_definitions)[0].environment : variable.name => variable.value if contains(["NINETY_HEARTBEAT_FROM", "NINETY_HEARTBEAT_ACCOUNT", "NINETY_SIGNS_ROLE", "NINETY_NO_SIGN_FROM"], variable.name) } == { NINETY_HEARTBEAT_FROM = "444455556666/eu-west-1,444455556666/us-east-1", NINETY_HEARTBEAT_ACCOUNT = "444455556666", NINETY_SIGNS_ROLE = "arn:aws:iam::444455556666:role/ninety-sign-of-life", NINETY_NO_SIGN_FROM = "444455556666/eu-west-1" }
    error_message = "Regions alone are those of the only account that forwards."
  }

  assert {
    condition     = length(aws_iam_role.sign_of_life) == 0
    error_message = "No sign of life from where nothing arises."
  }

  # A SIEM in another account reads and decrypts

  assert {
    condition     = flatten([one([for statement in jsondecode(aws_sqs_queue_policy.alerts.policy).Statement : statement if statement.Effect == "Allow"]).Principal.AWS]) == ["arn:aws:iam::444455556666:role/siem-reader"]
    error_message = "The queue must let the reader in."
  }

  assert {
    condition     = flatten([one([for statement in jsondecode(aws_kms_key.purpose["alerts"].policy).Statement : statement if statement.Sid == "SiemReadsThroughTheQueue"]).Principal.AWS]) == ["arn:aws:iam::444455556666:role/siem-reader"]
    error_message = "The key must let the reader in, too."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_kms_key.purpose["alerts"].policy).Statement : statement if statement.Sid == "SiemReadsThroughTheQueue"]).Condition.StringEquals["kms:ViaService"] == "sqs.eu-central-1.amazonaws.com"
    error_message = "The reader may decrypt by reading the queue alone."
  }

  assert {
    condition     = !strcontains(aws_sqs_queue_policy.alerts.policy, "sqs:SendMessage")
    error_message = "A reader must not be able to write alerts."
  }

  assert {
    condition     = !strcontains(aws_kms_key.purpose["data"].policy, "siem-reader")
    error_message = "The right to read alerts does not include reading users."
  }

  # A signing key

  assert {
    condition     = aws_kms_key.signing[0].key_usage == "SIGN_VERIFY" && aws_kms_key.signing[0].customer_master_key_spec == "ECC_NIST_P256"
    error_message = "ES256 needs ECC_NIST_P256."
  }

  assert {
    condition     = aws_kms_alias.signing[0].name == "alias/ninety-signing"
    error_message = "It needs an alias."
  }

  assert {
    condition     = startswith(output.signing_public_key, "-----BEGIN PUBLIC KEY-----")
    error_message = "Its public half must be an output."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.task["sweep"].policy).Statement : statement if statement.Sid == "Sign"]).Resource == aws_kms_key.signing[0].arn
    error_message = "The sweep may sign with it."
  }

  assert {
    condition     = !strcontains(aws_iam_role_policy.task["process"].policy, "kms:Sign")
    error_message = "Nobody else may."
  }

  assert {
    condition     = { for variable in jsondecode(aws_ecs_task_definition.task["sweep"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_SIGNING_KEY"] == aws_kms_key.signing[0].arn
    error_message = "The sweep must know the key."
  }

  # What shows that a rule or a key works again is decided by its name: TamperingDocTest reads these lists.
  assert {
    condition     = toset(concat(values(aws_cloudwatch_event_rule.feed)[*].name, values(aws_cloudwatch_event_rule.events)[*].name, values(aws_cloudwatch_event_rule.tampering)[*].name, aws_cloudwatch_event_rule.heartbeat[*].name, [aws_cloudwatch_event_rule.task_failed.name])) == toset(["ninety-events", "ninety-forwarded-events", "ninety-forwarded-heartbeat", "ninety-forwarded-tampering", "ninety-tampering", "ninety-tampering-store", "ninety-task-failed"]) # rules of docs/coverage.md
    error_message = "A rule has no row in the table of docs/coverage.md (what closes a tampering)."
  }

  assert {
    condition     = toset(concat(values(aws_kms_alias.purpose)[*].name, aws_kms_alias.signing[*].name)) == toset(["alias/ninety-alerts", "alias/ninety-data", "alias/ninety-logs", "alias/ninety-signing"]) # keys of docs/coverage.md
    error_message = "A key has no row in the table of docs/coverage.md (what closes a tampering)."
  }

  # Identity Center in another account

  assert {
    condition     = { for name, rule in aws_cloudwatch_event_rule.feed : rule.name => rule.event_bus_name } == { ninety-events = "default", ninety-forwarded-events = "ninety-forwarded" } && alltrue([for rule in aws_cloudwatch_event_rule.feed : jsondecode(rule.event_pattern) == jsondecode(file("./patterns/events.json"))])
    error_message = "Forwarded events come to their own bus, by one rule of the same pattern (S1)."
  }

  assert {
    condition     = { for rule in aws_cloudwatch_event_rule.events : rule.name => [rule.event_bus_name, rule.event_pattern] } == { ninety-forwarded-heartbeat = ["ninety-forwarded", file("./patterns/heartbeat.json")] }
    error_message = "Their heartbeat has a rule of its own: it shows whether the bus or the other rule is cut."
  }

  assert {
    condition     = alltrue([for target in [aws_cloudwatch_event_target.stream["forwarded-heartbeat"], aws_cloudwatch_event_target.feed["forwarded-events"]] : target.arn == aws_kinesis_stream.events.arn && target.event_bus_name == "ninety-forwarded"])
    error_message = "Events and heartbeat of the bus must reach the stream."
  }

  assert {
    condition     = aws_cloudwatch_event_bus.forwarded[0].kms_key_identifier == aws_kms_key.purpose["data"].arn
    error_message = "The bus must be encrypted."
  }

  assert {
    condition     = one(jsondecode(aws_cloudwatch_event_bus_policy.forwarded[0].policy).Statement).Principal.AWS == "arn:aws:iam::444455556666:root"
    error_message = "Named accounts may send."
  }

  assert {
    condition     = one(jsondecode(aws_cloudwatch_event_bus_policy.forwarded[0].policy).Statement).Condition.ArnLike["aws:SourceArn"] == "arn:aws:events:*:444455556666:rule/ninety-*"
    error_message = "And of these our rules alone."
  }

  assert {
    condition     = length(aws_cloudwatch_event_rule.heartbeat) == 0
    error_message = "No heartbeat from where nothing arises."
  }

  assert {
    condition     = aws_cloudwatch_event_rule.feed["forwarded-events"].state == "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
    error_message = "Read-only calls must pass the bus too."
  }

  assert {
    condition     = { for variable in jsondecode(aws_ecs_task_definition.task["process"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_ACCOUNTS"] == "111122223333,444455556666,999988887777"
    error_message = "Events of this account, of those that forward and of those that are added count, each once."
  }

  assert {
    condition     = !contains(keys({ for variable in jsondecode(aws_ecs_task_definition.task["sweep"].container_definitions)[0].environment : variable.name => variable.value }), "NINETY_ACCOUNTS")
    error_message = "The consumer alone reads events."
  }

  assert {
    condition     = { for name, value in { for variable in jsondecode(aws_ecs_task_definition.task["sweep"].container_definitions)[0].environment : variable.name => variable.value } : name => value if contains(["NINETY_PASSWORD_RULE", "NINETY_EMAIL_CODE", "NINETY_EMAIL_RESET", "NINETY_REVOCATION_GRACE", "NINETY_ENABLED_GRACE", "NINETY_FIRST_SWEEP_LIMIT"], name) } == { NINETY_PASSWORD_RULE = "always", NINETY_EMAIL_CODE = "factor", NINETY_EMAIL_RESET = "counts", NINETY_REVOCATION_GRACE = "1h", NINETY_ENABLED_GRACE = "0d", NINETY_FIRST_SWEEP_LIMIT = "200" }
    error_message = "A policy must reach the sweep."
  }

  assert {
    condition     = aws_cloudwatch_event_rule.tampering["forwarded-tampering"].event_bus_name == "ninety-forwarded" && aws_cloudwatch_event_target.tampering["forwarded-tampering"].arn == aws_sns_topic.alarms.arn && aws_cloudwatch_event_target.stream["forwarded-tampering"].event_bus_name == "ninety-forwarded"
    error_message = "Changes of the way in other accounts and Regions must be matched too."
  }

  assert {
    condition     = contains(jsondecode(aws_cloudwatch_event_rule.tampering["tampering-store"].event_pattern).detail["$or"][0].resources.ARN, aws_kms_key.signing[0].arn)
    error_message = "The signing key is one of ours."
  }

  assert {
    condition     = length([for name in keys(aws_cloudwatch_metric_alarm.this) : name if startswith(name, "user-events-none")]) == 0
    error_message = "No alarm on silence where a directory is tiny."
  }

  assert {
    condition     = !contains(keys(aws_cloudwatch_metric_alarm.this), "users-exempt")
    error_message = "No alarm for exempt users where none is wanted."
  }

  # Where the directory may not be listed, a file is imported by hand.
  assert {
    condition     = !contains(keys(aws_ecs_task_definition.task), "import") && length(setintersection(["import-late", "import-refused", "directory-differences"], keys(aws_cloudwatch_metric_alarm.this))) == 0
    error_message = "No import and no alarm for one where none is wanted."
  }

  assert {
    condition     = !contains(keys(aws_iam_role.task), "replay") && length([for name in keys(aws_cloudwatch_metric_alarm.this) : name if startswith(name, "replay-") || name == "events-missed"]) == 0
    error_message = "No replay, no right for one and no alarm where none is wanted."
  }

  assert {
    condition     = { for variable in jsondecode(aws_ecs_task_definition.task["sweep"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_HEARTBEAT_FROM"] == "444455556666/eu-west-1,444455556666/us-east-1"
    error_message = "Heartbeats are expected from where they come."
  }

  assert {
    condition     = { for variable in jsondecode(aws_ecs_task_definition.task["sweep"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_DIRECTORY_ROLE"] == "arn:aws:iam::444455556666:role/ninety-directory" && { for variable in jsondecode(aws_ecs_task_definition.task["sweep"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_ACCOUNT"] == "444455556666"
    error_message = "The sweep must ask the directory where it is."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.task["sweep"].policy).Statement : statement if statement.Sid == "AskDirectory"]).Action == "sts:AssumeRole" && !strcontains(aws_iam_role_policy.task["sweep"].policy, "identitystore")
    error_message = "By the role, and by it alone."
  }

  assert {
    condition     = alltrue([for name in concat(keys(aws_cloudwatch_event_target.feed), keys(aws_cloudwatch_event_target.stream)) : contains(keys(aws_cloudwatch_metric_alarm.this), "${name}-lost")])
    error_message = "An alarm where even the dead-letter queue failed, for each rule."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["forwarded-events-lost"].dimensions == tomap({ RuleName = "ninety-forwarded-events", EventBusName = "ninety-forwarded" })
    error_message = "On a bus of our own a rule is named with its bus."
  }

  # Fan-out on a provisioned stream

  assert {
    condition     = aws_kinesis_stream.events.stream_mode_details[0].stream_mode == "PROVISIONED" && aws_kinesis_stream.events.shard_count == 2
    error_message = "Two shards."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.task["process"].policy).Statement : statement if statement.Sid == "ReadByFanOut"]).Resource == ["${aws_kinesis_stream.events.arn}/consumer/ninety-process", "${aws_kinesis_stream.events.arn}/consumer/ninety-process:*"]
    error_message = "Its own registration: by name, and by an ARN whose end is not known before."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["stream-behind"].metric_name == "SubscribeToShardEvent.MillisBehindLatest" && aws_cloudwatch_metric_alarm.this["stream-behind"].dimensions["ConsumerName"] == "ninety-process"
    error_message = "By fan-out another metric shows how far the consumer is behind."
  }

  # A sweep a day

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["sweep-late"].evaluation_periods == 288
    error_message = "CloudWatch has five minutes 288 times and no more: a day."
  }

  # An image from elsewhere, settings, tags

  assert {
    condition     = !strcontains(aws_iam_role_policy.execution.policy, "ecr:")
    error_message = "No right to ECR where the image is not in it."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.task["process"].container_definitions)[0].image == "ghcr.io/example/ninety@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    error_message = "The image as given."
  }

  assert {
    condition     = { for variable in jsondecode(aws_ecs_task_definition.task["process"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_GRANULARITY"] == "10m" && !contains(keys({ for variable in jsondecode(aws_ecs_task_definition.task["sweep"].container_definitions)[0].environment : variable.name => variable.value }), "NINETY_GRANULARITY")
    error_message = "A setting reaches its task, and no other."
  }

  assert {
    condition     = alltrue([for tags in [aws_dynamodb_table.users.tags, aws_kinesis_stream.events.tags, aws_sqs_queue.alerts.tags, aws_kms_key.purpose["data"].tags, aws_iam_role.task["sweep"].tags, aws_ecs_service.process.tags, aws_cloudwatch_metric_alarm.this["sweep-late"].tags] : tags == tomap({ owner = "platform" })])
    error_message = "Tags belong on everything."
  }
}

run "a_standard_queue_in_china" {
  command = apply

  override_data {
    target = data.aws_partition.current
    values = { partition = "aws-cn", dns_suffix = "amazonaws.com.cn" }
  }

  variables {
    alerts_fifo       = false
    directory_key_arn = "arn:aws-cn:kms:cn-north-1:111122223333:key/00000000-0000-4000-8000-000000000d12"
  }

  assert {
    condition     = !aws_sqs_queue.alerts.fifo_queue && aws_sqs_queue.alerts.name == "ninety-alerts"
    error_message = "Not FIFO."
  }

  assert {
    condition     = !aws_sqs_queue.alerts_unread.fifo_queue && aws_sqs_queue.alerts_unread.name == "ninety-alerts-unread"
    error_message = "A standard queue has a standard dead-letter queue."
  }

  assert {
    condition     = !can(regex("(cloudwatch|ecs-tasks|events|scheduler)\\.amazonaws\\.com\\.cn", join(" ", concat(values(aws_kms_key.purpose)[*].policy, values(aws_sqs_queue_policy.dead_letters)[*].policy, values(aws_iam_role.task)[*].assume_role_policy, [aws_iam_role.execution.assume_role_policy, aws_iam_role.ingest.assume_role_policy, aws_iam_role.scheduler.assume_role_policy, aws_iam_role_policy.scheduler.policy, aws_sns_topic_policy.alarms.policy]))))
    error_message = "Services are principals under amazonaws.com in every partition."
  }

  assert {
    condition     = strcontains(aws_kms_key.purpose["logs"].policy, "logs.eu-central-1.amazonaws.com.cn")
    error_message = "The logs of a Region are not."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.task["sweep"].policy).Statement : statement if statement.Sid == "AlertsKey"]).Condition.StringEquals["kms:ViaService"] == "sqs.eu-central-1.amazonaws.com.cn"
    error_message = "Nor is what a key is used through."
  }

  # A directory that is encrypted with a customer managed key, asked without a role

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.task["sweep"].policy).Statement : statement if statement.Sid == "DirectoryKey"]) == { Sid = "DirectoryKey", Effect = "Allow", Action = "kms:Decrypt", Resource = var.directory_key_arn, Condition = { StringLike = { "kms:ViaService" = "identitystore.*.amazonaws.com.cn" } } }
    error_message = "What the directory answers must be decrypted, by the directory alone."
  }

  assert {
    condition     = !strcontains(aws_iam_role_policy.task["process"].policy, "DirectoryKey") && !strcontains(aws_iam_policy.exempting.policy, "DirectoryKey")
    error_message = "Nobody else asks."
  }
}

# Three accounts: ninety in this one, the instance in the management account, its delegated administrator
# in a third, whose role is asked. Only the management account forwards.
run "a_delegated_administrator" {
  command = apply

  variables {
    forwarding_account_ids     = ["444455556666"]
    identity_center_account_id = "444455556666"
    directory_role_arn         = "arn:aws:iam::777788889999:role/ninety-directory"
    users_exempt_alarm         = 0
    import_contacts            = true
    replay_gaps_schedule       = "rate(1 hour)"
    replay_archive_uri         = "s3://trail-logs/AWSLogs/o-1a2b3c4d5e"
    replay_archive_proof       = "digests"
    events_missed_alarm        = 0
    user_events_alarm_hours    = { portal-activity = 24 }
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.task["import"].policy).Statement : statement if statement.Sid == "ListDirectory"]) == { Sid = "ListDirectory", Effect = "Allow", Action = "sts:AssumeRole", Resource = ["arn:aws:iam::777788889999:role/ninety-directory"] } && { for variable in jsondecode(aws_ecs_task_definition.task["import"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_DIRECTORY_ROLE"] == "arn:aws:iam::777788889999:role/ninety-directory" && { for variable in jsondecode(aws_ecs_task_definition.task["import"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_CONTACTS"] == "true"
    error_message = "The import must list the directory where it is, and take what it is to take."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.task["replay-gaps"].container_definitions)[0].command == ["replay", "--gaps", "--from", "s3://trail-logs/AWSLogs/o-1a2b3c4d5e", "--verify-digests"] && jsondecode(aws_ecs_task_definition.task["replay-day"].container_definitions)[0].command == ["replay", "--day", "yesterday", "--from", "s3://trail-logs/AWSLogs/o-1a2b3c4d5e"]
    error_message = "Replays read the archive that is named, and gaps are mended by what proves it."
  }

  assert {
    condition     = { for statement in jsondecode(aws_iam_role_policy.task["replay"].policy).Statement : statement.Sid => statement.Resource if contains(["ListArchive", "ReadArchive", "AssumeHistory"], statement.Sid) } == { ListArchive = "arn:aws:s3:::trail-logs", ReadArchive = "arn:aws:s3:::trail-logs/*", AssumeHistory = ["arn:aws:iam::777788889999:role/ninety-directory"] } && { for variable in jsondecode(aws_ecs_task_definition.task["replay-gaps"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_HISTORY_ROLE"] == "arn:aws:iam::777788889999:role/ninety-directory"
    error_message = "Replays may read the one bucket, and event history where Identity Center is."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["events-missed"].threshold == 0 && aws_cloudwatch_metric_alarm.this["events-missed"].metric_name == "EventsMissed" && strcontains(aws_cloudwatch_metric_alarm.this["events-missed"].alarm_description, "docs/runbook.md#")
    error_message = "Who wants it hears of the first event that never came."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["user-events-none-portal-activity"].metric_name == "UserEventsPortalActivity" && !contains(keys(aws_cloudwatch_metric_alarm.this), "user-events-none")
    error_message = "Each kind may have its own hours."
  }

  assert {
    condition     = { for variable in jsondecode(aws_ecs_task_definition.task["process"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_ACCOUNTS"] == "111122223333,444455556666,777788889999"
    error_message = "What the delegated administrator does counts, wherever its events arise."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["users-exempt"].threshold == 0 && strcontains(aws_cloudwatch_metric_alarm.this["users-exempt"].alarm_description, "More than 0 users")
    error_message = "The first exemption may raise an alarm."
  }
}

# S14: a restored table is imported under its own name, and all that names the users table follows.
run "a_restored_users_table" {
  command = apply

  variables {
    users_table_name = "ninety-users-2"
  }

  assert {
    condition     = aws_dynamodb_table.users.name == "ninety-users-2" && output.users_table == "ninety-users-2"
    error_message = "The table must have the name of the restored one."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : lookup(alarm.dimensions, "Table", "ninety-users-2") == "ninety-users-2" && lookup(alarm.dimensions, "TableName", "ninety-users-2") == "ninety-users-2"])
    error_message = "An alarm on the old table would be raised for ever, or never."
  }

  assert {
    condition     = alltrue([for task in ["process", "sweep"] : { for variable in jsondecode(aws_ecs_task_definition.task[task].container_definitions)[0].environment : variable.name => variable.value }["NINETY_TABLE"] == "ninety-users-2"])
    error_message = "The tasks must use the restored table."
  }
}

# S1: where no sign of life is given, sweeps may come as seldom as before.
run "without_signs_of_life" {
  command = apply

  variables {
    no_sign_from   = ["eu-central-1"]
    sweep_schedule = "rate(6 hours)"
  }

  assert {
    condition     = length(aws_iam_role.sign_of_life) == 0 && !strcontains(aws_iam_role_policy.task["sweep"].policy, "SignsOfLife")
    error_message = "Nobody needs the role."
  }

  assert {
    condition     = { for variable in jsondecode(aws_ecs_task_definition.task["sweep"].container_definitions)[0].environment : variable.name => variable.value }["NINETY_SIGNS_ROLE"] == ""
    error_message = "None is expected."
  }
}

run "sweeps_that_come_too_seldom_for_signs_of_life" {
  command = plan

  variables {
    sweep_schedule = "rate(1 hour)"
  }

  expect_failures = [aws_ecs_task_definition.task]
}

run "a_schedule_that_does_not_show_how_often_sweeps_come" {
  command = plan

  variables {
    sweep_schedule = "cron(0/15 8-18 * * ? *)"
  }

  expect_failures = [aws_ecs_task_definition.task]
}

run "a_region_that_can_be_of_several_accounts" {
  command = plan

  variables {
    forwarding_account_ids = ["444455556666", "777788889999"]
    heartbeat_regions      = ["us-east-1"]
  }

  expect_failures = [aws_ecs_task_definition.task]
}
