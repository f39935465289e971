// Rules about policies: who is let in, to do what, on which resources, over which protocol.
// A rule: its name, how it finds, and for the self-test which resource to take and how to break it.
const { list, parsed } = require("./state.js");

const statements = (text) => list(parsed(text)?.Statement);
const isKey = (resource) => resource.type === "aws_kms_key";

// Every policy that a resource carries.
const POLICIES = ["policy", "assume_role_policy"];
const granted = (resource) =>
  POLICIES.flatMap((field) => statements(resource.values[field])).filter((statement) => statement.Effect === "Allow");
const principals = (statement) =>
  statement.Principal === "*" ? ["*"] : Object.values(statement.Principal ?? {}).flatMap(list);
const conditionKeys = (statement) => Object.values(statement.Condition ?? {}).flatMap(Object.keys);

const eachGrant =
  (applies, broken, message) =>
  ({ resources }) =>
    resources.filter(applies).flatMap((resource) =>
      granted(resource)
        .filter((statement) => broken(statement, resource))
        .map((statement) => ({ resource, what: statement.Sid, message })),
    );
const overHttps =
  (type, policyType, message) =>
  ({ resources }) => {
    const refused = resources
      .filter((resource) => resource.type === policyType)
      .filter(({ values }) =>
        statements(values.policy).some(
          (statement) =>
            statement.Effect === "Deny" &&
            statement.Condition?.Bool?.["aws:SecureTransport"] === "false" &&
            principals(statement).includes("*"),
        ),
      );
    const named = (resource) => resource.address.replace(`${type}.`, `${policyType}.`);
    return resources
      .filter(
        (resource) =>
          resource.type === type &&
          !refused.some((policy) => policy.state === resource.state && policy.address === named(resource)),
      )
      .map((resource) => ({ resource, message }));
  };

function breakPolicy(values, field, change) {
  const policy = JSON.parse(values[field]);
  list(policy.Statement).forEach(change);
  values[field] = JSON.stringify(policy);
}

module.exports = [
  [
    "anybody",
    eachGrant(
      () => true,
      (statement) => principals(statement).some((principal) => principal === "*" || /:iam::\*/.test(principal)),
      "anybody is let in",
    ),
    [
      "aws_sqs_queue_policy",
      (values) =>
        breakPolicy(values, "policy", (statement) => Object.assign(statement, { Effect: "Allow", Principal: "*" })),
    ],
  ],
  [
    "whole-account",
    eachGrant(
      (resource) => !isKey(resource),
      (statement) =>
        principals(statement).some((principal) => /:iam::[0-9]{12}:root$/.test(principal)) &&
        conditionKeys(statement).length === 0,
      "a whole account is let in without a condition",
    ),
    [
      "aws_iam_role",
      (values) =>
        breakPolicy(values, "assume_role_policy", (statement) => {
          statement.Principal = { AWS: "arn:aws:iam::999988887777:root" };
          delete statement.Condition;
        }),
    ],
  ],
  [
    "service-for-anyone",
    eachGrant(
      (resource) => !["aws_iam_role_policy", "aws_iam_policy"].includes(resource.type),
      (statement) =>
        list(statement.Principal?.Service).some((service) => !/^logs\./.test(service)) &&
        !conditionKeys(statement).some((key) => /^aws:Source(Account|Arn)$/.test(key)),
      "a service may do this on behalf of any account: aws:SourceAccount or aws:SourceArn is missing",
    ),
    [
      "aws_iam_role",
      (values) =>
        breakPolicy(values, "assume_role_policy", (statement) => {
          statement.Principal = { Service: "events.amazonaws.com" };
          delete statement.Condition;
        }),
    ],
  ],
  [
    "wildcard-action",
    eachGrant(
      () => true,
      (statement) => list(statement.Action).some((action) => action.includes("*")),
      "a wildcard in an action",
    ),
    [
      "aws_iam_role_policy",
      (values) =>
        breakPolicy(values, "policy", (statement) => {
          statement.Action = "dynamodb:*";
        }),
    ],
  ],
  [
    "wildcard-resource",
    eachGrant(
      (resource) => !isKey(resource),
      (statement) => list(statement.Resource).some((arn) => arn.includes("*")),
      "a wildcard in a resource",
    ),
    [
      "aws_iam_role_policy",
      (values) =>
        breakPolicy(values, "policy", (statement) => {
          statement.Resource = "*";
        }),
    ],
  ],
  [
    "not-action",
    eachGrant(
      () => true,
      (statement) => "NotAction" in statement || "NotResource" in statement || "NotPrincipal" in statement,
      "everything but what is named is granted",
    ),
    [
      "aws_iam_role_policy",
      (values) =>
        breakPolicy(values, "policy", (statement) => {
          statement.NotAction = ["iam:*"];
        }),
    ],
  ],
  [
    "plain-http",
    overHttps("aws_sqs_queue", "aws_sqs_queue_policy", "plain HTTP is not refused"),
    [
      "aws_sqs_queue_policy",
      (values) =>
        breakPolicy(values, "policy", (statement) => {
          delete statement.Condition;
        }),
    ],
  ],
  [
    "plain-http-topic",
    overHttps("aws_sns_topic", "aws_sns_topic_policy", "plain HTTP is not refused"),
    [
      "aws_sns_topic_policy",
      (values) =>
        breakPolicy(values, "policy", (statement) => {
          delete statement.Condition;
        }),
    ],
  ],
];
