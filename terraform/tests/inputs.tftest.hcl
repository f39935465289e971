# Bad values are refused before anything is made. A run costs seconds, so each tries one bad value of every
# variable: all of them must be refused.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  identity_store_id = "d-1234567890"
  image             = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/ninety:0.1.0"
  vpc_id            = "vpc-0123456789abcdef0"
  subnet_ids        = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}

run "refuses_bad_values" {
  command = plan

  variables {
    name                       = "Ninety"                              # a name with capitals
    identity_store_id          = "d-12345"                             # an identity store that is none
    identity_center_account_id = "11112222333"                         # an account of eleven digits
    directory_role_arn         = "arn:aws:iam::111122223333:user/mara" # a directory role that is a user
    directory_key_arn          = "alias/identity-center"               # a directory key by its alias
    directory_region           = "Frankfurt"                           # a Region by its city
    forwarding_account_ids     = ["management"]                        # a forwarding account that is a name
    accounts                   = ["11112222333"]                       # an account of eleven digits
    email_code                 = "yes"                                 # an unknown word for mailed codes
    email_reset                = "sometimes"                           # an unknown word for mailed links
    revocation_grace_hours     = 25                                    # a grace of more than a day
    enabled_grace_days         = -1                                    # a grace that ends before it begins
    first_sweep_limit          = 9                                     # fewer alerts than one user may need
    users_exempt_alarm         = -1                                    # fewer users than none
    heartbeat_regions          = []                                    # no heartbeat at all
    no_sign_from               = ["111122223333"]                      # an account without a Region
    inactivity_days            = [90, 86, 97]                          # inactivity days that do not rise
    password_days              = [86, 120, 150]                        # a password of more than 90 days
    inactivity_from            = "last-login"                          # an unknown start of inactivity
    password_rule              = "sometimes"                           # an unknown password rule
    stream_shards              = 0                                     # no shards
    stream_retention_hours     = 12                                    # a stream that forgets within a day
    retrieval                  = "push"                                # an unknown retrieval
    alert_format               = "cef"                                 # an unknown format
    siem_principal_arns        = ["*"]                                 # anybody as a reader
    key_deletion_days          = 1                                     # a key that is gone at once
    key_rotation_days          = 7                                     # a key that rotates every week
    log_retention_days         = 90                                    # logs of less than a year
    image                      = "ghcr.io/example/ninety"              # an image without a version
    vpc_id                     = "main"                                # a vpc by name
    subnet_ids                 = []                                    # no subnet
    egress_cidr_blocks         = ["10.0.0.0/33"]                       # an address that is none
    process_count              = { min = 3, max = 2 }                  # fewer consumers at most than at least
    sweep_schedule             = "every 15 minutes"                    # a schedule in words
    settings                   = { report = { NINETY_TABLE = "x" } }   # settings of an unknown command
    alarm_limits               = { heartbeat = 0 }                     # an alarm limit of zero
    import_schedule            = "daily"                               # a schedule in a word
    import_size                = { cpu = 256, memory = 256 }           # less memory than Fargate has
    replay_gaps_schedule       = "daily"                               # a schedule in a word
    replay_day_schedule        = "yesterday"                           # a day and no schedule
    replay_size                = { cpu = 256, memory = 256 }           # less memory than Fargate has
    replay_archive_uri         = "trail-logs"                          # a bucket without its scheme
    replay_archive_proof       = "complete"                            # a word that is not one of the three
    events_missed_alarm        = 0.5                                   # half an event
    user_events_alarm_hours    = { sign-out = 24 }                     # a kind that there is not
  }

  expect_failures = [
    var.name,
    var.identity_store_id,
    var.identity_center_account_id,
    var.directory_role_arn,
    var.directory_key_arn,
    var.directory_region,
    var.forwarding_account_ids,
    var.accounts,
    var.email_code,
    var.email_reset,
    var.revocation_grace_hours,
    var.enabled_grace_days,
    var.first_sweep_limit,
    var.users_exempt_alarm,
    var.heartbeat_regions,
    var.no_sign_from,
    var.inactivity_days,
    var.password_days,
    var.inactivity_from,
    var.password_rule,
    var.stream_shards,
    var.stream_retention_hours,
    var.retrieval,
    var.alert_format,
    var.siem_principal_arns,
    var.key_deletion_days,
    var.key_rotation_days,
    var.log_retention_days,
    var.image,
    var.vpc_id,
    var.subnet_ids,
    var.egress_cidr_blocks,
    var.process_count,
    var.sweep_schedule,
    var.settings,
    var.alarm_limits,
    var.import_schedule,
    var.import_size,
    var.replay_gaps_schedule,
    var.replay_day_schedule,
    var.replay_size,
    var.replay_archive_uri,
    var.replay_archive_proof,
    var.events_missed_alarm,
    var.user_events_alarm_hours,
  ]
}

run "refuses_further_bad_values" {
  command = plan

  variables {
    inactivity_days        = [86, 91, 97]                                            # a breach after day 90
    password_days          = [85.5, 90, 97]                                          # half a day
    siem_principal_arns    = ["arn:aws:iam::444455556666:root"]                      # a whole account as a reader
    image                  = "ghcr.io/example/ninety:latest"                         # the latest image
    settings               = { sweep = { AWS_ENDPOINT_URL = "http://example.com" } } # settings that are the sdks
    egress_cidr_blocks     = ["10.0.0.1/16"]                                         # an address inside a block
    process_size           = { cpu = 512, memory = 8192 }                            # more memory than goes with the cpu
    sweep_size             = { cpu = 300, memory = 512 }                             # a cpu that Fargate has not
    alarm_limits           = { horizon = 15 }                                        # a horizon that CloudTrail may miss
    accounts               = ["*"]                                                   # any account
    revocation_grace_hours = 0.5                                                     # half an hour
    enabled_grace_days     = 31                                                      # a grace of more than a month
    first_sweep_limit      = 10.5                                                    # half an alert
    users_exempt_alarm     = 1.5                                                     # half a user

    directory_differences_alarm = 0.5 # the same

    user_events_alarm_hours = { all = 169 } # longer than CloudWatch looks back
  }

  expect_failures = [
    var.inactivity_days,
    var.password_days,
    var.siem_principal_arns,
    var.image,
    var.settings,
    var.egress_cidr_blocks,
    var.process_size,
    var.sweep_size,
    var.alarm_limits,
    var.accounts,
    var.revocation_grace_hours,
    var.enabled_grace_days,
    var.first_sweep_limit,
    var.users_exempt_alarm,
    var.directory_differences_alarm,
    var.user_events_alarm_hours,
  ]
}

run "refuses_what_would_be_refused_later" {
  command = plan

  variables {
    inactivity_days    = [86, 90, 3651]                 # more days than the sweep takes
    password_days      = [86, 90, 3651]                 # the same
    egress_cidr_blocks = ["fd00::/8"]                   # IPv6
    process_size       = { cpu = 512, memory = 1536 }   # between two steps of memory
    sweep_size         = { cpu = 8192, memory = 17408 } # the same, where steps are larger
  }

  expect_failures = [
    var.inactivity_days,
    var.password_days,
    var.egress_cidr_blocks,
    var.process_size,
    var.sweep_size,
  ]
}

run "refuses_a_directory_elsewhere_without_a_role_to_ask_it" {
  command = plan

  variables {
    identity_center_account_id = "444455556666"
  }

  expect_failures = [aws_ecs_task_definition.task]
}

run "refuses_a_horizon_that_could_hide_a_silence" {
  command = plan

  variables {
    alarm_limits = { horizon = 76 } # by then the silence is a gap
  }

  expect_failures = [var.alarm_limits]
}
