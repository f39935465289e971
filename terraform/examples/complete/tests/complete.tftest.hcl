# Mocked: no AWS is asked. terraform/tools/check.js reads the state that this makes.

mock_provider "aws" {
  source = "../../tests/mocks"
}

mock_provider "aws" {
  alias  = "identity_center"
  source = "../../tests/mocks"
}

mock_provider "aws" {
  alias  = "identity_center_second"
  source = "../../tests/mocks"
}

override_data {
  target = module.ninety.data.aws_caller_identity.current
  values = { account_id = "444455556666" }
}

override_data {
  target = module.forwarding_second.data.aws_region.current
  values = { id = "eu-west-1" }
}

run "apply" {
  command = apply

  assert {
    condition     = startswith(output.signing_public_key, "-----BEGIN PUBLIC KEY-----")
    error_message = "The SIEM needs the public key."
  }

  assert {
    condition     = module.ninety.event_bus_arn != null && module.forwarding.region == "eu-central-1" && module.forwarding_second.region == "eu-west-1"
    error_message = "Two Regions forward to the bus."
  }
}
