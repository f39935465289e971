#!/usr/bin/env node
// Collects the ```hcl snippets of every README.md of terraform/ into one root module, so that Terraform can
// validate them: prints it. Where a snippet has a module from a repository, the one of this checkout stands.
//   terraform/tools/snippets.js PATH > main.tf     PATH leads from main.tf to terraform/
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { filesBelow } = require("./sources.js");

const path = process.argv[2];
if (!path) {
  console.error("Usage: terraform/tools/snippets.js PATH > main.tf");
  process.exit(2);
}
const snippets = filesBelow(join(__dirname, ".."), "README.md").flatMap((readme) =>
  [...readFileSync(readme, "utf8").matchAll(/^```hcl\n([\s\S]*?)^```/gm)].map(([, snippet]) => snippet),
);
process.stdout.write(snippets.join("\n").replace(/"git::[^"]*\/\/terraform([^"?]*)\?ref=[^"]*"/g, `"${path}$1"`));
