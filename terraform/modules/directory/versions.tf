terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.80"
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  partition = data.aws_partition.current.partition
  suffix    = data.aws_partition.current.dns_suffix
  # The store belongs to the instance's account, whoever asks.
  identity_center_account = coalesce(var.identity_center_account_id, data.aws_caller_identity.current.account_id)
}
