# The stream

variable "stream_shards" {
  description = "Shards of a provisioned stream. Null: the stream is on-demand. One shard carries 1 MB or 1,000 events a second: Monday's peak of some 100,000 users."
  type        = number
  default     = null
  validation {
    condition     = var.stream_shards == null || try(var.stream_shards >= 1 && floor(var.stream_shards) == var.stream_shards, false)
    error_message = "stream_shards must be a whole number of at least 1, or null for an on-demand stream."
  }
}

variable "stream_retention_hours" {
  description = "Hours for which the stream keeps an event. The consumer may be down for that long without loss."
  type        = number
  default     = 168
  validation {
    condition     = var.stream_retention_hours >= 24 && var.stream_retention_hours <= 8760
    error_message = "stream_retention_hours must be 24 to 8760."
  }
}

variable "retrieval" {
  description = "How the consumer reads the stream: polling, or fan-out (enhanced fan-out, for streams with further consumers; it costs more)."
  type        = string
  default     = "polling"
  validation {
    condition     = contains(["polling", "fan-out"], var.retrieval)
    error_message = "retrieval must be polling or fan-out."
  }
}

# State and alerts

variable "users_table_name" {
  description = "Name of the users table where it is a restored one that was imported (docs/runbook.md, Restoring the users table). Null: name and -users. A change without an import replaces the table."
  type        = string
  default     = null
  validation {
    condition     = var.users_table_name == null || can(regex("^[A-Za-z0-9_.-]{3,255}$", var.users_table_name))
    error_message = "users_table_name must be a table's name: 3 to 255 letters, digits, and _ . -"
  }
}

variable "deletion_protection" {
  description = "Whether the users table refuses to be destroyed. Set it to false in an apply of its own before destroying."
  type        = bool
  default     = true
}

variable "alerts_fifo" {
  description = "Whether the alert queue is FIFO: the alerts of a finding stay in order, and repeats within five minutes are dropped. A change replaces the queue."
  type        = bool
  default     = true
}

variable "alert_format" {
  description = "Format of the alerts: ocsf (OCSF 1.8.0 Compliance Finding), legacy (the predecessor's) or text."
  type        = string
  default     = "ocsf"
  validation {
    condition     = contains(["ocsf", "legacy", "text"], var.alert_format)
    error_message = "alert_format must be ocsf, legacy or text."
  }
}

variable "siem_principal_arns" {
  description = "Roles and users, of other accounts too, that may read, delete and decrypt alerts."
  type        = set(string)
  default     = []
  validation {
    condition     = alltrue([for arn in var.siem_principal_arns : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/[^*]+$", arn))])
    error_message = "siem_principal_arns must be ARNs of roles or users, without wildcards, such as arn:aws:iam::444455556666:role/siem-reader. A whole account can't be named: anyone in it could read the alerts."
  }
}

variable "signing_key" {
  description = "Whether alerts are signed (ES256) with a KMS key that never leaves KMS. The output signing_public_key has its public half."
  type        = bool
  default     = false
}

# Keys and logs

variable "key_deletion_days" {
  description = "Days between the destruction of a key and its deletion by KMS. Until then it can be recovered."
  type        = number
  default     = 30
  validation {
    condition     = var.key_deletion_days >= 7 && var.key_deletion_days <= 30
    error_message = "key_deletion_days must be 7 to 30, the range of KMS."
  }
}

variable "key_rotation_days" {
  description = "Days after which KMS gives the keys new material. Old data stays readable. The signing key is not rotated: KMS rotates symmetric keys only."
  type        = number
  default     = 365
  validation {
    condition     = var.key_rotation_days >= 90 && var.key_rotation_days <= 2560
    error_message = "key_rotation_days must be 90 to 2560, the range of KMS."
  }
}

variable "log_retention_days" {
  description = "Days for which the logs of the tasks are kept. PCI DSS 10.5.1 requires twelve months."
  type        = number
  default     = 365
  validation {
    condition     = contains([365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be at least 365 (PCI DSS 10.5.1) and a number that CloudWatch Logs accepts: 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}
