locals {
  log_groups = { for task in keys(local.tasks) : task => "/${var.name}/${task}" }
}

resource "aws_cloudwatch_log_group" "task" {
  for_each = local.log_groups

  name              = each.value
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.purpose["logs"].arn
  tags              = var.tags
}
