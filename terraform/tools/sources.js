// The files of the module, its sub-modules and its examples; those of tests aside.
const { readdirSync } = require("node:fs");
const { join } = require("node:path");

/** Files below a folder by the end of their names, the folder's own first. */
function filesBelow(folder, end) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return [
    ...entries.filter((entry) => entry.isFile() && entry.name.endsWith(end)),
    ...entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "tests"),
  ].flatMap((entry) => (entry.isFile() ? [join(folder, entry.name)] : filesBelow(join(folder, entry.name), end)));
}

module.exports = { filesBelow };
