output "region" {
  description = "Region that forwards: one of the installation's heartbeat_regions."
  value       = local.region
}

output "unsent_queue_url" {
  description = "URL of the queue of events that could not be sent."
  value       = aws_sqs_queue.unsent.url
}
