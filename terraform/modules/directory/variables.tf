variable "name" {
  description = "Name of the installation whose tasks ask."
  type        = string
  default     = "ninety"
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be that of the installation: 3 to 24 lower-case letters, digits and dashes."
  }
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

variable "identity_store_id" {
  description = "Identity store that tasks may ask, such as d-1234567890."
  type        = string
  validation {
    condition     = can(regex("^(d-[0-9a-f]{10}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$", var.identity_store_id))
    error_message = "identity_store_id must be an identity store's id, such as d-1234567890."
  }
}

variable "identity_center_account_id" {
  description = "Account of the Identity Center instance: the management account where this one is the delegated administrator's. Null: this account."
  type        = string
  default     = null
  validation {
    condition     = var.identity_center_account_id == null || can(regex("^[0-9]{12}$", var.identity_center_account_id))
    error_message = "identity_center_account_id must have 12 digits."
  }
}

variable "directory_key_arn" {
  description = "Customer managed key that encrypts the directory of Identity Center. Null: AWS's own key encrypts it. The key's policy must allow its use as well."
  type        = string
  default     = null
  validation {
    condition     = var.directory_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.directory_key_arn))
    error_message = "directory_key_arn must be the ARN of a key (not of an alias), such as arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab."
  }
}

variable "installation_account_id" {
  description = "Account of the installation whose tasks ask. It may be this one."
  type        = string
  validation {
    condition     = can(regex("^[0-9]{12}$", var.installation_account_id))
    error_message = "installation_account_id must have 12 digits."
  }
}
