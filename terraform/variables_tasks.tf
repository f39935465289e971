# Where and how it runs

variable "image" {
  description = "Container image of ninety for ARM64, by digest or by a version's tag. The module grants the rights to pull it where it is in ECR."
  type        = string
  validation {
    condition     = can(regex("^[^\\s:@]+(:[0-9]+/[^\\s:@]+)?(@sha256:[0-9a-f]{64}|:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})$", var.image)) && !endswith(var.image, ":latest")
    error_message = "image must end in a digest (@sha256:…) or in a version's tag, and not in :latest: a task that restarts at night must be the one that was tested."
  }
}

variable "vpc_id" {
  description = "VPC of the tasks."
  type        = string
  validation {
    condition     = can(regex("^vpc-[0-9a-f]+$", var.vpc_id))
    error_message = "vpc_id must be the id of a VPC, such as vpc-0123456789abcdef0."
  }
}

variable "subnet_ids" {
  description = "Subnets of the tasks: private ones with a NAT gateway or with the endpoints that examples/complete shows, in two Availability Zones or more."
  type        = list(string)
  validation {
    condition     = length(var.subnet_ids) >= 1 && alltrue([for id in var.subnet_ids : can(regex("^subnet-[0-9a-f]+$", id))])
    error_message = "subnet_ids must be ids of subnets, such as subnet-0123456789abcdef0, and at least one."
  }
}

variable "assign_public_ip" {
  description = "Whether the tasks get public addresses. Only for public subnets without a NAT gateway. Nothing can connect to the tasks either way."
  type        = bool
  default     = false
}

variable "egress_cidr_blocks" {
  description = "IPv4 blocks to which the tasks may connect, on port 443 alone. Narrow it to the VPC where it has endpoints."
  type        = set(string)
  default     = ["0.0.0.0/0"]
  validation {
    condition     = alltrue([for block in var.egress_cidr_blocks : try(cidrsubnet(block, 0, 0) == block, false) && can(cidrnetmask(block))])
    error_message = "egress_cidr_blocks must be IPv4 blocks by their first address, such as 10.0.0.0/16 (and not 10.0.0.1/16)."
  }
}

variable "egress_prefix_list_ids" {
  description = "Further prefix lists to which the tasks may connect, by any name of yours: those of the gateway endpoints for S3 and DynamoDB."
  type        = map(string)
  default     = {}
}

variable "process_size" {
  description = "CPU units and MiB of memory of a consumer, in a combination that Fargate offers."
  type        = object({ cpu = number, memory = number })
  default     = { cpu = 512, memory = 1024 }
  validation {
    condition     = try(contains(local.fargate_memory[var.process_size.cpu], var.process_size.memory), false)
    error_message = "process_size must be a combination that Fargate offers, such as { cpu = 512, memory = 1024 }: each cpu goes with its own steps of memory."
  }
}

variable "process_count" {
  description = "Consumers at least and at most. More are started while the stream is behind. Consumers beyond the number of shards have nothing to do."
  type        = object({ min = number, max = number })
  default     = { min = 1, max = 4 }
  validation {
    condition     = var.process_count.min >= 1 && var.process_count.max >= var.process_count.min
    error_message = "process_count must have a min of at least 1 and a max that is not below it."
  }
}

variable "sweep_size" {
  description = "CPU units and MiB of memory of a sweep, in a combination that Fargate offers."
  type        = object({ cpu = number, memory = number })
  default     = { cpu = 256, memory = 512 }
  validation {
    condition     = try(contains(local.fargate_memory[var.sweep_size.cpu], var.sweep_size.memory), false)
    error_message = "sweep_size must be a combination that Fargate offers, such as { cpu = 256, memory = 512 }: each cpu goes with its own steps of memory."
  }
}

variable "sweep_schedule" {
  description = "Rate or cron expression of EventBridge Scheduler, in UTC, by which sweeps start."
  type        = string
  default     = "rate(15 minutes)"
  validation {
    condition     = can(regex("^(rate|cron)\\(.+\\)$", var.sweep_schedule))
    error_message = "sweep_schedule must be a rate or cron expression, such as rate(15 minutes)."
  }
}

variable "import_size" {
  description = "CPU units and MiB of memory of an import, in a combination that Fargate offers."
  type        = object({ cpu = number, memory = number })
  default     = { cpu = 256, memory = 1024 }
  validation {
    condition     = try(contains(local.fargate_memory[var.import_size.cpu], var.import_size.memory), false)
    error_message = "import_size must be a combination that Fargate offers, such as { cpu = 256, memory = 1024 }: each cpu goes with its own steps of memory."
  }
}

variable "import_schedule" {
  description = "Rate or cron expression of EventBridge Scheduler, in UTC, by which the directory's list of users is compared with the table, once in two days at the least. A rate starts at once, so that all users are known right after the installation. Null: no import, where the directory may not be listed; then give a file of its users to ninety import by hand."
  type        = string
  default     = "rate(1 day)"
  validation {
    condition     = var.import_schedule == null || can(regex("^(rate|cron)\\(.+\\)$", var.import_schedule))
    error_message = "import_schedule must be a rate or cron expression, such as rate(1 day), or null."
  }
}

variable "replay_size" {
  description = "CPU units and MiB of memory of a replay, in a combination that Fargate offers."
  type        = object({ cpu = number, memory = number })
  default     = { cpu = 256, memory = 1024 }
  validation {
    condition     = try(contains(local.fargate_memory[var.replay_size.cpu], var.replay_size.memory), false)
    error_message = "replay_size must be a combination that Fargate offers, such as { cpu = 256, memory = 1024 }: each cpu goes with its own steps of memory."
  }
}

variable "replay_gaps_schedule" {
  description = "Rate or cron expression of EventBridge Scheduler, in UTC, by which the gaps of coverage are read and mended, once in two days at the least. Null: gaps stay until somebody replays or attests them."
  type        = string
  default     = "rate(6 hours)"
  validation {
    condition     = var.replay_gaps_schedule == null || can(regex("^(rate|cron)\\(.+\\)$", var.replay_gaps_schedule))
    error_message = "replay_gaps_schedule must be a rate or cron expression, such as rate(6 hours), or null."
  }
}

variable "replay_day_schedule" {
  description = "Cron expression of EventBridge Scheduler, in UTC, once a day, by which the events of yesterday are counted that never came by the stream. Some hours after midnight, so that late ones are not taken for lost. Null: nobody counts them."
  type        = string
  default     = "cron(0 6 * * ? *)"
  validation {
    condition     = var.replay_day_schedule == null || can(regex("^(rate|cron)\\(.+\\)$", var.replay_day_schedule))
    error_message = "replay_day_schedule must be a rate or cron expression, such as cron(0 6 * * ? *), or null."
  }
}

variable "replay_archive_uri" {
  description = "Where the replays find CloudTrail's log files, such as s3://trail-logs or s3://trail-logs/AWSLogs/o-1a2b3c4d5e. Of a bucket in another account, and of its key in any, the owner must let the role in (output role_arns). Null: they read CloudTrail's event history, which has the last 90 days."
  type        = string
  default     = null
  validation {
    condition     = var.replay_archive_uri == null || can(regex("^s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[^/]+)*/?$", var.replay_archive_uri))
    error_message = "replay_archive_uri must be s3://BUCKET or s3://BUCKET/PREFIX, or null."
  }
}

variable "replay_archive_proof" {
  description = "On what it rests that days of replay_archive_uri count as covered where they fill a gap. digests: CloudTrail's digest files prove each day, which needs a trail with log file validation. stated: you state that the archive has every log file of a trail that logs all management events; a wrong word passes users who did not come. none: what is read proves facts, and no day is covered."
  type        = string
  default     = "none"
  nullable    = false
  validation {
    condition     = contains(["digests", "stated", "none"], var.replay_archive_proof)
    error_message = "replay_archive_proof must be digests, stated or none."
  }
}

variable "import_contacts" {
  description = "Whether imports keep each user's e-mail address, manager and department too. They are personal data."
  type        = bool
  default     = false
}

variable "settings" {
  description = "Further settings by command, as environment variables: { process = { NINETY_GRANULARITY = \"10m\" } }. They override the module's own."
  type        = map(map(string))
  default     = {}
  validation {
    condition     = alltrue([for command in keys(var.settings) : contains(["process", "sweep", "import", "replay"], command)])
    error_message = "settings must be by command: process, sweep, import, replay."
  }
  validation {
    condition     = alltrue(flatten([for values in values(var.settings) : [for key in keys(values) : can(regex("^NINETY_[A-Z_]+$", key))]]))
    error_message = "settings must be NINETY_… variables: the AWS SDK's own cannot be overridden here."
  }
}
