// What Terraform would make or has made: its resources, and the JSON documents inside of them.
const { readFileSync } = require("node:fs");

const list = (value) => (value === undefined || value === null ? [] : [value].flat());
// A mock answers what a service would set with a word of its own: no document.
const parsed = (text) => (/^[[{]/.test(text ?? "") ? JSON.parse(text) : undefined);

/** The managed resources in an output of `terraform test -json -verbose` or `terraform show -json`. */
function resourcesOf(file) {
  const text = readFileSync(file, "utf8");
  const documents = text.startsWith('{"@')
    ? text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
        .filter(({ type }) => type === "test_state")
        .map((line) => line.test_state)
    : [JSON.parse(text)];
  const modules = (module) => [...list(module?.resources), ...list(module?.child_modules).flatMap(modules)];
  const found = documents.flatMap((document) =>
    modules(document.root_module ?? document.planned_values?.root_module ?? document.values?.root_module),
  );
  return found.filter(({ mode }) => mode === "managed").map((resource) => ({ ...resource, state: file }));
}

module.exports = { list, parsed, resourcesOf };
