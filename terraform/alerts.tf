# Alerts on their way to the SIEM.

locals {
  fifo = var.alerts_fifo ? ".fifo" : ""
}

resource "aws_sqs_queue" "alerts" {
  name       = "${var.name}-alerts${local.fifo}"
  fifo_queue = var.alerts_fifo
  # The deduplication id is the alert's id, not its text: that contains an age, which may differ in a repeat.
  content_based_deduplication = var.alerts_fifo ? false : null
  message_retention_seconds   = 14 * 24 * 60 * 60
  visibility_timeout_seconds  = 120
  receive_wait_time_seconds   = 20
  kms_master_key_id           = aws_kms_key.purpose["alerts"].arn
  tags                        = var.tags

  # After ten deliveries without a deletion the reader fails on the message, which in a FIFO queue blocks its
  # finding.
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.alerts_unread.arn
    maxReceiveCount     = 10
  })
}

resource "aws_sqs_queue" "alerts_unread" {
  name                        = "${var.name}-alerts-unread${local.fifo}"
  fifo_queue                  = var.alerts_fifo
  content_based_deduplication = var.alerts_fifo ? false : null
  message_retention_seconds   = 14 * 24 * 60 * 60
  kms_master_key_id           = aws_kms_key.purpose["alerts"].arn
  tags                        = var.tags
}

resource "aws_sqs_queue_redrive_allow_policy" "alerts_unread" {
  queue_url = aws_sqs_queue.alerts_unread.url

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.alerts.arn]
  })
}

resource "aws_sqs_queue_policy" "alerts" {
  queue_url = aws_sqs_queue.alerts.url
  policy    = jsonencode(local.alerts_policy)
}

resource "aws_sqs_queue_policy" "alerts_unread" {
  queue_url = aws_sqs_queue.alerts_unread.url
  policy    = jsonencode(local.alerts_unread_policy)
}
