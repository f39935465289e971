#!/usr/bin/env node
// Looks for what scanners flag, in what Terraform would make: public access, missing encryption,
// wildcards, anybody's service, plain HTTP, secrets, what is not tagged, kept or backed up.
//   terraform/tools/check.js STATE…       output of `terraform test -json -verbose` or `terraform show -json`
//   terraform/tools/check.js --self-test STATE…   breaks each rule in turn and sees that it is found
// An exception stands in terraform/exceptions.json with its reason; one that is of no use any more is a
// finding too. In the sources, each wildcard in a policy has its reason beside it. Exit codes: 0, 1, 2.
const { readFileSync, readdirSync } = require("node:fs");
const { join, relative } = require("node:path");

const root = join(__dirname, "../..");
const list = (value) => (value === undefined || value === null ? [] : [value].flat());
// A mock answers what a service would set with a word of its own: no document.
const parsed = (text) => (/^[[{]/.test(text ?? "") ? JSON.parse(text) : undefined);
const statements = (text) => list(parsed(text)?.Statement);
const isKey = (resource) => resource.type === "aws_kms_key";

// Every policy that a resource carries.
const POLICIES = ["policy", "assume_role_policy"];
const granted = (resource) =>
  POLICIES.flatMap((field) => statements(resource.values[field])).filter((statement) => statement.Effect === "Allow");
const principals = (statement) =>
  statement.Principal === "*" ? ["*"] : Object.values(statement.Principal ?? {}).flatMap(list);
const conditionKeys = (statement) => Object.values(statement.Condition ?? {}).flatMap(Object.keys);

const each = (types, broken, says) => ({ resources }) =>
  resources.filter(({ type, values }) => types.includes(type) && broken(values)).map((resource) => ({ resource, says }));
const eachGrant = (applies, broken, says) => ({ resources }) =>
  resources.filter(applies).flatMap((resource) =>
    granted(resource).filter((statement) => broken(statement, resource)).map((statement) => ({ resource, what: statement.Sid, says })));
const overHttps = (type, policyType, says) => ({ resources }) => {
  const refused = resources
    .filter((resource) => resource.type === policyType)
    .filter(({ values }) => statements(values.policy).some((statement) =>
      statement.Effect === "Deny" && statement.Condition?.Bool?.["aws:SecureTransport"] === "false" && principals(statement).includes("*")));
  const named = (resource) => resource.address.replace(`${type}.`, `${policyType}.`);
  return resources.filter((resource) => resource.type === type && !refused.some((policy) => policy.state === resource.state && policy.address === named(resource)))
    .map((resource) => ({ resource, says }));
};

const OPEN = ["0.0.0.0/0", "::/0"];
const containers = (values) => list(parsed(values.container_definitions));

// A rule: its name, how it finds, and for the self-test which resource to take and how to break it.
const RULES = [
  ["anybody", eachGrant(() => true, (statement) => principals(statement).some((principal) => principal === "*" || /:iam::\*/.test(principal)),
    "anybody is let in"),
    ["aws_sqs_queue_policy", (values) => breakPolicy(values, "policy", (statement) => Object.assign(statement, { Effect: "Allow", Principal: "*" }))]],
  ["whole-account", eachGrant((resource) => !isKey(resource), (statement) => principals(statement).some((principal) => /:iam::[0-9]{12}:root$/.test(principal)) && conditionKeys(statement).length === 0,
    "a whole account is let in without a condition"),
    ["aws_iam_role", (values) => breakPolicy(values, "assume_role_policy", (statement) => { statement.Principal = { AWS: "arn:aws:iam::999988887777:root" }; delete statement.Condition; })]],
  ["service-for-anyone", eachGrant((resource) => !["aws_iam_role_policy", "aws_iam_policy"].includes(resource.type), (statement) => list(statement.Principal?.Service).some((service) => !/^logs\./.test(service)) && !conditionKeys(statement).some((key) => /^aws:Source(Account|Arn)$/.test(key)),
    "a service may do this on behalf of any account: aws:SourceAccount or aws:SourceArn is missing"),
    ["aws_iam_role", (values) => breakPolicy(values, "assume_role_policy", (statement) => { statement.Principal = { Service: "events.amazonaws.com" }; delete statement.Condition; })]],
  ["wildcard-action", eachGrant(() => true, (statement) => list(statement.Action).some((action) => action.includes("*")), "a wildcard in an action"),
    ["aws_iam_role_policy", (values) => breakPolicy(values, "policy", (statement) => { statement.Action = "dynamodb:*"; })]],
  ["wildcard-resource", eachGrant((resource) => !isKey(resource), (statement) => list(statement.Resource).some((arn) => arn.includes("*")), "a wildcard in a resource"),
    ["aws_iam_role_policy", (values) => breakPolicy(values, "policy", (statement) => { statement.Resource = "*"; })]],
  ["not-action", eachGrant(() => true, (statement) => "NotAction" in statement || "NotResource" in statement || "NotPrincipal" in statement, "everything but what is named is granted"),
    ["aws_iam_role_policy", (values) => breakPolicy(values, "policy", (statement) => { statement.NotAction = ["iam:*"]; })]],
  ["plain-http", overHttps("aws_sqs_queue", "aws_sqs_queue_policy", "plain HTTP is not refused"),
    ["aws_sqs_queue_policy", (values) => breakPolicy(values, "policy", (statement) => { delete statement.Condition; })]],
  ["plain-http-topic", overHttps("aws_sns_topic", "aws_sns_topic_policy", "plain HTTP is not refused"),
    ["aws_sns_topic_policy", (values) => breakPolicy(values, "policy", (statement) => { delete statement.Condition; })]],
  ["encryption", each(["aws_sqs_queue"], (values) => !values.kms_master_key_id && !values.sqs_managed_sse_enabled, "not encrypted"),
    ["aws_sqs_queue", (values) => { values.kms_master_key_id = null; values.sqs_managed_sse_enabled = false; }]],
  ["own-key", ({ resources }) => {
    const key = {
      aws_sqs_queue: (values) => values.kms_master_key_id,
      aws_sns_topic: (values) => values.kms_master_key_id,
      aws_kinesis_stream: (values) => values.encryption_type === "KMS" && values.kms_key_id,
      aws_dynamodb_table: (values) => values.server_side_encryption?.[0]?.enabled && values.server_side_encryption[0].kms_key_arn,
      aws_cloudwatch_log_group: (values) => values.kms_key_id,
      aws_cloudwatch_event_bus: (values) => values.kms_key_identifier,
      aws_scheduler_schedule: (values) => values.kms_key_arn,
    };
    return resources.filter(({ type, values }) => key[type] && (!key[type](values) || /alias\/aws\//.test(key[type](values))))
      .map((resource) => ({ resource, says: "not encrypted with a key of its own" }));
  }, ["aws_dynamodb_table", (values) => { values.server_side_encryption = []; }],
    ["aws_kinesis_stream", (values) => { values.encryption_type = "NONE"; }],
    ["aws_sns_topic", (values) => { values.kms_master_key_id = "alias/aws/sns"; }],
    ["aws_cloudwatch_log_group", (values) => { values.kms_key_id = null; }],
    ["aws_cloudwatch_event_bus", (values) => { values.kms_key_identifier = null; }]],
  ["key-rotation", each(["aws_kms_key"], (values) => values.key_usage !== "SIGN_VERIFY" && !values.enable_key_rotation, "the key does not rotate"),
    ["aws_kms_key", (values) => { values.enable_key_rotation = false; }]],
  ["log-retention", each(["aws_cloudwatch_log_group"], (values) => values.retention_in_days !== 0 && values.retention_in_days < 365, "logs are kept for less than a year"),
    ["aws_cloudwatch_log_group", (values) => { values.retention_in_days = 30; }]],
  ["backup", each(["aws_dynamodb_table"], (values) => !values.point_in_time_recovery?.[0]?.enabled || !values.deletion_protection_enabled, "no point-in-time recovery or no deletion protection"),
    ["aws_dynamodb_table", (values) => { values.deletion_protection_enabled = false; }]],
  ["dead-letters", each(["aws_cloudwatch_event_target"], (values) => !values.dead_letter_config?.[0]?.arn, "what can't be delivered is lost"),
    ["aws_cloudwatch_event_target", (values) => { values.dead_letter_config = []; }]],
  ["dead-letters-of-schedules", each(["aws_scheduler_schedule"], (values) => !values.target?.[0]?.dead_letter_config?.[0]?.arn, "what can't be started is lost"),
    ["aws_scheduler_schedule", (values) => { values.target[0].dead_letter_config = []; }]],
  ["public-address", ({ resources }) => resources
    .filter(({ type, values }) => values.map_public_ip_on_launch === true || values.associate_public_ip_address === true || /"assign_public_ip":true/.test(JSON.stringify(values)) || type === "aws_internet_gateway")
    .map((resource) => ({ resource, says: "a public address" })),
    ["aws_ecs_service", (values) => { values.network_configuration[0].assign_public_ip = true; }]],
  ["open-ingress", ({ resources }) => resources
    .filter(({ type, values }) => (type === "aws_vpc_security_group_ingress_rule" && OPEN.some((block) => [values.cidr_ipv4, values.cidr_ipv6].includes(block)))
      || (type === "aws_security_group" && list(values.ingress).some((rule) => OPEN.some((block) => [...list(rule.cidr_blocks), ...list(rule.ipv6_cidr_blocks)].includes(block)))))
    .map((resource) => ({ resource, says: "anybody may connect" })),
    ["aws_vpc_security_group_ingress_rule", (values) => { values.cidr_ipv4 = "0.0.0.0/0"; }]],
  ["open-egress", each(["aws_vpc_security_group_egress_rule"], (values) => OPEN.some((block) => [values.cidr_ipv4, values.cidr_ipv6].includes(block)), "may connect anywhere"),
    ["aws_vpc_security_group_egress_rule", (values) => { values.cidr_ipv4 = "0.0.0.0/0"; }]],
  ["one-port", each(["aws_vpc_security_group_egress_rule", "aws_vpc_security_group_ingress_rule"], (values) => values.from_port !== 443 || values.to_port !== 443, "another port than 443"),
    ["aws_vpc_security_group_egress_rule", (values) => { values.from_port = 0; }]],
  ["container", each(["aws_ecs_task_definition"], (values) => containers(values).some((container) => !container.readonlyRootFilesystem || container.privileged || !list(container.linuxParameters?.capabilities?.drop).includes("ALL") || !container.logConfiguration || /:latest$|^[^:@]+$/.test(container.image)),
    "privileged, writable, with capabilities, without a log, or of an image without a version"),
    ["aws_ecs_task_definition", (values) => breakContainer(values, (container) => { container.readonlyRootFilesystem = false; })],
    ["aws_ecs_task_definition", (values) => breakContainer(values, (container) => { container.privileged = true; })]],
  ["secret", each(["aws_ecs_task_definition"], (values) => containers(values).some((container) => list(container.environment).some(({ name, value }) => /SECRET|TOKEN|ACCESS_KEY|PASSWORD(?!_(DAYS|RULE)$)/.test(name) || /^(AKIA|ASIA)[A-Z0-9]{16}$/.test(value))),
    "a secret in the environment"),
    ["aws_ecs_task_definition", (values) => breakContainer(values, (container) => { container.environment.push({ name: "SIEM_TOKEN", value: "x" }); })]],
  ["shell", each(["aws_ecs_service"], (values) => values.enable_execute_command === true, "a shell may be opened in the tasks"),
    ["aws_ecs_service", (values) => { values.enable_execute_command = true; }]],
  ["container-insights", each(["aws_ecs_cluster"], (values) => !list(values.setting).some(({ name, value }) => name === "containerInsights" && value !== "disabled"), "Container Insights is off")],
  ["silent-alarm", each(["aws_cloudwatch_metric_alarm"], (values) => list(values.alarm_actions).length === 0, "an alarm that nobody hears"),
    ["aws_cloudwatch_metric_alarm", (values) => { values.alarm_actions = []; }]],
  ["tags", each(TAGGED(), (values) => !values.tags || Object.keys(values.tags).length === 0, "not tagged"),
    ["aws_sqs_queue", (values) => { values.tags = null; }]],
];

function TAGGED() {
  return ["aws_cloudwatch_event_bus", "aws_cloudwatch_event_rule", "aws_cloudwatch_log_group", "aws_cloudwatch_metric_alarm", "aws_appautoscaling_target",
    "aws_dynamodb_table", "aws_ecs_cluster", "aws_ecs_service", "aws_ecs_task_definition", "aws_iam_policy", "aws_iam_role", "aws_kinesis_stream",
    "aws_kms_key", "aws_scheduler_schedule_group", "aws_security_group", "aws_sns_topic", "aws_sqs_queue", "aws_subnet", "aws_vpc", "aws_vpc_endpoint",
    "aws_route_table", "aws_vpc_security_group_egress_rule", "aws_vpc_security_group_ingress_rule"];
}

function breakPolicy(values, field, change) {
  const policy = JSON.parse(values[field]);
  list(policy.Statement).forEach(change);
  values[field] = JSON.stringify(policy);
}

function breakContainer(values, change) {
  const all = containers(values);
  all.forEach(change);
  values.container_definitions = JSON.stringify(all);
}

// What Terraform would make

function resourcesOf(file) {
  const text = readFileSync(file, "utf8");
  const documents = text.startsWith('{"@') ? text.trim().split("\n").map((line) => JSON.parse(line)).filter(({ type }) => type === "test_state").map((line) => line.test_state) : [JSON.parse(text)];
  const modules = (module) => [...list(module?.resources), ...list(module?.child_modules).flatMap(modules)];
  const found = documents.flatMap((document) => modules(document.root_module ?? document.planned_values?.root_module ?? document.values?.root_module));
  return found.filter(({ mode }) => mode === "managed").map((resource) => ({ ...resource, state: file }));
}

function findingsIn(state) {
  return RULES.flatMap(([rule, find]) => find(state).map((finding) => ({ rule, where: finding.resource.address, ...finding })));
}

// The module itself has no address of its own, wherever it is called from.
const inside = (address) => address.replace(/^module\.ninety\./, "");
const explains = (exception) => (finding) =>
  exception.rule === finding.rule && inside(finding.where).startsWith(exception.where) && (exception.what === undefined || exception.what === finding.what);

// What stands in the sources

/** Lines of a policy with a wildcard and no reason beside it. */
function bareWildcards(text) {
  return text.split("\n").flatMap((line, index) => {
    const code = line.replace(/\s#.*$/, "");
    const wildcard = /"\*"|:\*[":]|\/\*"|rule\/[^"]*\*"/.test(code) && !/error_message|regex|fileset|condition\s+=|description/.test(code);
    const refusal = /Action = "sqs:\*", Resource|Action\s+= "sqs:\*"$/.test(code) || /Principal\s+= "\*"$/.test(code); // of HttpsOnly: a Deny
    return wildcard && !refusal && !/\s#\s\S/.test(line) ? [{ line: index + 1, text: line.trim() }] : [];
  });
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? (entry.name.startsWith(".") || entry.name === "tests" ? [] : sources(join(folder, entry.name)))
      : entry.name.endsWith(".tf") ? [join(folder, entry.name)] : []);
}

// The two ways to run

function check(resources) {
  const exceptions = JSON.parse(readFileSync(join(root, "terraform/exceptions.json"), "utf8"));
  const findings = findingsIn({ resources });
  const open = findings.filter((finding) => !exceptions.some((exception) => explains(exception)(finding)));
  const unused = exceptions.filter((exception) => !findings.some(explains(exception)));
  const unexplained = exceptions.filter(({ reason }) => !reason || reason.length < 20);
  const bare = sources(join(root, "terraform")).flatMap((file) =>
    bareWildcards(readFileSync(file, "utf8")).map(({ line, text }) => `${relative(root, file)}:${line}: a wildcard without its reason beside it: ${text}`));
  const lines = [
    ...new Set(open.map(({ rule, where, what, says }) => `${where}${what ? ` (${what})` : ""}: ${says} [${rule}]`)),
    ...unused.map(({ rule, where, what }) => `terraform/exceptions.json: of no use any more: ${rule} ${where} ${what ?? ""}`),
    ...unexplained.map(({ rule, where }) => `terraform/exceptions.json: no reason: ${rule} ${where}`),
    ...bare,
  ];
  lines.forEach((line) => console.error(line));
  const count = new Set(resources.map(({ address }) => address)).size;
  console.log(`${RULES.length} rules, ${count} resources, ${exceptions.length} explained exceptions, ${lines.length} findings`);
  return lines.length === 0;
}

function selfTest(resources) {
  const before = new Set(findingsIn({ resources }).map(({ rule, where, what }) => `${rule} ${where} ${what}`));
  const planted = RULES.flatMap(([rule, , ...faults]) => faults.map(([type, change]) => ({ rule, type, change })));
  const missed = planted.filter(({ rule, type, change }) => {
    const victims = resources.filter((resource) => resource.type === type);
    return !victims.some((victim) => {
      const broken = structuredClone(victim);
      try {
        change(broken.values);
      } catch {
        return false; // not of a form to be broken so
      }
      return findingsIn({ resources: resources.map((resource) => (resource === victim ? broken : resource)) })
        .some((finding) => finding.rule === rule && !before.has(`${finding.rule} ${finding.where} ${finding.what}`));
    });
  });
  const texts = [
    ['Resource = "*"', 1], ['Resource = "*" # the action knows no resources', 0], ['Resource = ["${arn}:*"]', 1], ['Action = "kms:*"', 1],
    ['"arn:aws:identitystore:::user/*",', 1], ['"arn:aws:identitystore:::user/*", # any user', 0], ['Resource = "*" #', 1],
  ].filter(([text, count]) => bareWildcards(text).length !== count);
  missed.forEach(({ rule, type }) => console.error(`A planted fault was not found: ${rule} in ${type}`));
  texts.forEach(([text]) => console.error(`A wildcard was misjudged: ${text}`));
  console.log(`${planted.length} faults planted in resources and 7 in sources, ${missed.length + texts.length} missed`);
  return missed.length + texts.length === 0;
}

const [first, ...rest] = process.argv.slice(2);
const files = first === "--self-test" ? rest : [first, ...rest].filter(Boolean);
if (files.length === 0) {
  console.error("Usage: terraform/tools/check.js [--self-test] STATE…");
  process.exit(2);
}
const resources = files.flatMap(resourcesOf);
process.exit((first === "--self-test" ? selfTest : check)(resources) ? 0 : 1);
