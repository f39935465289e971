# Mocked: no AWS is asked. terraform/tools/check.js reads the state that this makes.

mock_provider "aws" {
  source = "../../tests/mocks"
}

run "apply" {
  command = apply

  assert {
    condition     = startswith(output.alert_queue_url, "https://sqs.")
    error_message = "The SIEM needs the queue's URL."
  }
}
