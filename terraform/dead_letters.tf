# The queues of what each stage had to give up, with an alarm on each.

locals {
  dead_letters = {
    undelivered  = "events that a rule could not deliver"
    dead-letters = "records that the consumer could not use, with the reason"
    unstarted    = "scheduled tasks that could not be started"
  }
}

resource "aws_sqs_queue" "dead_letters" {
  for_each = local.dead_letters

  name                      = "${var.name}-${each.key}"
  message_retention_seconds = 14 * 24 * 60 * 60
  kms_master_key_id         = aws_kms_key.purpose["data"].arn
  tags                      = var.tags
}

resource "aws_sqs_queue_policy" "dead_letters" {
  for_each = local.dead_letters

  queue_url = aws_sqs_queue.dead_letters[each.key].url
  policy    = jsonencode(local.dead_letter_policies[each.key])
}
