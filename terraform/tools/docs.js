#!/usr/bin/env node
// Writes the tables of inputs and outputs in terraform/README.md from variables.tf and outputs.tf.
//   terraform/tools/docs.js           writes them
//   terraform/tools/docs.js --check   fails where they are stale
// Reads what `terraform fmt` has formatted: a block begins at the margin and ends with a brace there.
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const terraform = join(__dirname, "..");
const readme = join(terraform, "README.md");

/** Blocks of a kind, with the texts of their arguments; those that go over several lines on one. */
function blocksOf(file, kind) {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(new RegExp(`^${kind} "(\\w+)" \\{\\n([\\s\\S]*?)^\\}`, "gm"))].map(([, name, body]) => {
    const args = {};
    for (const [, key, value] of body.matchAll(/^ {2}(\w+)\s+= ((?:[^\n]*[({[]\n[\s\S]*?^ {2}[)}\]]+)|[^\n]*)/gm)) {
      args[key] = value.replace(/\n\s*/g, ", ").replace(/\s+/g, " ").replace(/([({[]), /g, "$1 ").replace(/, ([)}\]])/g, " $1");
    }
    return { name, ...args };
  });
}

const cell = (text) => text.replace(/\|/g, "\\|");
const words = (quoted) => cell(JSON.parse(quoted.replace(/\\(?!")/g, "\\\\")));
const code = (text) => `\`${cell(text)}\``;
const table = (head, rows) => [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

const inputs = (folder) => table(["input", "type", "default", "is"],
  blocksOf(join(terraform, folder, "variables.tf"), "variable").map(({ name, type, default: value, description }) =>
    [code(name), code(type), value === undefined ? "**required**" : code(value), words(description)]));
const outputs = (folder) => table(["output", "is"],
  blocksOf(join(terraform, folder, "outputs.tf"), "output").map(({ name, description }) => [code(name), words(description)]));

const MAKERS = { inputs, outputs };
const stale = readFileSync(readme, "utf8");
const fresh = stale.replace(/(<!-- (inputs|outputs) of (\S+) -->\n)[\s\S]*?(<!-- end -->)/g,
  (_, begin, kind, folder, end) => `${begin}${MAKERS[kind](folder)}\n${end}`);

if (process.argv[2] !== "--check") {
  writeFileSync(readme, fresh);
} else if (fresh !== stale) {
  console.error("terraform/README.md is stale: run terraform/tools/docs.js");
  process.exit(1);
}
