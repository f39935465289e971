# Everything at once: Identity Center in the management account, served from two Regions; ninety in a
# security account, in a VPC without a way to the internet; a SIEM in a third account; signed alerts.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.80"
    }
  }
}

# The security account, where ninety runs.
provider "aws" {
  region = "eu-central-1"
}

# The account of Identity Center, in the Regions that it serves.
provider "aws" {
  alias  = "identity_center"
  region = "eu-central-1"

  dynamic "assume_role" {
    for_each = var.identity_center_role_arn[*]
    content {
      role_arn = assume_role.value
    }
  }
}

provider "aws" {
  alias  = "identity_center_second"
  region = "eu-west-1"

  dynamic "assume_role" {
    for_each = var.identity_center_role_arn[*]
    content {
      role_arn = assume_role.value
    }
  }
}

variable "identity_center_role_arn" {
  description = "Role under which Terraform applies in the account of Identity Center, such as arn:aws:iam::111122223333:role/deployer."
  type        = string
  default     = null
}

locals {
  name                       = "ninety"
  identity_store_id          = "d-1234567890"
  identity_center_account_id = "111122223333"
  security_account_id        = "444455556666"
  tags                       = { project = "ninety", owner = "platform-security" }
}

module "ninety" {
  source = "../.."

  name = local.name
  tags = local.tags

  identity_store_id          = local.identity_store_id
  identity_center_account_id = local.identity_center_account_id
  directory_role_arn         = module.directory.role_arn
  forwarding_account_ids     = [local.identity_center_account_id]
  accounts                   = []    # further accounts whose events are handed on to here; those above are known
  heartbeat_here             = false # no event arises in this account
  heartbeat_regions          = ["${local.identity_center_account_id}/eu-central-1", "${local.identity_center_account_id}/eu-west-1"]
  no_sign_from               = ["${local.identity_center_account_id}/eu-west-1"] # the VPC reaches the STS of its own Region only

  image                  = "444455556666.dkr.ecr.eu-central-1.amazonaws.com/ninety@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
  vpc_id                 = aws_vpc.this.id
  subnet_ids             = values(aws_subnet.private)[*].id
  egress_cidr_blocks     = [aws_vpc.this.cidr_block]
  egress_prefix_list_ids = { for service, endpoint in aws_vpc_endpoint.gateway : service => endpoint.prefix_list_id }
  process_count          = { min = 2, max = 4 }

  # The policy. Other values are defaults; each change is a change of policy, with its day.
  inactivity_days        = [80, 90, 97]
  revocation_grace_hours = 1
  enabled_grace_days     = 3

  # The VPC reaches no event history: CloudTrail has no endpoint here, and one would be of its own Region. The bucket of
  # the trail is in this Region.
  replay_gaps_schedule = null # gaps are read by hand, from elsewhere
  replay_archive_uri   = "s3://example-org-trail/AWSLogs/o-1a2b3c4d5e"
  events_missed_alarm  = 0

  users_exempt_alarm  = 12 # two break-glass users and ten service users
  siem_principal_arns = ["arn:aws:iam::777788889999:role/siem-reader"]
  signing_key         = true
  settings            = { process = { NINETY_GRANULARITY = "30m" } }
}

module "forwarding" {
  source    = "../../modules/forwarding"
  providers = { aws = aws.identity_center }

  name          = local.name
  tags          = local.tags
  event_bus_arn = module.ninety.event_bus_arn
}

module "forwarding_second" {
  source    = "../../modules/forwarding"
  providers = { aws = aws.identity_center_second }

  name              = local.name
  tags              = local.tags
  event_bus_arn     = module.ninety.event_bus_arn
  sign_of_life_role = false # the other one makes it
}

module "directory" {
  source    = "../../modules/directory"
  providers = { aws = aws.identity_center }

  name                    = local.name
  tags                    = local.tags
  identity_store_id       = local.identity_store_id
  installation_account_id = local.security_account_id
}

resource "aws_sns_topic_subscription" "alarms" {
  topic_arn = module.ninety.alarm_topic_arn
  protocol  = "email"
  endpoint  = "on-call@example.com"
}

output "policy_arns" {
  description = "Policies for the permission sets of auditors (reading), of the few who may exempt (exempting) and of those who run it (redriving)."
  value       = { reading = module.ninety.reading_policy_arn, exempting = module.ninety.exempting_policy_arn, redriving = module.ninety.redriving_policy_arn }
}

output "alert_queue_url" {
  description = "URL of the queue from which the SIEM reads alerts."
  value       = module.ninety.alert_queue_url
}

output "alerts_key_arn" {
  description = "ARN of the key that encrypts alerts. The SIEM's role needs kms:Decrypt on it."
  value       = module.ninety.key_arns["alerts"]
}

output "signing_public_key" {
  description = "Public half of the signing key in PEM, for `ninety verify` and the SIEM."
  value       = module.ninety.signing_public_key
}
