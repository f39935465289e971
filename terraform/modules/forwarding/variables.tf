variable "name" {
  description = "The name of the installation that events are sent to: its bus lets in rules whose names begin with it."
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

variable "event_bus_arn" {
  description = "The bus to send to: the installation's output event_bus_arn."
  type        = string
  validation {
    condition     = can(regex("^arn:[a-z-]+:events:[a-z0-9-]+:[0-9]{12}:event-bus/.+$", var.event_bus_arn))
    error_message = "event_bus_arn must be the ARN of an event bus, such as arn:aws:events:eu-central-1:111122223333:event-bus/ninety-forwarded."
  }
}

variable "alarm_topic_arn" {
  description = "A topic of this Region that gets an alarm when an event could not be sent; none where null."
  type        = string
  default     = null
  validation {
    condition     = var.alarm_topic_arn == null || can(regex("^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:.+$", var.alarm_topic_arn))
    error_message = "alarm_topic_arn must be the ARN of an SNS topic."
  }
}

variable "sign_of_life_role" {
  description = "Whether to make the role under which the installation's sweep gives signs of life in this account. False for all Regions of an account but one, and in the installation's own account, which has it."
  type        = bool
  default     = true
}
