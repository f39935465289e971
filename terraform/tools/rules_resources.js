// Rules about resources: encryption, backup, retention, networks, containers, alarms, tags.
// A rule: its name, how it finds, and for the self-test which resource to take and how to break it.
const { list, parsed } = require("./state.js");

const each =
  (types, broken, message) =>
  ({ resources }) =>
    resources
      .filter(({ type, values }) => types.includes(type) && broken(values))
      .map((resource) => ({ resource, message }));

const OPEN = ["0.0.0.0/0", "::/0"];
const containers = (values) => list(parsed(values.container_definitions));

const TAGGED = [
  "aws_cloudwatch_event_bus",
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_log_group",
  "aws_cloudwatch_metric_alarm",
  "aws_appautoscaling_target",
  "aws_dynamodb_table",
  "aws_ecs_cluster",
  "aws_ecs_service",
  "aws_ecs_task_definition",
  "aws_iam_policy",
  "aws_iam_role",
  "aws_kinesis_stream",
  "aws_kms_key",
  "aws_scheduler_schedule_group",
  "aws_security_group",
  "aws_sns_topic",
  "aws_sqs_queue",
  "aws_subnet",
  "aws_vpc",
  "aws_vpc_endpoint",
  "aws_route_table",
  "aws_vpc_security_group_egress_rule",
  "aws_vpc_security_group_ingress_rule",
];

function breakContainer(values, change) {
  const all = containers(values);
  all.forEach(change);
  values.container_definitions = JSON.stringify(all);
}

module.exports = [
  [
    "encryption",
    each(["aws_sqs_queue"], (values) => !values.kms_master_key_id && !values.sqs_managed_sse_enabled, "not encrypted"),
    [
      "aws_sqs_queue",
      (values) => {
        values.kms_master_key_id = null;
        values.sqs_managed_sse_enabled = false;
      },
    ],
  ],
  [
    "own-key",
    ({ resources }) => {
      const key = {
        aws_sqs_queue: (values) => values.kms_master_key_id,
        aws_sns_topic: (values) => values.kms_master_key_id,
        aws_kinesis_stream: (values) => values.encryption_type === "KMS" && values.kms_key_id,
        aws_dynamodb_table: (values) =>
          values.server_side_encryption?.[0]?.enabled && values.server_side_encryption[0].kms_key_arn,
        aws_cloudwatch_log_group: (values) => values.kms_key_id,
        aws_cloudwatch_event_bus: (values) => values.kms_key_identifier,
        aws_scheduler_schedule: (values) => values.kms_key_arn,
      };
      return resources
        .filter(({ type, values }) => key[type] && (!key[type](values) || /alias\/aws\//.test(key[type](values))))
        .map((resource) => ({ resource, message: "not encrypted with a key of its own" }));
    },
    [
      "aws_dynamodb_table",
      (values) => {
        values.server_side_encryption = [];
      },
    ],
    [
      "aws_kinesis_stream",
      (values) => {
        values.encryption_type = "NONE";
      },
    ],
    [
      "aws_sns_topic",
      (values) => {
        values.kms_master_key_id = "alias/aws/sns";
      },
    ],
    [
      "aws_cloudwatch_log_group",
      (values) => {
        values.kms_key_id = null;
      },
    ],
    [
      "aws_cloudwatch_event_bus",
      (values) => {
        values.kms_key_identifier = null;
      },
    ],
  ],
  [
    "key-rotation",
    each(
      ["aws_kms_key"],
      (values) => values.key_usage !== "SIGN_VERIFY" && !values.enable_key_rotation,
      "the key does not rotate",
    ),
    [
      "aws_kms_key",
      (values) => {
        values.enable_key_rotation = false;
      },
    ],
  ],
  [
    "log-retention",
    each(
      ["aws_cloudwatch_log_group"],
      (values) => values.retention_in_days !== 0 && values.retention_in_days < 365,
      "logs are kept for less than a year",
    ),
    [
      "aws_cloudwatch_log_group",
      (values) => {
        values.retention_in_days = 30;
      },
    ],
  ],
  [
    "backup",
    each(
      ["aws_dynamodb_table"],
      (values) => !values.point_in_time_recovery?.[0]?.enabled || !values.deletion_protection_enabled,
      "no point-in-time recovery or no deletion protection",
    ),
    [
      "aws_dynamodb_table",
      (values) => {
        values.deletion_protection_enabled = false;
      },
    ],
  ],
  [
    "dead-letters",
    each(
      ["aws_cloudwatch_event_target"],
      (values) => !values.dead_letter_config?.[0]?.arn,
      "what can't be delivered is lost",
    ),
    [
      "aws_cloudwatch_event_target",
      (values) => {
        values.dead_letter_config = [];
      },
    ],
  ],
  [
    "dead-letters-of-schedules",
    each(
      ["aws_scheduler_schedule"],
      (values) => !values.target?.[0]?.dead_letter_config?.[0]?.arn,
      "what can't be started is lost",
    ),
    [
      "aws_scheduler_schedule",
      (values) => {
        values.target[0].dead_letter_config = [];
      },
    ],
  ],
  [
    "public-address",
    ({ resources }) =>
      resources
        .filter(
          ({ type, values }) =>
            values.map_public_ip_on_launch === true ||
            values.associate_public_ip_address === true ||
            /"assign_public_ip":true/.test(JSON.stringify(values)) ||
            type === "aws_internet_gateway",
        )
        .map((resource) => ({ resource, message: "a public address" })),
    [
      "aws_ecs_service",
      (values) => {
        values.network_configuration[0].assign_public_ip = true;
      },
    ],
  ],
  [
    "open-ingress",
    ({ resources }) =>
      resources
        .filter(
          ({ type, values }) =>
            (type === "aws_vpc_security_group_ingress_rule" &&
              OPEN.some((block) => [values.cidr_ipv4, values.cidr_ipv6].includes(block))) ||
            (type === "aws_security_group" &&
              list(values.ingress).some((rule) =>
                OPEN.some((block) => [...list(rule.cidr_blocks), ...list(rule.ipv6_cidr_blocks)].includes(block)),
              )),
        )
        .map((resource) => ({ resource, message: "anybody may connect" })),
    [
      "aws_vpc_security_group_ingress_rule",
      (values) => {
        values.cidr_ipv4 = "0.0.0.0/0";
      },
    ],
  ],
  [
    "open-egress",
    each(
      ["aws_vpc_security_group_egress_rule"],
      (values) => OPEN.some((block) => [values.cidr_ipv4, values.cidr_ipv6].includes(block)),
      "may connect anywhere",
    ),
    [
      "aws_vpc_security_group_egress_rule",
      (values) => {
        values.cidr_ipv4 = "0.0.0.0/0";
      },
    ],
  ],
  [
    "one-port",
    each(
      ["aws_vpc_security_group_egress_rule", "aws_vpc_security_group_ingress_rule"],
      (values) => values.from_port !== 443 || values.to_port !== 443,
      "another port than 443",
    ),
    [
      "aws_vpc_security_group_egress_rule",
      (values) => {
        values.from_port = 0;
      },
    ],
  ],
  [
    "container",
    each(
      ["aws_ecs_task_definition"],
      (values) =>
        containers(values).some(
          (container) =>
            !container.readonlyRootFilesystem ||
            container.privileged ||
            !list(container.linuxParameters?.capabilities?.drop).includes("ALL") ||
            !container.logConfiguration ||
            /:latest$|^[^:@]+$/.test(container.image),
        ),
      "privileged, writable, with capabilities, without a log, or of an image without a version",
    ),
    [
      "aws_ecs_task_definition",
      (values) =>
        breakContainer(values, (container) => {
          container.readonlyRootFilesystem = false;
        }),
    ],
    [
      "aws_ecs_task_definition",
      (values) =>
        breakContainer(values, (container) => {
          container.privileged = true;
        }),
    ],
  ],
  [
    "secret",
    each(
      ["aws_ecs_task_definition"],
      (values) =>
        containers(values).some((container) =>
          list(container.environment).some(
            ({ name, value }) =>
              /SECRET|TOKEN|ACCESS_KEY|PASSWORD(?!_(DAYS|RULE)$)/.test(name) || /^(AKIA|ASIA)[A-Z0-9]{16}$/.test(value),
          ),
        ),
      "a secret in the environment",
    ),
    [
      "aws_ecs_task_definition",
      (values) =>
        breakContainer(values, (container) => {
          container.environment.push({ name: "SIEM_TOKEN", value: "x" });
        }),
    ],
  ],
  [
    "shell",
    each(["aws_ecs_service"], (values) => values.enable_execute_command === true, "a shell may be opened in the tasks"),
    [
      "aws_ecs_service",
      (values) => {
        values.enable_execute_command = true;
      },
    ],
  ],
  [
    "container-insights",
    each(
      ["aws_ecs_cluster"],
      (values) => !list(values.setting).some(({ name, value }) => name === "containerInsights" && value !== "disabled"),
      "Container Insights is off",
    ),
  ],
  [
    "silent-alarm",
    each(
      ["aws_cloudwatch_metric_alarm"],
      (values) => list(values.alarm_actions).length === 0,
      "an alarm that nobody hears",
    ),
    [
      "aws_cloudwatch_metric_alarm",
      (values) => {
        values.alarm_actions = [];
      },
    ],
  ],
  [
    "tags",
    each(TAGGED, (values) => !values.tags || Object.keys(values.tags).length === 0, "not tagged"),
    [
      "aws_sqs_queue",
      (values) => {
        values.tags = null;
      },
    ],
  ],
];
