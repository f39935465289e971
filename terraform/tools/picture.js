#!/usr/bin/env node
// Draws the resources of a plan, by account and by the file that makes them: a picture of what an apply
// of examples/complete makes.
//   terraform/tools/plan.js DIRECTORY | terraform/tools/picture.js > plan.svg
const { readFileSync, readdirSync } = require("node:fs");
const { basename, join } = require("node:path");

const terraform = join(__dirname, "..");

// Where a box stands: a column of boxes each, in the order of the data. A concern that is not here is
// drawn in the last column.
const COLUMNS = [
  ["forwarding", "forwarding_second", "directory"],
  ["ingest", "dead_letters"],
  ["users", "compute", "alerts"],
  ["permissions_tasks", "permissions_people", "permissions_services", "keys", "logs"],
  ["observability"],
];
const ABOUT = {
  forwarding: "Identity Center, eu-central-1",
  forwarding_second: "Identity Center, eu-west-1",
  directory: "Identity Center, the directory",
  network: "the example's VPC",
  main: "the example itself",
};
// From box to box, the way of an event.
const ARROWS = [
  ["forwarding", "ingest"],
  ["forwarding_second", "ingest"],
  ["ingest", "compute"],
  ["compute", "users"],
  ["compute", "alerts"],
];

/** The file that a resource of a module stands in, by "type.name". */
function filesOf(folder) {
  return new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith(".tf"))
      .flatMap((name) =>
        [...readFileSync(join(folder, name), "utf8").matchAll(/^resource "(\w+)" "(\w+)"/gm)].map(
          ([, type, resource]) => [`${type}.${resource}`, basename(name, ".tf")],
        ),
      ),
  );
}

function boxesOf(plan) {
  const ours = filesOf(terraform);
  const examples = filesOf(join(terraform, "examples/complete"));
  const boxes = new Map();
  const add = (box, { type, name }) => {
    const counts = boxes.get(box) ?? boxes.set(box, new Map()).get(box);
    const line = `${type.replace(/^aws_/, "")}.${name}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  };
  const made = ({ mode }) => mode === "managed"; // and not only read
  const { root_module: root } = plan.planned_values;
  root.resources.filter(made).forEach((resource) => add(examples.get(`${resource.type}.${resource.name}`), resource));
  for (const { address, resources } of root.child_modules) {
    const module = address.replace("module.", "");
    resources
      .filter(made)
      .forEach((resource) =>
        add(module === "ninety" ? ours.get(`${resource.type}.${resource.name}`) : module, resource),
      );
  }
  return boxes;
}

const GAP = 44,
  LINE = 15,
  CHARACTER = 6.7,
  HEAD = 40,
  TOP = 64;
const words = (line, count) => `${line}${count > 1 ? ` ×${count}` : ""}`;
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

function svgOf(plan) {
  const boxes = boxesOf(plan);
  const placed = COLUMNS.flat();
  const rest = [...boxes.keys()].filter((box) => !placed.includes(box)).sort();
  const columns = [...COLUMNS.slice(0, -1), [...COLUMNS.at(-1), ...rest]];
  const longest = Math.max(
    ...[...boxes.values()].flatMap((counts) => [...counts].map(([line, count]) => words(line, count).length)),
  );
  const wide = Math.ceil(longest * CHARACTER) + 24;
  const total = [...boxes.values()].flatMap((counts) => [...counts.values()]).reduce((sum, count) => sum + count, 0);

  const place = new Map();
  columns.forEach((column, index) => {
    let y = TOP;
    column
      .filter((box) => boxes.has(box))
      .forEach((box) => {
        const height = HEAD + boxes.get(box).size * LINE + 8;
        place.set(box, { x: 20 + index * (wide + GAP), y, height });
        y += height + 24;
      });
  });
  const width = 20 + columns.length * (wide + GAP) - GAP + 20;
  const height = Math.max(...[...place.values()].map((box) => box.y + box.height)) + 20;

  const arrows = ARROWS.filter((pair) => pair.every((box) => place.has(box))).map(([from, to]) => {
    const [a, b] = [place.get(from), place.get(to)];
    if (a.x === b.x) {
      // up or down in a column
      const up = b.y < a.y;
      return `<path d="M${a.x + wide / 2} ${up ? a.y : a.y + a.height} V${up ? b.y + b.height + 4 : b.y - 4}"/>`;
    }
    const [startX, startY, endX, endY] = [a.x + wide, a.y + 20, b.x - 4, b.y + 20];
    const middle = startX + GAP / 2;
    return `<path d="M${startX} ${startY} H${middle} V${endY} H${endX}"/>`;
  });
  const drawn = [...place].map(([box, { x, y, height: tall }]) => {
    const counts = boxes.get(box);
    const sum = [...counts.values()].reduce((a, b) => a + b, 0);
    const title = ABOUT[box] ?? `${box}.tf`;
    const lines = [...counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([line, count], index) =>
          `<text class="line" x="${x + 12}" y="${y + HEAD + 6 + index * LINE}">${escaped(words(line, count))}</text>`,
      );
    return [
      `<rect x="${x}" y="${y}" width="${wide}" height="${tall}" rx="6"/>`,
      `<text class="title" x="${x + 12}" y="${y + 24}">${escaped(title)}</text>`,
      `<text class="count" x="${x + wide - 12}" y="${y + 24}">${sum}</text>`,
      ...lines,
    ].join("\n");
  });

  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-sans-serif, system-ui, sans-serif">
<title>Resources of examples/complete</title>
<style>
.paper { fill: #fff; stroke: none }
rect { fill: #f6f8fa; stroke: #8b949e }
path { fill: none; stroke: #57606a; stroke-width: 1.5; marker-end: url(#head) }
text { fill: #1f2328 }
.name { font-size: 18px; font-weight: 600 }
.title { font-size: 13px; font-weight: 600 }
.count { font-size: 13px; text-anchor: end; fill: #57606a }
.line { font: 11px ui-monospace, Menlo, Consolas, monospace }
</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 z" style="fill:#57606a;stroke:none;marker-end:none"/></marker></defs>
<rect class="paper" width="${width}" height="${height}"/>
<text class="name" x="20" y="38">examples/complete: ${total} resources, drawn from its plan</text>
${[...arrows, ...drawn].join("\n")}
</svg>
`;
}

process.stdout.write(svgOf(JSON.parse(readFileSync(0, "utf8"))));
