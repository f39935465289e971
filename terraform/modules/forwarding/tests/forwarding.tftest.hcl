# Mocked: no AWS is asked.

mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  event_bus_arn   = "arn:aws:events:eu-west-1:444455556666:event-bus/ninety-forwarded"
  alarm_topic_arn = "arn:aws:sns:eu-central-1:111122223333:on-call"
}

run "a_region_is_forwarded" {
  command = apply

  assert {
    condition     = aws_cloudwatch_event_rule.feed.name == "ninety-events" && jsondecode(aws_cloudwatch_event_rule.feed.event_pattern) == jsondecode(file("../../patterns/events.json")) && length(aws_cloudwatch_event_rule.feed.event_pattern) <= 2048
    error_message = "The pattern must be that of the installation, and not too long."
  }

  assert {
    condition     = keys(aws_cloudwatch_event_rule.events) == ["tampering"] && anytrue([for call in jsondecode(aws_cloudwatch_event_rule.feed.event_pattern).detail["$or"] : try(call.userIdentity.sessionContext.sessionIssuer.arn[0].suffix, "") == "-sign-of-life"])
    error_message = "What is about users comes by the one rule that carries signs of life; only changes of our way have another (S1)."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.events["tampering"].event_pattern) == jsondecode(templatefile("../../patterns/tampering.json.tftpl", { name = "ninety" }))
    error_message = "Changes of the trails and of these rules must reach the installation."
  }

  assert {
    condition     = alltrue([for rule in concat([aws_cloudwatch_event_rule.feed], values(aws_cloudwatch_event_rule.events)) : rule.state == "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"])
    error_message = "Rules must let read-only calls through."
  }

  assert {
    condition     = endswith(aws_cloudwatch_event_rule.heartbeat.name, "-heartbeat") && aws_cloudwatch_event_rule.heartbeat.schedule_expression == "rate(5 minutes)"
    error_message = "A Region needs a heartbeat of its own, known by the end of its name."
  }

  assert {
    condition     = alltrue([for target in concat([aws_cloudwatch_event_target.feed], values(aws_cloudwatch_event_target.bus)) : target.arn == var.event_bus_arn && target.role_arn == aws_iam_role.forwarding.arn && length(target.input_transformer) == 0]) && [aws_cloudwatch_event_target.feed.rule, aws_cloudwatch_event_target.bus["tampering"].rule, aws_cloudwatch_event_target.bus["heartbeat"].rule] == ["ninety-events", "ninety-tampering", "ninety-heartbeat"] && length(aws_cloudwatch_event_target.bus) == 2
    error_message = "Both patterns and the heartbeat must reach the bus as they are."
  }

  assert {
    condition     = alltrue([for target in concat([aws_cloudwatch_event_target.feed], values(aws_cloudwatch_event_target.bus)) : target.dead_letter_config[0].arn == aws_sqs_queue.unsent.arn && target.retry_policy[0].maximum_event_age_in_seconds == 86400])
    error_message = "What can not be sent must be tried for a day, and kept."
  }

  assert {
    condition     = alltrue([for rule in concat(values(aws_cloudwatch_event_rule.events), [aws_cloudwatch_event_rule.feed, aws_cloudwatch_event_rule.heartbeat]) : startswith(rule.name, "ninety-")])
    error_message = "The bus lets in rules of this name alone."
  }

  assert {
    condition     = aws_sqs_queue.unsent.sqs_managed_sse_enabled && aws_sqs_queue.unsent.message_retention_seconds == 1209600
    error_message = "Dead letters are encrypted and kept for fourteen days."
  }

  assert {
    condition     = alltrue([for rule in concat(values(aws_cloudwatch_event_rule.events), [aws_cloudwatch_event_rule.feed, aws_cloudwatch_event_rule.heartbeat]) : strcontains(aws_sqs_queue_policy.unsent.policy, rule.arn)])
    error_message = "Each rule must be let into the queue."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_sqs_queue_policy.unsent.policy).Statement : statement if statement.Sid == "InstallationBringsBack"]).Principal.AWS == "arn:aws:iam::${split(":", var.event_bus_arn)[4]}:root" && !strcontains(jsonencode(one([for statement in jsondecode(aws_sqs_queue_policy.unsent.policy).Statement : statement.Action if statement.Sid == "InstallationBringsBack"])), "SendMessage")
    error_message = "The installation's account must be able to bring back what waits, and to put nothing there."
  }

  assert {
    condition     = strcontains(aws_sqs_queue_policy.unsent.policy, "aws:SecureTransport")
    error_message = "Plain HTTP must be refused."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.unsent[0].alarm_actions == toset([var.alarm_topic_arn])
    error_message = "The alarm must reach the topic."
  }

  assert {
    condition     = one(jsondecode(aws_iam_role_policy.forwarding.policy).Statement).Action == "events:PutEvents" && one(jsondecode(aws_iam_role_policy.forwarding.policy).Statement).Resource == var.event_bus_arn
    error_message = "The role may put events on that bus, and nothing else."
  }
}

# S1
run "the_sweep_gives_signs_of_life_under_a_role_that_may_do_nothing" {
  command = apply

  assert {
    condition     = aws_iam_role.sign_of_life[0].name == "ninety-sign-of-life" && one(jsondecode(aws_iam_role.sign_of_life[0].assume_role_policy).Statement).Condition.ArnEquals["aws:PrincipalArn"] == "arn:aws:iam::444455556666:role/ninety-sweep"
    error_message = "The role is the sweep's of the installation."
  }
}

run "one_region_of_an_account_makes_the_role" {
  command = apply

  variables {
    sign_of_life_role = false
  }

  assert {
    condition     = length(aws_iam_role.sign_of_life) == 0
    error_message = "The account has it already."
  }
}

run "refuses_bad_values" {
  command = plan

  variables {
    name            = "-"
    event_bus_arn   = "default"
    alarm_topic_arn = "on-call@example.com"
  }

  expect_failures = [var.name, var.event_bus_arn, var.alarm_topic_arn]
}
