output "alert_queue_url" {
  description = "URL of the queue from which the SIEM reads alerts."
  value       = aws_sqs_queue.alerts.url
}

output "alert_queue_arn" {
  description = "ARN of the queue from which the SIEM reads alerts, for the SIEM's own role."
  value       = aws_sqs_queue.alerts.arn
}

output "dead_letter_queue_urls" {
  description = "URLs of the dead-letter queues: undelivered (of EventBridge), dead-letters (of the consumer), unstarted (of the scheduler), alerts-unread (of the SIEM)."
  value       = merge({ for key, queue in aws_sqs_queue.dead_letters : key => queue.url }, { alerts-unread = aws_sqs_queue.alerts_unread.url })
}

output "users_table" {
  description = "Name of the users table: --table of `ninety users` and `ninety exempt`."
  value       = aws_dynamodb_table.users.name
}

output "users_table_arn" {
  description = "ARN of the users table."
  value       = aws_dynamodb_table.users.arn
}

output "lease_tables" {
  description = "ARNs of the tables that the Kinesis Client Library makes by itself, where it has made them. Terraform does not destroy them."
  value       = local.arn.lease_tables
}

output "stream" {
  description = "Name of the stream."
  value       = aws_kinesis_stream.events.name
}

output "stream_arn" {
  description = "ARN of the stream."
  value       = aws_kinesis_stream.events.arn
}

output "event_bus_arn" {
  description = "ARN of the bus to which modules/forwarding sends. Null without forwarding_account_ids."
  value       = one(aws_cloudwatch_event_bus.forwarded[*].arn)

  # AWS checks the sender against the policy of the bus when the sending rule's target is made.
  depends_on = [aws_cloudwatch_event_bus_policy.forwarded]
}

output "key_arns" {
  description = "ARNs of the keys by purpose: data, alerts (the SIEM's role needs kms:Decrypt on it), logs."
  value       = { for purpose, key in aws_kms_key.purpose : purpose => key.arn }
}

output "signing_key_arn" {
  description = "ARN of the key that signs alerts. Null without signing_key."
  value       = one(aws_kms_key.signing[*].arn)
}

output "signing_public_key" {
  description = "Public half of the signing key in PEM, for `ninety verify` and the SIEM. Null without signing_key."
  value       = one(data.aws_kms_public_key.signing[*].public_key_pem)
}

output "alarm_topic_arn" {
  description = "ARN of the topic that gets all alarms. Subscribe people to it."
  value       = aws_sns_topic.alarms.arn
}

output "dashboard_url" {
  description = "URL of the dashboard in the console."
  value       = "https://${local.region}.console.aws.amazon.com/cloudwatch/home?region=${local.region}#dashboards/dashboard/${aws_cloudwatch_dashboard.this.dashboard_name}"
}

output "role_arns" {
  description = "ARNs of the roles of the tasks, by command. modules/directory trusts those of sweep, import and replay."
  value       = { for task, role in aws_iam_role.task : task => role.arn }
}

output "reading_policy_arn" {
  description = "ARN of the policy for people who run `ninety users`, `ninety exempt list` and `ninety coverage`. It allows reading alone."
  value       = aws_iam_policy.reading.arn
}

output "exempting_policy_arn" {
  description = "ARN of the policy for people who run `ninety exempt add` and `remove`, `ninety coverage attest`, `lost` and `revoke`. It allows reading, and writing exemptions and attestations alone."
  value       = aws_iam_policy.exempting.arn
}

output "replaying_policy_arn" {
  description = "ARN of the policy for the few who run `ninety replay`. It allows reading archive_bucket_arns and CloudTrail's event history, and writing users' records and of which time archived logs were read."
  value       = aws_iam_policy.replaying.arn
}

output "redriving_policy_arn" {
  description = "ARN of the policy for the few who run `ninety redrive`. It allows taking from the queues of what was given up, and writing users' records and the stream."
  value       = aws_iam_policy.redriving.arn
}

output "log_groups" {
  description = "Names of the log groups by task."
  value       = { for task, group in aws_cloudwatch_log_group.task : task => group.name }
}
