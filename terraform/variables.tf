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
