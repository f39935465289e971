# Whom queues, topic and bus let in

locals {
  dead_letter_policies = { for name in keys(local.dead_letters) : name => {
    Version = "2012-10-17"
    Statement = [for statement in [
      merge(local.https_only, { Action = "sqs:*", Resource = aws_sqs_queue.dead_letters[name].arn }),
      {
        Sid       = "RulesOfThisInstallation"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.dead_letters[name].arn
        Condition = { ArnEquals = { "aws:SourceArn" = concat(values(aws_cloudwatch_event_rule.feed)[*].arn, values(aws_cloudwatch_event_rule.events)[*].arn, values(aws_cloudwatch_event_rule.tampering)[*].arn, aws_cloudwatch_event_rule.heartbeat[*].arn, [aws_cloudwatch_event_rule.task_failed.arn]) } }
      },
    ] : statement if name == "undelivered" || statement.Effect == "Deny"]
  } }

  # Refuses plain HTTP to everybody.
  https_only = {
    Sid       = "HttpsOnly"
    Effect    = "Deny"
    Principal = "*"
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  }

  siem_reads = {
    Sid       = "SiemReads"
    Effect    = "Allow"
    Principal = { AWS = sort(var.siem_principal_arns) }
    Action    = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage"]
  }

  alerts_policy = {
    Version = "2012-10-17"
    Statement = [for statement in [
      merge(local.https_only, { Action = "sqs:*", Resource = aws_sqs_queue.alerts.arn }),
      merge(local.siem_reads, { Resource = aws_sqs_queue.alerts.arn }),
    ] : statement if statement.Effect == "Deny" || length(var.siem_principal_arns) > 0]
  }

  alerts_unread_policy = {
    Version   = "2012-10-17"
    Statement = [merge(local.https_only, { Action = "sqs:*", Resource = aws_sqs_queue.alerts_unread.arn })]
  }

  alarms_policy = {
    Version = "2012-10-17"
    Statement = [
      merge(local.https_only, { Action = "sns:Publish", Resource = aws_sns_topic.alarms.arn }),
      {
        Sid       = "AlarmsOfThisAccount"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms.arn
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      },
      # Without a condition: EventBridge supports none in a topic's policy.
      {
        Sid       = "FailedTasks"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms.arn
      },
    ]
  }

  # Lets in only rules that modules/forwarding made. Rules here match their events against the patterns again.
  forwarded_bus_policy = {
    Version = "2012-10-17"
    Statement = [for account in sort(var.forwarding_account_ids) : {
      Sid       = "ForwardedFrom${account}"
      Effect    = "Allow"
      Principal = { AWS = "arn:${local.partition}:iam::${account}:root" }
      Action    = "events:PutEvents"
      Resource  = one(aws_cloudwatch_event_bus.forwarded[*].arn)
      Condition = { ArnLike = { "aws:SourceArn" = "arn:${local.partition}:events:*:${account}:rule/${var.name}-*" } } # rules of any Region: a new Region needs no change here
    }]
  }
}
