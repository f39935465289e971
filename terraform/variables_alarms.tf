# When an alarm is raised

variable "alarm_limits" {
  description = "Limits of the alarms in whole minutes, up to 1,440: how far the consumer may be behind its stream and the horizon behind the clock, how old a heartbeat and an unread alert may be, and within which time a sweep must have run (rounded up to five minutes; more than the interval of sweep_schedule)."
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
    error_message = "alarm_limits.horizon must be from 16 to 75: the horizon is always behind the clock by the 15 minutes that CloudTrail may take for an event, and above 75 a silence would become a gap before it is reported."
  }
}

variable "users_exempt_alarm" {
  description = "Number of exempt users above which an alarm is raised. Null: no alarm. Exemptions are for break-glass and service users, some dozens at most. A larger number mostly comes from a pattern such as *@example.com, which keeps everybody out of the alerts."
  type        = number
  default     = 50
  validation {
    condition     = var.users_exempt_alarm == null || try(var.users_exempt_alarm >= 0 && floor(var.users_exempt_alarm) == var.users_exempt_alarm, false)
    error_message = "users_exempt_alarm must be a whole number of users, 0 for an alarm on the first, or null for none."
  }
}

variable "directory_differences_alarm" {
  description = "Number of users about whom the directory says otherwise than events did, above which an import raises an alarm. Null: no alarm. A few can be changes of the last minutes, whose events are still on their way."
  type        = number
  default     = 10
  validation {
    condition     = var.directory_differences_alarm == null || try(var.directory_differences_alarm >= 0 && floor(var.directory_differences_alarm) == var.directory_differences_alarm, false)
    error_message = "directory_differences_alarm must be a whole number of users, 0 for an alarm on the first, or null for none."
  }
}

variable "events_missed_alarm" {
  description = "Number of events of a day that never came by the stream, above which an alarm is raised; 0 for an alarm on the first. Null: no alarm. EventBridge delivers CloudTrail's events by best effort, and what is found missing has been mended when the alarm comes."
  type        = number
  default     = null
  validation {
    condition     = var.events_missed_alarm == null || try(var.events_missed_alarm >= 0 && floor(var.events_missed_alarm) == var.events_missed_alarm, false)
    error_message = "events_missed_alarm must be a whole number of events, 0 for an alarm on the first, or null for none."
  }
}

variable "user_events_alarm_hours" {
  description = "Hours without a single event about a user after which an alarm is raised, by kind: all, sign-in, portal-activity, password-reset, user-created, user-deleted, user-disabled, user-enabled, user-updated. Longer than your longest holiday, a week (168) at the most. Null: no alarm, for a directory so small that such silence is usual."
  type        = map(number)
  default     = { all = 96, sign-in = 120 }
  validation {
    condition     = alltrue([for kind in keys(coalesce(var.user_events_alarm_hours, {})) : contains(["all", "sign-in", "portal-activity", "password-reset", "user-created", "user-deleted", "user-disabled", "user-enabled", "user-updated"], kind)])
    error_message = "user_events_alarm_hours names a kind of events that does not exist."
  }
  validation {
    condition     = alltrue([for hours in values(coalesce(var.user_events_alarm_hours, {})) : try(hours >= 1 && hours <= 168 && floor(hours) == hours, false)])
    error_message = "user_events_alarm_hours must be whole hours, 1 to 168, the most that CloudWatch looks back."
  }
}
