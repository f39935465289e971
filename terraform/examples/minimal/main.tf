# The least configuration: one account, one Region, and subnets that reach AWS through a NAT gateway.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.80"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}

module "ninety" {
  source = "../.."

  tags              = { project = "ninety" }
  identity_store_id = "d-1234567890"
  image             = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/ninety:0.1.0"
  vpc_id            = "vpc-0123456789abcdef0"
  subnet_ids        = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}

output "alert_queue_url" {
  description = "URL of the queue from which the SIEM reads alerts."
  value       = module.ninety.alert_queue_url
}
