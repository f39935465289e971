# Mocked: no AWS is asked.

mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  identity_store_id       = "d-1234567890"
  installation_account_id = "444455556666"
}

run "the_tasks_and_nobody_else_ask_about_users_and_events" {
  command = apply

  assert {
    condition     = one(jsondecode(aws_iam_role.directory.assume_role_policy).Statement).Condition.ArnEquals["aws:PrincipalArn"] == ["arn:aws:iam::444455556666:role/ninety-sweep", "arn:aws:iam::444455556666:role/ninety-import", "arn:aws:iam::444455556666:role/ninety-replay"]
    error_message = "The role is the sweep's, the import's and the replays'."
  }

  assert {
    condition     = { for statement in jsondecode(aws_iam_role_policy.directory.policy).Statement : statement.Sid => statement.Action } == { AskDirectory = ["identitystore:DescribeUser", "identitystore:ListUsers"], AskInstance = ["sso:ListInstances", "sso:ListRegions"], ReadHistory = "cloudtrail:LookupEvents" }
    error_message = "It may describe and list users and ask for the instance's Regions, and nothing else."
  }

  assert {
    condition     = contains(one([for statement in jsondecode(aws_iam_role_policy.directory.policy).Statement : statement if statement.Sid == "AskDirectory"]).Resource, "arn:aws:identitystore::111122223333:identitystore/d-1234567890")
    error_message = "Of the one store."
  }
}

run "a_delegated_administrator_and_an_encrypted_directory" {
  command = apply

  variables {
    identity_center_account_id = "999988887777"
    installation_account_id    = "111122223333"
    directory_key_arn          = "arn:aws:kms:eu-west-1:999988887777:key/00000000-0000-4000-8000-000000000d12"
  }

  assert {
    condition     = contains(one([for statement in jsondecode(aws_iam_role_policy.directory.policy).Statement : statement if statement.Sid == "AskDirectory"]).Resource, "arn:aws:identitystore::999988887777:identitystore/d-1234567890")
    error_message = "The store is the management account's, whoever asks."
  }

  assert {
    condition     = one(jsondecode(aws_iam_role.directory.assume_role_policy).Statement).Principal.AWS == "arn:aws:iam::111122223333:root"
    error_message = "ninety may run in the same account."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.directory.policy).Statement : statement if statement.Sid == "DirectoryKey"]) == { Sid = "DirectoryKey", Effect = "Allow", Action = "kms:Decrypt", Resource = var.directory_key_arn, Condition = { StringLike = { "kms:ViaService" = "identitystore.*.amazonaws.com" } } }
    error_message = "What the directory answers must be decrypted, by the directory alone."
  }
}

run "refuses_bad_values" {
  command = plan

  variables {
    name                       = "-"
    identity_store_id          = "d-1"
    identity_center_account_id = "management"
    directory_key_arn          = "alias/identity-center"
    installation_account_id    = "security"
  }

  expect_failures = [var.name, var.identity_store_id, var.identity_center_account_id, var.directory_key_arn, var.installation_account_id]
}
