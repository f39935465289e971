variable "name" {
  description = "Prefix of every resource's name. One account and Region can hold several installations under different names."
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
  description = "Identity store whose users are watched, such as d-1234567890. Events that name another store are ignored."
  type        = string
  validation {
    condition     = can(regex("^(d-[0-9a-f]{10}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$", var.identity_store_id))
    error_message = "identity_store_id must be an identity store's id, such as d-1234567890: the console shows it under Settings, Identity source."
  }
}

variable "identity_center_account_id" {
  description = "Account of the Identity Center instance, as alerts name it: the management account where the instance is an organization's. Null: this account."
  type        = string
  default     = null
  validation {
    condition     = var.identity_center_account_id == null || can(regex("^[0-9]{12}$", var.identity_center_account_id))
    error_message = "identity_center_account_id must have 12 digits."
  }
}

variable "directory_role_arn" {
  description = "Role that the sweep and the import assume to ask the directory: the output role_arn of modules/directory in the account of the Identity Center instance or of its delegated administrator. Null: the instance is in this account."
  type        = string
  default     = null
  validation {
    condition     = var.directory_role_arn == null || can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/.+$", var.directory_role_arn))
    error_message = "directory_role_arn must be the ARN of a role, such as arn:aws:iam::111122223333:role/ninety-directory."
  }
}

variable "directory_key_arn" {
  description = "Customer managed key that encrypts the directory of Identity Center. Null: AWS's own key encrypts it. With directory_role_arn, set it in modules/directory instead. The key's policy must allow its use as well."
  type        = string
  default     = null
  validation {
    condition     = var.directory_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.directory_key_arn))
    error_message = "directory_key_arn must be the ARN of a key (not of an alias), such as arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab."
  }
}

variable "directory_region" {
  description = "Region of the identity store, where the sweep and the import ask. Null: this Region."
  type        = string
  default     = null
  validation {
    condition     = var.directory_region == null || can(regex("^[a-z]{2,4}(-[a-z]+){1,3}-[0-9]{1,2}$", var.directory_region))
    error_message = "directory_region must be a Region, such as eu-central-1."
  }
}

variable "forwarding_account_ids" {
  description = "Accounts from which modules/forwarding may send events here; this account too, where another of its Regions forwards. Empty: the bus for forwarded events is not made."
  type        = set(string)
  default     = []
  validation {
    condition     = alltrue([for id in var.forwarding_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "forwarding_account_ids must be account ids of 12 digits."
  }
}

variable "accounts" {
  description = "Further accounts whose events count: those that hand events to this account's default bus by rules of their own. This account, identity_center_account_id, the account of directory_role_arn and forwarding_account_ids always count. An event of any other account goes to the dead letters with the reason untrusted-source and raises the alarm records-untrusted."
  type        = set(string)
  default     = []
  validation {
    condition     = alltrue([for id in var.accounts : can(regex("^[0-9]{12}$", id))])
    error_message = "accounts must be account ids of 12 digits."
  }
}

variable "history_role_arns" {
  description = "Roles of other accounts, one an account, under which `ninety replay` may read their CloudTrail event history. Each must allow `cloudtrail:LookupEvents` and trust whoever replays."
  type        = set(string)
  default     = []
  validation {
    condition     = alltrue([for arn in var.history_role_arns : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/.+$", arn))])
    error_message = "history_role_arns must be ARNs of roles, such as arn:aws:iam::444455556666:role/ninety-history."
  }
}

variable "archive_bucket_arns" {
  description = "Buckets with a trail's log files, which `ninety replay` may read. A bucket of another account, and the key that encrypts it, must let the caller in themselves."
  type        = set(string)
  default     = []
  validation {
    condition     = alltrue([for arn in var.archive_bucket_arns : can(regex("^arn:[a-z-]+:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", arn))])
    error_message = "archive_bucket_arns must be ARNs of buckets, such as arn:aws:s3:::trail-logs."
  }
}

variable "heartbeat_here" {
  description = "Whether this account and Region send a heartbeat. Set it to false where Identity Center's events arise elsewhere and are forwarded: then only the heartbeat from there proves anything."
  type        = bool
  default     = true
}

variable "heartbeat_regions" {
  description = "Places that must give signs of life: this account and Region and those that forward, such as 111122223333/eu-central-1, or the Region alone where it can be of one account only. Null: this account and Region. A place that is missing here can fall silent unnoticed."
  type        = set(string)
  default     = null
  validation {
    condition     = var.heartbeat_regions == null || try(length(var.heartbeat_regions) > 0 && alltrue([for place in var.heartbeat_regions : can(regex("^([0-9]{12}/)?[a-z]{2,4}(-[a-z]+){1,3}-[0-9]{1,2}$", place))]), false)
    error_message = "heartbeat_regions must name at least one Region, such as eu-central-1 or 111122223333/eu-central-1."
  }
}

variable "no_sign_from" {
  description = "Places of heartbeat_regions that give no sign of life of CloudTrail, such as a Region whose STS endpoint the VPC does not reach. A trail or rule that stops there goes unnoticed, and each report names the place."
  type        = set(string)
  default     = []
  validation {
    condition     = alltrue([for place in var.no_sign_from : can(regex("^([0-9]{12}/)?[a-z]{2,4}(-[a-z]+){1,3}-[0-9]{1,2}$", place))])
    error_message = "no_sign_from must name Regions, such as eu-central-1 or 111122223333/eu-central-1."
  }
}
