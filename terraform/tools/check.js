#!/usr/bin/env node
// Looks for what scanners flag, in what Terraform would make: public access, missing encryption,
// wildcards, anybody's service, plain HTTP, secrets, what is not tagged, kept or backed up.
//   terraform/tools/check.js STATE…       output of `terraform test -json -verbose` or `terraform show -json`
//   terraform/tools/check.js --self-test STATE…   breaks each rule in turn and sees that it is found
// An exception stands in terraform/exceptions.json with its reason; one that is of no use any more is a
// finding too. In the sources, each wildcard in a policy has its reason beside it. Exit codes: 0, 1, 2.
const { readFileSync } = require("node:fs");
const { join, relative } = require("node:path");
const { filesBelow } = require("./sources.js");
const { resourcesOf } = require("./state.js");

const RULES = [...require("./rules_policies.js"), ...require("./rules_resources.js")];
const root = join(__dirname, "../..");

function findingsIn(state) {
  return RULES.flatMap(([rule, find]) =>
    find(state).map((finding) => ({ rule, where: finding.resource.address, ...finding })),
  );
}

// The module itself has no address of its own, wherever it is called from.
const inside = (address) => address.replace(/^module\.ninety\./, "");
const explains = (exception) => (finding) =>
  exception.rule === finding.rule &&
  inside(finding.where).startsWith(exception.where) &&
  (exception.what === undefined || exception.what === finding.what);

// What stands in the sources

/** Lines of a policy with a wildcard and no reason beside it. */
function bareWildcards(text) {
  return text.split("\n").flatMap((line, index) => {
    const code = line.replace(/\s#.*$/, "");
    const wildcard =
      /"\*"|:\*[":]|\/\*"|rule\/[^"]*\*"/.test(code) &&
      !/error_message|regex|fileset|condition\s+=|description/.test(code);
    const refusal = /Action = "sqs:\*", Resource|Action\s+= "sqs:\*"$/.test(code) || /Principal\s+= "\*"$/.test(code); // of HttpsOnly: a Deny
    return wildcard && !refusal && !/\s#\s\S/.test(line) ? [{ line: index + 1, text: line.trim() }] : [];
  });
}

// The two ways to run

function check(resources) {
  const exceptions = JSON.parse(readFileSync(join(root, "terraform/exceptions.json"), "utf8"));
  const findings = findingsIn({ resources });
  const open = findings.filter((finding) => !exceptions.some((exception) => explains(exception)(finding)));
  const unused = exceptions.filter((exception) => !findings.some(explains(exception)));
  const unexplained = exceptions.filter(({ reason }) => !reason || reason.length < 20);
  const bare = filesBelow(join(root, "terraform"), ".tf").flatMap((file) =>
    bareWildcards(readFileSync(file, "utf8")).map(
      ({ line, text }) => `${relative(root, file)}:${line}: a wildcard without its reason beside it: ${text}`,
    ),
  );
  const lines = [
    ...new Set(
      open.map(({ rule, where, what, message }) => `${where}${what ? ` (${what})` : ""}: ${message} [${rule}]`),
    ),
    ...unused.map(
      ({ rule, where, what }) => `terraform/exceptions.json: of no use any more: ${rule} ${where} ${what ?? ""}`,
    ),
    ...unexplained.map(({ rule, where }) => `terraform/exceptions.json: no reason: ${rule} ${where}`),
    ...bare,
  ];
  lines.forEach((line) => console.error(line));
  const count = new Set(resources.map(({ address }) => address)).size;
  console.log(
    `${RULES.length} rules, ${count} resources, ${exceptions.length} explained exceptions, ${lines.length} findings`,
  );
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
      return findingsIn({ resources: resources.map((resource) => (resource === victim ? broken : resource)) }).some(
        (finding) => finding.rule === rule && !before.has(`${finding.rule} ${finding.where} ${finding.what}`),
      );
    });
  });
  const texts = [
    ['Resource = "*"', 1],
    ['Resource = "*" # the action knows no resources', 0],
    ['Resource = ["${arn}:*"]', 1],
    ['Action = "kms:*"', 1],
    ['"arn:aws:identitystore:::user/*",', 1],
    ['"arn:aws:identitystore:::user/*", # any user', 0],
    ['Resource = "*" #', 1],
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
