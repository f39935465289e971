# The policy: thresholds, rules and graces by which users are judged. The sweep stores each change with its day.

variable "inactivity_days" {
  description = "Days without activity after which an alert about the user is sent (8.2.6): warning, breach, escalated."
  type        = list(number)
  default     = [86, 90, 97]
  validation {
    condition     = try(length(var.inactivity_days) == 3 && var.inactivity_days[0] >= 1 && var.inactivity_days[0] < var.inactivity_days[1] && var.inactivity_days[1] < var.inactivity_days[2], false)
    error_message = "inactivity_days must be three rising numbers of days: warning, breach, escalated."
  }
  validation {
    condition     = try(var.inactivity_days[1] <= 90, false)
    error_message = "The second of inactivity_days must be at most 90: PCI DSS 8.2.6 requires that accounts are removed or disabled within 90 days."
  }
  validation {
    condition     = alltrue([for days in var.inactivity_days : floor(days) == days])
    error_message = "inactivity_days must be whole days."
  }
  validation {
    condition     = alltrue([for days in var.inactivity_days : days <= 3650])
    error_message = "inactivity_days must be at most 3650: the sweep accepts no more."
  }
}

variable "inactivity_from" {
  description = "Activity from which inactivity is counted: last-activity (sign-in or use of the portal) or last-authenticated (sign-in alone)."
  type        = string
  default     = "last-activity"
  validation {
    condition     = contains(["last-activity", "last-authenticated"], var.inactivity_from)
    error_message = "inactivity_from must be last-activity or last-authenticated."
  }
}

variable "password_days" {
  description = "Age of a password in days at which an alert about its user is sent (8.3.9): warning, breach, escalated."
  type        = list(number)
  default     = [86, 90, 97]
  validation {
    condition     = try(length(var.password_days) == 3 && var.password_days[0] >= 1 && var.password_days[0] < var.password_days[1] && var.password_days[1] < var.password_days[2], false)
    error_message = "password_days must be three rising numbers of days: warning, breach, escalated."
  }
  validation {
    condition     = try(var.password_days[1] <= 90, false)
    error_message = "The second of password_days must be at most 90: PCI DSS 8.3.9 requires that such passwords are changed at least every 90 days."
  }
  validation {
    condition     = alltrue([for days in var.password_days : floor(days) == days])
    error_message = "password_days must be whole days."
  }
  validation {
    condition     = alltrue([for days in var.password_days : days <= 3650])
    error_message = "password_days must be at most 3650: the sweep accepts no more."
  }
}

variable "password_rule" {
  description = "Passwords to which 8.3.9 is applied: single-factor (those that are the only factor) or always (all)."
  type        = string
  default     = "single-factor"
  validation {
    condition     = contains(["single-factor", "always"], var.password_rule)
    error_message = "password_rule must be single-factor or always."
  }
}

variable "email_code" {
  description = "Whether a mailed code beside the password counts as a second factor: no-factor (according to AWS it does not meet the bar of multi-factor authentication) or factor."
  type        = string
  default     = "no-factor"
  validation {
    condition     = contains(["no-factor", "factor"], var.email_code)
    error_message = "email_code must be no-factor or factor."
  }
}

variable "email_reset" {
  description = "Whether a mailed link to reset a password counts as a new password: does-not-count (no event shows whether the link was followed) or counts (as in the predecessor; reports mention it)."
  type        = string
  default     = "does-not-count"
  validation {
    condition     = contains(["does-not-count", "counts"], var.email_reset)
    error_message = "email_reset must be does-not-count or counts."
  }
}

variable "revocation_grace_hours" {
  description = "Hours after a disabling or deletion in which the use of an old session is not reported (8.2.5). AWS ends sessions within the hour. A sign-in is always reported at once."
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
  description = "Limit of alerts an hour for the first sweeps after an upgrade, so that a corrected rule does not flood the SIEM; at least 10. Alerts above it wait for the next hour, and none is dropped."
  type        = number
  default     = 1000
  validation {
    condition     = var.first_sweep_limit >= 10 && var.first_sweep_limit <= 100000 && floor(var.first_sweep_limit) == var.first_sweep_limit
    error_message = "first_sweep_limit must be a whole number from 10 to 100000."
  }
}
