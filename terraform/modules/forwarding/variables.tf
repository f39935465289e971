variable "name" {
  description = "Name of the installation to which events are sent. Its bus accepts rules whose names begin with it."
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
  description = "Bus to which events are sent: the installation's output event_bus_arn."
  type        = string
  validation {
    condition     = can(regex("^arn:[a-z-]+:events:[a-z0-9-]+:[0-9]{12}:event-bus/.+$", var.event_bus_arn))
    error_message = "event_bus_arn must be the ARN of an event bus, such as arn:aws:events:eu-central-1:111122223333:event-bus/ninety-forwarded."
  }
}

variable "alarm_topic_arn" {
  description = "Topic of this Region that gets an alarm when an event could not be sent. Null: no alarm."
  type        = string
  default     = null
  validation {
    condition     = var.alarm_topic_arn == null || can(regex("^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:.+$", var.alarm_topic_arn))
    error_message = "alarm_topic_arn must be the ARN of an SNS topic."
  }
}

variable "sign_of_life_role" {
  description = "Whether the module makes the role under which the installation's sweep gives signs of life in this account. Set it to true in one Region of an account only, and to false in the installation's own account, which has the role."
  type        = bool
  default     = true
}
