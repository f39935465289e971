variable "name" {
  description = "First part of every resource's name. One account and Region can hold several installations under different names."
  type        = string
  default     = "ninety"
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must have 3 to 24 lower-case letters, digits and dashes, begin with a letter and not end with a dash: role and rule names are made of it."
  }
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

# What is watched

variable "identity_store_id" {
  description = "The identity store whose users are watched, such as d-1234567890. Events that name another store are ignored."
  type        = string
  validation {
    condition     = can(regex("^(d-[0-9a-f]{10}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$", var.identity_store_id))
    error_message = "identity_store_id must be an identity store's id, such as d-1234567890: the console shows it under Settings, Identity source."
  }
}

variable "identity_center_account_id" {
  description = "The account of the Identity Center instance, named in the alerts: the management account, where the instance is an organization's. This account where null."
  type        = string
  default     = null
  validation {
    condition     = var.identity_center_account_id == null || can(regex("^[0-9]{12}$", var.identity_center_account_id))
    error_message = "identity_center_account_id must have 12 digits."
  }
}

variable "directory_role_arn" {
  description = "Role that the sweep assumes to ask the directory: the output of modules/directory in the account of the Identity Center instance or of its delegated administrator. Null where the instance is in this account."
  type        = string
  default     = null
  validation {
    condition     = var.directory_role_arn == null || can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/.+$", var.directory_role_arn))
    error_message = "directory_role_arn must be the ARN of a role, such as arn:aws:iam::111122223333:role/ninety-directory."
  }
}

variable "directory_key_arn" {
  description = "The customer managed key with which Identity Center encrypts the directory; null where it has AWS's own. With directory_role_arn, modules/directory needs it instead. The key's policy must allow it as well."
  type        = string
  default     = null
  validation {
    condition     = var.directory_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.directory_key_arn))
    error_message = "directory_key_arn must be the ARN of a key (not of an alias), such as arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab."
  }
}

variable "directory_region" {
  description = "The Region of the identity store, which the sweep asks. This one where null."
  type        = string
  default     = null
  validation {
    condition     = var.directory_region == null || can(regex("^[a-z]{2,4}(-[a-z]+){1,3}-[0-9]{1,2}$", var.directory_region))
    error_message = "directory_region must be a Region, such as eu-central-1."
  }
}

variable "forwarding_account_ids" {
  description = "Accounts whose modules/forwarding may send events here; this account's own where another of its Regions does. Where empty there is no event bus to send to."
  type        = set(string)
  default     = []
  validation {
    condition     = alltrue([for id in var.forwarding_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "forwarding_account_ids must be account ids of 12 digits."
  }
}

variable "accounts" {
  description = "Further accounts whose events count, beside this one, identity_center_account_id, that of directory_role_arn and forwarding_account_ids: those that hand events to this account's default bus by rules of their own. An event of any other account is not believed: it goes to the dead letters, reason untrusted-source, and raises the alarm records-untrusted."
  type        = set(string)
  default     = []
  validation {
    condition     = alltrue([for id in var.accounts : can(regex("^[0-9]{12}$", id))])
    error_message = "accounts must be account ids of 12 digits."
  }
}

variable "heartbeat_here" {
  description = "Whether this account and Region send a heartbeat. False where Identity Center's events arise elsewhere and are forwarded: then only the heartbeat from there proves anything."
  type        = bool
  default     = true
}

variable "heartbeat_regions" {
  description = "Where signs of life are expected from: this account and Region and those that forward, as 111122223333/eu-central-1, or the Region alone where it can be of one account only. This one where null. A place that is missing here can fall silent unnoticed."
  type        = set(string)
  default     = null
  validation {
    condition     = var.heartbeat_regions == null || try(length(var.heartbeat_regions) > 0 && alltrue([for place in var.heartbeat_regions : can(regex("^([0-9]{12}/)?[a-z]{2,4}(-[a-z]+){1,3}-[0-9]{1,2}$", place))]), false)
    error_message = "heartbeat_regions must name at least one Region, such as eu-central-1 or 111122223333/eu-central-1."
  }
}

variable "no_sign_from" {
  description = "Those of heartbeat_regions in which no sign of life of CloudTrail is given, as where a VPC without a way to the internet does not reach the endpoint of STS in another Region. That a trail or rule stops there goes unnoticed, and each report says so."
  type        = set(string)
  default     = []
  validation {
    condition     = alltrue([for place in var.no_sign_from : can(regex("^([0-9]{12}/)?[a-z]{2,4}(-[a-z]+){1,3}-[0-9]{1,2}$", place))])
    error_message = "no_sign_from must name Regions, such as eu-central-1 or 111122223333/eu-central-1."
  }
}

# The two rules, and what else is judged by. A change is a change of policy: the sweep stores it with its day.

variable "inactivity_days" {
  description = "Days without activity after which a user is reported (8.2.6): warning, breach, escalated."
  type        = list(number)
  default     = [86, 90, 97]
  validation {
    condition     = try(length(var.inactivity_days) == 3 && var.inactivity_days[0] >= 1 && var.inactivity_days[0] < var.inactivity_days[1] && var.inactivity_days[1] < var.inactivity_days[2], false)
    error_message = "inactivity_days must be three rising numbers of days: warning, breach, escalated."
  }
  validation {
    condition     = try(var.inactivity_days[1] <= 90, false)
    error_message = "The second of inactivity_days must be at most 90: PCI DSS 8.2.6 has accounts removed or disabled within 90 days."
  }
  validation {
    condition     = alltrue([for days in var.inactivity_days : floor(days) == days])
    error_message = "inactivity_days must be whole days."
  }
  validation {
    condition     = alltrue([for days in var.inactivity_days : days <= 3650])
    error_message = "inactivity_days must be at most 3650: the sweep takes no more."
  }
}

variable "inactivity_from" {
  description = "What inactivity is counted from: last-activity (sign-in or use of the portal) or last-authenticated (sign-in alone)."
  type        = string
  default     = "last-activity"
  validation {
    condition     = contains(["last-activity", "last-authenticated"], var.inactivity_from)
    error_message = "inactivity_from must be last-activity or last-authenticated."
  }
}

variable "password_days" {
  description = "Days after which a password is reported (8.3.9): warning, breach, escalated."
  type        = list(number)
  default     = [86, 90, 97]
  validation {
    condition     = try(length(var.password_days) == 3 && var.password_days[0] >= 1 && var.password_days[0] < var.password_days[1] && var.password_days[1] < var.password_days[2], false)
    error_message = "password_days must be three rising numbers of days: warning, breach, escalated."
  }
  validation {
    condition     = try(var.password_days[1] <= 90, false)
    error_message = "The second of password_days must be at most 90: PCI DSS 8.3.9 has such passwords changed at least every 90 days."
  }
  validation {
    condition     = alltrue([for days in var.password_days : floor(days) == days])
    error_message = "password_days must be whole days."
  }
  validation {
    condition     = alltrue([for days in var.password_days : days <= 3650])
    error_message = "password_days must be at most 3650: the sweep takes no more."
  }
}

variable "password_rule" {
  description = "Which passwords 8.3.9 is applied to: single-factor (where a password is the only factor) or always."
  type        = string
  default     = "single-factor"
  validation {
    condition     = contains(["single-factor", "always"], var.password_rule)
    error_message = "password_rule must be single-factor or always."
  }
}

variable "email_code" {
  description = "Whether a mailed code beside the password is a second factor: no-factor (AWS says that it does not meet the bar of multi-factor authentication) or factor."
  type        = string
  default     = "no-factor"
  validation {
    condition     = contains(["no-factor", "factor"], var.email_code)
    error_message = "email_code must be no-factor or factor."
  }
}

variable "email_reset" {
  description = "Whether a mailed link to reset a password is taken for a new password: does-not-count (no event shows whether the link was followed) or counts (as the predecessor did; reports say so)."
  type        = string
  default     = "does-not-count"
  validation {
    condition     = contains(["does-not-count", "counts"], var.email_reset)
    error_message = "email_reset must be does-not-count or counts."
  }
}

variable "revocation_grace_hours" {
  description = "Hours after a disabling or deletion in which the use of an old session is not reported (8.2.5); AWS ends sessions within the hour. A sign-in is reported at once, whatever this says."
  type        = number
  default     = 2
  validation {
    condition     = var.revocation_grace_hours >= 0 && var.revocation_grace_hours <= 24 && floor(var.revocation_grace_hours) == var.revocation_grace_hours
    error_message = "revocation_grace_hours must be a whole number from 0 to 24: a longer grace would hide that revoked access is used."
  }
}

variable "enabled_grace_days" {
  description = "Days in which inactivity does not apply to a user who was disabled and is enabled again, so that the person can sign in first."
  type        = number
  default     = 7
  validation {
    condition     = var.enabled_grace_days >= 0 && var.enabled_grace_days <= 30 && floor(var.enabled_grace_days) == var.enabled_grace_days
    error_message = "enabled_grace_days must be a whole number from 0 to 30: a longer grace would hide inactivity."
  }
}

variable "first_sweep_limit" {
  description = "Alerts an hour that the first sweeps after an upgrade send at most, so that a corrected rule does not flood the SIEM; at least 10. What is over waits for the next hour, and none is dropped."
  type        = number
  default     = 1000
  validation {
    condition     = var.first_sweep_limit >= 10 && var.first_sweep_limit <= 100000 && floor(var.first_sweep_limit) == var.first_sweep_limit
    error_message = "first_sweep_limit must be a whole number from 10 to 100000."
  }
}

# The stream

variable "stream_shards" {
  description = "Shards of a provisioned stream; on-demand where null. One shard carries 1 MB or 1,000 events a second: Monday's peak of some 100,000 users."
  type        = number
  default     = null
  validation {
    condition     = var.stream_shards == null || try(var.stream_shards >= 1 && floor(var.stream_shards) == var.stream_shards, false)
    error_message = "stream_shards must be a whole number of at least 1, or null for an on-demand stream."
  }
}

variable "stream_retention_hours" {
  description = "Hours the stream keeps an event: how long the consumer may be down without loss."
  type        = number
  default     = 168
  validation {
    condition     = var.stream_retention_hours >= 24 && var.stream_retention_hours <= 8760
    error_message = "stream_retention_hours must be 24 to 8760."
  }
}

variable "retrieval" {
  description = "How the consumer reads: polling, or fan-out (enhanced fan-out, for streams with further consumers; costs more)."
  type        = string
  default     = "polling"
  validation {
    condition     = contains(["polling", "fan-out"], var.retrieval)
    error_message = "retrieval must be polling or fan-out."
  }
}

# State and alerts

variable "users_table_name" {
  description = "Name of the users table, where it is a restored one that was imported (docs/runbook.md, Restoring the users table). Name and -users where null. A change by itself replaces the table."
  type        = string
  default     = null
  validation {
    condition     = var.users_table_name == null || can(regex("^[A-Za-z0-9_.-]{3,255}$", var.users_table_name))
    error_message = "users_table_name must be a table's name: 3 to 255 letters, digits, and _ . -"
  }
}

variable "deletion_protection" {
  description = "Whether the users table refuses to be destroyed. Take it away in an apply of its own before destroying."
  type        = bool
  default     = true
}

variable "alerts_fifo" {
  description = "Whether the alert queue is FIFO: the alerts of a finding in order, and repeats within five minutes dropped. A change replaces the queue."
  type        = bool
  default     = true
}

variable "alert_format" {
  description = "What the alerts look like: ocsf (OCSF 1.8.0 Compliance Finding), legacy (the predecessor's) or text."
  type        = string
  default     = "ocsf"
  validation {
    condition     = contains(["ocsf", "legacy", "text"], var.alert_format)
    error_message = "alert_format must be ocsf, legacy or text."
  }
}

variable "siem_principal_arns" {
  description = "Roles and users, of other accounts too, that may read and delete alerts and decrypt them."
  type        = set(string)
  default     = []
  validation {
    condition     = alltrue([for arn in var.siem_principal_arns : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/[^*]+$", arn))])
    error_message = "siem_principal_arns must be ARNs of roles or users, without wildcards, such as arn:aws:iam::444455556666:role/siem-reader. A whole account can't be named: anyone in it could read the alerts."
  }
}

variable "signing_key" {
  description = "Whether alerts are signed (ES256) with a KMS key that never leaves KMS. Its public half is the output signing_public_key."
  type        = bool
  default     = false
}

# Keys and logs

variable "key_deletion_days" {
  description = "Days between the destruction of a key and its end, during which it can be brought back."
  type        = number
  default     = 30
  validation {
    condition     = var.key_deletion_days >= 7 && var.key_deletion_days <= 30
    error_message = "key_deletion_days must be 7 to 30, as KMS has it."
  }
}

variable "key_rotation_days" {
  description = "Days after which KMS gives the keys new material. Old data stays readable. The signing key isn't rotated: KMS has that for symmetric keys only."
  type        = number
  default     = 365
  validation {
    condition     = var.key_rotation_days >= 90 && var.key_rotation_days <= 2560
    error_message = "key_rotation_days must be 90 to 2560, as KMS has it."
  }
}

variable "log_retention_days" {
  description = "Days the logs of the tasks are kept. PCI DSS 10.5.1 asks for twelve months."
  type        = number
  default     = 365
  validation {
    condition     = contains([365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be at least 365 (PCI DSS 10.5.1) and a number that CloudWatch Logs has: 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}

# Where and how it runs

variable "image" {
  description = "The container image of ninety for ARM64, by digest or by a version's tag. Rights to pull are given where it is in ECR."
  type        = string
  validation {
    condition     = can(regex("^[^\\s:@]+(:[0-9]+/[^\\s:@]+)?(@sha256:[0-9a-f]{64}|:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})$", var.image)) && !endswith(var.image, ":latest")
    error_message = "image must end in a digest (@sha256:…) or in a version's tag, and not in :latest: a task that restarts at night must be the one that was tested."
  }
}

variable "vpc_id" {
  description = "The VPC of the tasks."
  type        = string
  validation {
    condition     = can(regex("^vpc-[0-9a-f]+$", var.vpc_id))
    error_message = "vpc_id must be the id of a VPC, such as vpc-0123456789abcdef0."
  }
}

variable "subnet_ids" {
  description = "Subnets of the tasks, private ones with a NAT gateway or with the endpoints that examples/complete shows. Two Availability Zones or more."
  type        = list(string)
  validation {
    condition     = length(var.subnet_ids) >= 1 && alltrue([for id in var.subnet_ids : can(regex("^subnet-[0-9a-f]+$", id))])
    error_message = "subnet_ids must be ids of subnets, such as subnet-0123456789abcdef0, and at least one."
  }
}

variable "assign_public_ip" {
  description = "Whether the tasks get public addresses: only for public subnets without NAT gateway. Nothing may connect to them either way."
  type        = bool
  default     = false
}

variable "egress_cidr_blocks" {
  description = "Where the tasks may connect to, on port 443 alone. Narrow it to the VPC where it has endpoints."
  type        = set(string)
  default     = ["0.0.0.0/0"]
  validation {
    condition     = alltrue([for block in var.egress_cidr_blocks : try(cidrsubnet(block, 0, 0) == block, false) && can(cidrnetmask(block))])
    error_message = "egress_cidr_blocks must be IPv4 blocks by their first address, such as 10.0.0.0/16 (and not 10.0.0.1/16)."
  }
}

variable "egress_prefix_list_ids" {
  description = "Prefix lists the tasks may connect to besides, by any name of yours: those of the gateway endpoints for S3 and DynamoDB."
  type        = map(string)
  default     = {}
}

variable "process_size" {
  description = "CPU units and MiB of memory of a consumer, as Fargate has them."
  type        = object({ cpu = number, memory = number })
  default     = { cpu = 512, memory = 1024 }
  validation {
    condition     = try(contains(local.fargate_memory[var.process_size.cpu], var.process_size.memory), false)
    error_message = "process_size must be a pair that Fargate has, such as { cpu = 512, memory = 1024 }: each cpu goes with its own steps of memory."
  }
}

variable "process_count" {
  description = "Consumers at least and at most. More are started while the stream is behind; more than the stream has shards are of no use."
  type        = object({ min = number, max = number })
  default     = { min = 1, max = 4 }
  validation {
    condition     = var.process_count.min >= 1 && var.process_count.max >= var.process_count.min
    error_message = "process_count must have a min of at least 1 and a max that is not below it."
  }
}

variable "sweep_size" {
  description = "CPU units and MiB of memory of a sweep, as Fargate has them."
  type        = object({ cpu = number, memory = number })
  default     = { cpu = 256, memory = 512 }
  validation {
    condition     = try(contains(local.fargate_memory[var.sweep_size.cpu], var.sweep_size.memory), false)
    error_message = "sweep_size must be a pair that Fargate has, such as { cpu = 256, memory = 512 }: each cpu goes with its own steps of memory."
  }
}

variable "sweep_schedule" {
  description = "When sweeps start: a rate or cron expression of EventBridge Scheduler, in UTC."
  type        = string
  default     = "rate(15 minutes)"
  validation {
    condition     = can(regex("^(rate|cron)\\(.+\\)$", var.sweep_schedule))
    error_message = "sweep_schedule must be a rate or cron expression, such as rate(15 minutes)."
  }
}

variable "settings" {
  description = "Further settings by command, as environment variables: { process = { NINETY_GRANULARITY = \"10m\" } }. They win over the module's own."
  type        = map(map(string))
  default     = {}
  validation {
    condition     = alltrue([for command in keys(var.settings) : contains(["process", "sweep"], command)])
    error_message = "settings must be by command: process, sweep."
  }
  validation {
    condition     = alltrue(flatten([for values in values(var.settings) : [for key in keys(values) : can(regex("^NINETY_[A-Z_]+$", key))]]))
    error_message = "settings must be NINETY_… variables: the AWS SDK's own are not for overriding here."
  }
}

# When an alarm is raised

variable "alarm_limits" {
  description = "Minutes: how far the consumer may be behind its stream, the horizon behind the clock, how old a heartbeat and an unread alert may be, and in which time a sweep must have run (rounded up to five minutes; more than the schedule's pause). Whole minutes up to 1,440."
  type = object({
    stream_behind = optional(number, 15)
    horizon       = optional(number, 60)
    heartbeat     = optional(number, 30)
    alert_unread  = optional(number, 60)
    sweep_within  = optional(number, 60)
  })
  default = {}
  validation {
    condition     = alltrue([for minutes in values(var.alarm_limits) : minutes >= 1 && minutes <= 1440 && floor(minutes) == minutes])
    error_message = "alarm_limits must be whole minutes, 1 to 1440."
  }
  validation {
    condition     = var.alarm_limits.horizon >= 16 && var.alarm_limits.horizon <= 75
    error_message = "alarm_limits.horizon must be from 16 to 75: the horizon always trails the clock by the 15 minutes that CloudTrail may take for an event, and by more than 75 a silence would become a gap before it is reported."
  }
}

variable "users_exempt_alarm" {
  description = "How many users may be exempt before an alarm is raised; no alarm where null. Exemptions are for break-glass and service users, some dozens at most: more are mostly a pattern such as *@example.com, which keeps everybody out of the alerts."
  type        = number
  default     = 50
  validation {
    condition     = var.users_exempt_alarm == null || try(var.users_exempt_alarm >= 0 && floor(var.users_exempt_alarm) == var.users_exempt_alarm, false)
    error_message = "users_exempt_alarm must be a whole number of users, 0 for an alarm on the first, or null for none."
  }
}

variable "user_events_alarm_hours" {
  description = "After how many hours without a single event about a user an alarm is raised, by kind: all, sign-in, portal-activity, password-reset, user-created, user-deleted, user-disabled, user-enabled, user-updated. Longer than your longest holiday, a week (168) at the most. No alarm where null: in a directory so small that such hours are usual."
  type        = map(number)
  default     = { all = 96, sign-in = 120 }
  validation {
    condition     = alltrue([for kind in keys(coalesce(var.user_events_alarm_hours, {})) : contains(["all", "sign-in", "portal-activity", "password-reset", "user-created", "user-deleted", "user-disabled", "user-enabled", "user-updated"], kind)])
    error_message = "user_events_alarm_hours names kinds of events that there are not."
  }
  validation {
    condition     = alltrue([for hours in values(coalesce(var.user_events_alarm_hours, {})) : try(hours >= 1 && hours <= 168 && floor(hours) == hours, false)])
    error_message = "user_events_alarm_hours must be whole hours, 1 to 168, the most that CloudWatch looks back."
  }
}
