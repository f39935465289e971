# One Region of one account, where events of IAM Identity Center arise, and the way from there to the
# installation's bus. The patterns are the installation's own.

# One rule for the events of users and our own signs of life, as at the installation: whatever cuts off the
# former cuts off the latter. The pattern becomes one line, since it may have 2,048 characters.
resource "aws_cloudwatch_event_rule" "feed" {
  name          = "${var.name}-events"
  description   = "Events and signs of life to ${var.name}: patterns/events.json"
  event_pattern = jsonencode(jsondecode(file("${path.module}/../../patterns/events.json")))
  # Plain ENABLED leaves out read-only calls, such as GetRoleCredentials and signs of life.
  state = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
  tags  = var.tags
}

# Apart from the other targets, so that an upgrade can make it by -target before it removes the old rules.
resource "aws_cloudwatch_event_target" "feed" {
  rule      = aws_cloudwatch_event_rule.feed.name
  target_id = "bus"
  arn       = var.event_bus_arn
  role_arn  = aws_iam_role.forwarding.arn

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  dead_letter_config {
    arn = aws_sqs_queue.unsent.arn
  }
}

# Changes of trails and of the rules here; keys and stream are the installation's. The address dates from
# when each pattern had a rule here: Terraform refuses -target where something is moved.
resource "aws_cloudwatch_event_rule" "events" {
  for_each = { tampering = templatefile("${path.module}/../../patterns/tampering.json.tftpl", { name = var.name }) }

  name          = "${var.name}-${each.key}"
  description   = "Events to ${var.name}: patterns/${each.key}.json"
  event_pattern = each.value
  state         = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
  tags          = var.tags
}

# The consumer knows a heartbeat by the end of the rule's name, and its Region by the rule's ARN.
resource "aws_cloudwatch_event_rule" "heartbeat" {
  name                = "${var.name}-heartbeat"
  description         = "Proves to ${var.name} that this Region is silent, and not cut off."
  schedule_expression = "rate(5 minutes)"
  tags                = var.tags
}

resource "aws_cloudwatch_event_target" "bus" {
  for_each = merge(aws_cloudwatch_event_rule.events, { heartbeat = aws_cloudwatch_event_rule.heartbeat })

  rule      = each.value.name
  target_id = "bus"
  arn       = var.event_bus_arn
  role_arn  = aws_iam_role.forwarding.arn

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  dead_letter_config {
    arn = aws_sqs_queue.unsent.arn
  }
}

resource "aws_iam_role" "forwarding" {
  name        = "${var.name}-forwarding-${local.region}" # roles are the account's, not the Region's
  description = "Rules of ${local.region} to the bus of ${var.name}"
  tags        = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy" "forwarding" {
  name = "forwarding"
  role = aws_iam_role.forwarding.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "PutEvents"
      Effect   = "Allow"
      Action   = "events:PutEvents"
      Resource = var.event_bus_arn
    }]
  })
}

# The installation's sweep assumes it and asks STS who calls, in each Region of this account. CloudTrail's
# record of the call comes back like that of a sign-in. The role has no rights and belongs to the account:
# one module makes it, and in the installation's own account the installation does.
resource "aws_iam_role" "sign_of_life" {
  count = var.sign_of_life_role ? 1 : 0

  name        = "${var.name}-sign-of-life"
  description = "Signs of life of ${var.name} in this account: may do nothing"
  tags        = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:${local.partition}:iam::${local.installation_account}:root" }
      Action    = "sts:AssumeRole"
      # As a condition and not as the principal, so that this role can be made before that one.
      Condition = { ArnEquals = { "aws:PrincipalArn" = "arn:${local.partition}:iam::${local.installation_account}:role/${var.name}-sweep" } }
    }]
  })
}

# A rule's dead letters must stay in its Region. SQS's own key encrypts them: a customer managed key in
# each Region would cost more than the rest of the Region.
resource "aws_sqs_queue" "unsent" {
  name                      = "${var.name}-unsent"
  message_retention_seconds = 14 * 24 * 60 * 60
  sqs_managed_sse_enabled   = true
  tags                      = var.tags
}

resource "aws_sqs_queue_policy" "unsent" {
  queue_url = aws_sqs_queue.unsent.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "HttpsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.unsent.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "RulesOfThisRegion"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.unsent.arn
        Condition = { ArnEquals = { "aws:SourceArn" = concat([aws_cloudwatch_event_rule.feed.arn, aws_cloudwatch_event_rule.heartbeat.arn], values(aws_cloudwatch_event_rule.events)[*].arn) } }
      },
      # `ninety redrive unsent` is called in the installation's account, which says who of its people may.
      {
        Sid       = "InstallationBringsBack"
        Effect    = "Allow"
        Principal = { AWS = "arn:${local.partition}:iam::${local.installation_account}:root" }
        Action    = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource  = aws_sqs_queue.unsent.arn
      },
    ]
  })
}

# The installation misses the heartbeat of a Region that is cut off; this alarm shows the cause.
resource "aws_cloudwatch_metric_alarm" "unsent" {
  count = var.alarm_topic_arn == null ? 0 : 1

  alarm_name          = "${var.name}-unsent-not-empty"
  alarm_description   = "Events of IAM Identity Center could not be sent to ${var.event_bus_arn}; they wait in ${aws_sqs_queue.unsent.name}. Mend the cause, then bring them back: ninety redrive unsent."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.unsent.name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
  tags                = var.tags
}
