#!/usr/bin/env node
// Plans a root module with the real provider and without AWS: prints the plan as `terraform show -json` has it.
//   terraform/tools/plan.js DIRECTORY > plan.json
// In AWS's place stands a server that answers the two questions of a first plan: who is asking, and how
// many on-demand streams there may be. A plan that asks more fails. The module must be initialized.
const { execFile } = require("node:child_process");
const { mkdtempSync, rmSync } = require("node:fs");
const http = require("node:http");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { promisify } = require("node:util");

const ACCOUNT = "444455556666";
const IDENTITY = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::${ACCOUNT}:user/plan</Arn><UserId>AIDAEXAMPLE</UserId><Account>${ACCOUNT}</Account>
</GetCallerIdentityResult><ResponseMetadata><RequestId>plan</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;

const LIMITS = JSON.stringify({
  ShardLimit: 500,
  OpenShardCount: 0,
  OnDemandStreamCount: 0,
  OnDemandStreamCountLimit: 50,
});

const directory = process.argv[2];
if (!directory) {
  console.error("Usage: terraform/tools/plan.js DIRECTORY > plan.json");
  process.exit(2);
}

const server = http.createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    const answer = [
      [body.includes("Action=GetCallerIdentity"), IDENTITY],
      [request.headers["x-amz-target"] === "Kinesis_20131202.DescribeLimits", LIMITS],
    ].find(([asked]) => asked)?.[1];
    if (answer === undefined) {
      console.error(`The plan asked AWS for more: ${request.headers["x-amz-target"] ?? body.slice(0, 200)}`);
      process.exitCode = 1;
    }
    response.writeHead(answer === undefined ? 400 : 200);
    response.end(answer);
  });
});

server.listen(0, "127.0.0.1", async () => {
  const work = mkdtempSync(join(tmpdir(), "ninety-plan-"));
  const file = join(work, "plan");
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: "mock",
    AWS_SECRET_ACCESS_KEY: "mock",
    AWS_SESSION_TOKEN: "",
    AWS_PROFILE: "",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL: `http://127.0.0.1:${server.address().port}`,
  };
  const terraform = (...args) =>
    promisify(execFile)("terraform", [`-chdir=${directory}`, ...args], { env, maxBuffer: 1 << 28 });
  try {
    await terraform("plan", "-no-color", "-input=false", "-lock=false", `-out=${file}`);
    const { stdout } = await terraform("show", "-json", file);
    process.stdout.write(stdout);
  } catch (failed) {
    console.error(failed.stderr || failed.message);
    process.exitCode = 1;
  } finally {
    rmSync(work, { recursive: true });
    server.close();
  }
});
