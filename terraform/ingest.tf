# CloudTrail events, from EventBridge to the stream. All patterns are in the files of patterns/: the tests of
# the processor run the same files over sample events.

locals {
  forwards = length(var.forwarding_account_ids) > 0

  # One rule for each bus carries the events of users and our own signs of life: whoever disables it, changes
  # it or removes its target cuts off the signs too, and is noticed. The pattern becomes one line, since it may
  # have 2,048 characters.
  feed         = merge({ events = "default" }, local.forwards ? { forwarded-events = "${var.name}-forwarded" } : {})
  feed_pattern = jsonencode(jsondecode(file("${path.module}/patterns/events.json")))

  # EventBridge's own maxima: events that it cannot deliver by then wait in the queue.
  retries = { seconds = 86400, attempts = 185 }

  targets = merge(
    { for key, rule in aws_cloudwatch_event_rule.feed : key => { rule = rule.name, bus = rule.event_bus_name } },
    local.other_targets,
  )
  other_targets = merge(
    { for key, rule in aws_cloudwatch_event_rule.events : key => { rule = rule.name, bus = rule.event_bus_name } },
    { for key, rule in aws_cloudwatch_event_rule.tampering : key => { rule = rule.name, bus = rule.event_bus_name } },
    { for rule in aws_cloudwatch_event_rule.heartbeat : "heartbeat" => { rule = rule.name, bus = "default" } },
  )
}

resource "aws_kinesis_stream" "events" {
  name             = "${var.name}-events"
  shard_count      = var.stream_shards
  retention_period = var.stream_retention_hours
  encryption_type  = "KMS"
  kms_key_id       = aws_kms_key.purpose["data"].arn
  tags             = var.tags

  stream_mode_details {
    stream_mode = var.stream_shards == null ? "ON_DEMAND" : "PROVISIONED"
  }
}

resource "aws_cloudwatch_event_rule" "feed" {
  for_each = local.feed

  name           = "${var.name}-${each.key}"
  description    = "Events of IAM Identity Center and signs of life for ${var.name}: patterns/events.json"
  event_bus_name = each.value
  event_pattern  = local.feed_pattern
  # Plain ENABLED leaves out read-only calls, such as GetRoleCredentials and signs of life. The pattern
  # names each call, so nothing else comes along.
  state = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
  tags  = var.tags

  depends_on = [aws_cloudwatch_event_bus.forwarded]
}

# Apart from the target `stream`, which is alike, so that an upgrade can make it by -target before it removes
# the old rules (docs/upgrading.md).
resource "aws_cloudwatch_event_target" "feed" {
  for_each = aws_cloudwatch_event_rule.feed

  rule           = each.value.name
  event_bus_name = each.value.event_bus_name
  target_id      = "stream"
  arn            = aws_kinesis_stream.events.arn
  role_arn       = aws_iam_role.ingest.arn

  retry_policy {
    maximum_event_age_in_seconds = local.retries.seconds
    maximum_retry_attempts       = local.retries.attempts
  }

  dead_letter_config {
    arn = aws_sqs_queue.dead_letters["undelivered"].arn
  }
}

# Heartbeats of other Regions, on their bus; the heartbeat rule of this Region sends to the stream itself. The
# address dates from when each pattern had a rule here: Terraform refuses -target where something is moved.
resource "aws_cloudwatch_event_rule" "events" {
  for_each = local.forwards ? { forwarded-heartbeat = "heartbeat" } : {}

  name           = "${var.name}-${each.key}"
  description    = "Events of IAM Identity Center for ${var.name}: patterns/${each.value}.json"
  event_bus_name = "${var.name}-forwarded"
  event_pattern  = file("${path.module}/patterns/${each.value}.json")
  state          = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
  tags           = var.tags

  depends_on = [aws_cloudwatch_event_bus.forwarded]
}

# Changes of what feeds ninety: of any trail, of the rules of this name, of the keys and the stream. They go
# to the stream like other events, and straight to the alarm topic too, since the stream may be what is cut off.
locals {
  of_ours = {
    name   = var.name
    stream = aws_kinesis_stream.events.name
    keys   = jsonencode(concat(values(aws_kms_key.purpose)[*].arn, aws_kms_key.signing[*].arn))
  }
  tampering = merge(
    { for name in ["tampering", "tampering-store"] : name => { bus = "default", pattern = templatefile("${path.module}/patterns/${name}.json.tftpl", local.of_ours) } },
    local.forwards ? { "forwarded-tampering" = { bus = "${var.name}-forwarded", pattern = templatefile("${path.module}/patterns/tampering.json.tftpl", local.of_ours) } } : {},
  )
}

resource "aws_cloudwatch_event_rule" "tampering" {
  for_each = local.tampering

  name           = "${var.name}-${each.key}"
  description    = "Changes of what ${var.name} is fed by: patterns/${trimprefix(each.key, "forwarded-")}.json.tftpl"
  event_bus_name = each.value.bus
  event_pattern  = each.value.pattern
  tags           = var.tags

  depends_on = [aws_cloudwatch_event_bus.forwarded]
}

# The consumer knows a heartbeat by the end of its rule's name.
resource "aws_cloudwatch_event_rule" "heartbeat" {
  count = var.heartbeat_here ? 1 : 0

  name                = "${var.name}-heartbeat"
  description         = "Proves that what ${var.name} listens to is silent, and not cut off."
  schedule_expression = "rate(5 minutes)"
  tags                = var.tags
}

resource "aws_cloudwatch_event_target" "stream" {
  for_each = local.other_targets

  rule           = each.value.rule
  event_bus_name = each.value.bus
  target_id      = "stream"
  arn            = aws_kinesis_stream.events.arn
  role_arn       = aws_iam_role.ingest.arn

  retry_policy {
    maximum_event_age_in_seconds = local.retries.seconds
    maximum_retry_attempts       = local.retries.attempts
  }

  dead_letter_config {
    arn = aws_sqs_queue.dead_letters["undelivered"].arn
  }
}

# Events of other Regions and accounts come to a bus of their own: its policy is ours alone, while the default
# bus has one policy for everything in the account.
resource "aws_cloudwatch_event_bus" "forwarded" {
  count = local.forwards ? 1 : 0

  name               = "${var.name}-forwarded"
  description        = "Events of IAM Identity Center that modules/forwarding sends from other Regions and accounts."
  kms_key_identifier = aws_kms_key.purpose["data"].arn
  tags               = var.tags
}

resource "aws_cloudwatch_event_bus_policy" "forwarded" {
  count = local.forwards ? 1 : 0

  event_bus_name = aws_cloudwatch_event_bus.forwarded[0].name
  policy         = jsonencode(local.forwarded_bus_policy)
}
