# Signs of life from the far end: the sweep asks STS who calls, in each account and Region that is listened
# to, under a role that is made for it in each account. CloudTrail's record of the call comes back the way
# that a sign-in does. The schedule's heartbeat alone would stay green without a trail.

locals {
  # A Region alone belongs to this account where the heartbeat is sent here, or else to the only account
  # that forwards; where several accounts forward, the account must be given.
  heartbeat_account = var.heartbeat_here || length(var.forwarding_account_ids) != 1 ? local.account : one(var.forwarding_account_ids)
  account_of = { for place in setunion(local.places, var.no_sign_from) : place => (
    strcontains(place, "/") ? split("/", place)[0] :
    place == local.region && var.heartbeat_here || length(var.forwarding_account_ids) == 0 ? local.account :
    length(var.forwarding_account_ids) == 1 ? one(var.forwarding_account_ids) : ""
  ) }

  places     = var.heartbeat_regions == null ? toset([local.region]) : var.heartbeat_regions
  heartbeats = toset([for place in local.places : strcontains(place, "/") || local.account_of[place] == "" ? place : "${local.account_of[place]}/${place}"])
  unsigned   = toset([for place in var.no_sign_from : strcontains(place, "/") || local.account_of[place] == "" ? place : "${local.account_of[place]}/${place}"])

  sign_accounts = toset([for place in setsubtract(local.heartbeats, local.unsigned) : split("/", place)[0] if strcontains(place, "/")])
  sign_roles    = [for account in sort(local.sign_accounts) : "arn:${local.partition}:iam::${account}:role/${var.name}-sign-of-life"]

  # Minutes between two sweeps, as far as the schedule shows them; a day for any other expression.
  sweep_pause = try(
    tonumber(regex("^rate\\(([0-9]+) minutes?\\)$", var.sweep_schedule)[0]),
    tonumber(regex("^rate\\(([0-9]+) hours?\\)$", var.sweep_schedule)[0]) * 60,
    tonumber(regex("^cron\\((?:\\*|[0-9]+)/([0-9]+) \\* ", var.sweep_schedule)[0]),
    1440,
  )
}

# The role has no rights: asking who calls needs none. In other accounts modules/forwarding makes it.
resource "aws_iam_role" "sign_of_life" {
  count = contains(local.sign_accounts, local.account) ? 1 : 0

  name        = "${var.name}-sign-of-life"
  description = "Signs of life of ${var.name} in this account: may do nothing"
  tags        = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = aws_iam_role.task["sweep"].arn }
      Action    = "sts:AssumeRole"
    }]
  })
}
