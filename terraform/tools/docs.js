#!/usr/bin/env node
// Writes the tables of inputs and outputs in each README.md of terraform/ from the blocks in the files
// beside it. Between <!-- inputs of variables.tf --> and <!-- end --> stands the table of that file.
//   terraform/tools/docs.js           writes them
//   terraform/tools/docs.js --check   fails where they are stale
// A module or example without a README.md, a variable or output that is in no table, and a page that lists other
// rights for a SIEM than the module grants, fail either way.
// Reads what `terraform fmt` has formatted: a block begins at the margin and ends with a brace there.
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { dirname, join, relative } = require("node:path");
const { filesBelow } = require("./sources.js");

const terraform = join(__dirname, "..");
const KINDS = { inputs: "variable", outputs: "output" };

/** Blocks of a kind, with the texts of their arguments; those that go over several lines on one. */
function blocksOf(file, kind) {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(new RegExp(`^${kind} "(\\w+)" \\{\\n([\\s\\S]*?)^\\}`, "gm"))].map(([, name, body]) => {
    const args = {};
    for (const [, key, value] of body.matchAll(/^ {2}(\w+)\s+= ((?:[^\n]*[({[]\n[\s\S]*?^ {2}[)}\]]+)|[^\n]*)/gm)) {
      args[key] = value
        .replace(/\n\s*/g, ", ")
        .replace(/\s+/g, " ")
        .replace(/([({[]), /g, "$1 ")
        .replace(/, ([)}\]])/g, " $1");
    }
    return { name, ...args };
  });
}

const cell = (text) => text.replace(/\|/g, "\\|");
const words = (quoted) => cell(JSON.parse((quoted ?? '""').replace(/\\(?!")/g, "\\\\")));
const code = (text) => `\`${cell(text)}\``;
const table = (head, rows) => [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

const MAKERS = {
  inputs: (file) =>
    table(
      ["input", "type", "default", "description"],
      blocksOf(file, "variable").map(({ name, type, default: value, description }) => [
        code(name),
        code(type),
        value === undefined ? "**required**" : code(value),
        words(description),
      ]),
    ),
  outputs: (file) =>
    table(
      ["output", "description"],
      blocksOf(file, "output").map(({ name, description }) => [code(name), words(description)]),
    ),
};

/** What a README.md should be, and what is wrong with it beside stale tables. */
function refreshed(readme, sources) {
  const stale = readFileSync(readme, "utf8");
  const fresh = stale.replace(
    /(<!-- (inputs|outputs) of (\S+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, begin, kind, file, end) => `${begin}${MAKERS[kind](join(dirname(readme), file))}\n${end}`,
  );
  const missing = Object.entries(KINDS).flatMap(([kind, block]) =>
    sources
      .filter((file) => blocksOf(file, block).length > 0)
      .map((file) => `<!-- ${kind} of ${relative(dirname(readme), file)} -->`)
      .filter((marker) => !fresh.includes(marker)),
  );
  return { stale, fresh, missing };
}

/** Where a page lists other actions for the reader of the alerts than the queue's policy grants it. */
function otherRightsOfTheSiem() {
  const actions = (text) => JSON.stringify([...new Set(text.match(/\bsqs:\w+/g))].sort());
  const policies = sources.map((file) => readFileSync(file, "utf8")).join("\n");
  const granted = actions(policies.match(/^ {2}siem_reads = \{\n([\s\S]*?)^ {2}\}/m)[1]);
  const page = (path) => readFileSync(join(terraform, path), "utf8");
  const lists = {
    "terraform/README.md": [page("README.md").match(/The SIEM's role needs[^.]*\./)?.[0] ?? ""],
    "docs/siem/README.md": page("../docs/siem/README.md").match(/"Action": \[[^\]]*\]/g),
  };
  return Object.entries(lists)
    .filter(([, texts]) => texts.some((text) => actions(text) !== granted))
    .map(([path]) => `${path} lists other actions for a SIEM than its policy: ${granted}`);
}

const faults = [];
const sources = filesBelow(terraform, ".tf");
for (const folder of new Set(sources.map(dirname))) {
  const readme = join(folder, "README.md");
  const named = join("terraform", relative(terraform, readme));
  if (!existsSync(readme)) {
    faults.push(`${named} is missing`);
    continue;
  }
  const { stale, fresh, missing } = refreshed(
    readme,
    sources.filter((file) => dirname(file) === folder),
  );
  faults.push(...missing.map((marker) => `${named} has no ${marker}`));
  if (process.argv[2] !== "--check") {
    writeFileSync(readme, fresh);
  } else if (fresh !== stale) {
    faults.push(`${named} is stale: run terraform/tools/docs.js`);
  }
}
faults.push(...otherRightsOfTheSiem());
faults.forEach((fault) => console.error(fault));
process.exit(faults.length === 0 ? 0 : 1);
