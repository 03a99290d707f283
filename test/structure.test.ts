/** The layers of the repository: the one list of them. Everything else reads it from here or from the imports themselves. */
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { folderOf } from "./support/folder_graph.js";
import { circlesIn, importsOf, typeScriptFilesIn } from "./support/imports.js";

/**
 * Folders in their order, one layer a line: a folder may import from those in lines above, and none of its own line.
 * `<product>` stands for any adapter; an adapter imports no other adapter.
 */
const layers = `
  src/base
  src/table
  src/build src/text
  src/config
  src/load
  src/load/files
  src/load/rows
  src/load/raw
  src/load/night
  src/publish
  src/project
  src/runs
  src/query
  src/query/formats
  src/night
  src/report src/telemetry
  src/reconcile src/explain src/doctor
  src/forget
  models/shared
  models/run models/lookups models/adapters/<product>/shared
  models/adapters/<product>/sources
  models/adapters/<product>/staging
  models/adapters/<product>/intermediate
  models/adapters/<product>/canonical
  models/adapters/<product>
  models/canonical
  models/intermediate
  models/marts
  models/lookup_gaps
  reports/funnel
  reports
  seeds/company/world
  seeds/company/systems seeds/company/truth
  seeds/company/simulation
  seeds/company
  src/cli/setup src/cli/nightly src/cli/questions
  src/cli
  bench docs/generator
`
  .trim()
  .split("\n")
  .map((line) => line.trim().split(" "));

/** What some folders may import, of all that lies above them. The key and the values are beginnings of paths. */
const narrower: Readonly<Record<string, readonly string[]>> = {
  // The engine finds models and reports in their folders; it imports none. The commands offer the generated company.
  src: ["src", "seeds/company"],
  // A model is SQL and its contract: it needs the engine's types and words, and nothing that works with files.
  models: ["models", "src/base", "src/table", "src/config", "src/runs"],
  "models/adapters": ["models/adapters", "models/run", "models/lookups", "models/shared", "src/base", "src/table"],
  // Sources are columns by hand; staging is one to one with them.
  "models/adapters/<product>/sources": ["models/adapters/<product>/shared", "src/table"],
  "models/adapters/<product>/staging": [
    "models/adapters/<product>/sources",
    "models/adapters/<product>/shared",
    "models/shared",
    "src/table",
  ],
  reports: ["reports", "models/marts", "models/run", "src/base", "src/table", "src/query", "src/report"],
  // The company and its truth must not know the rules that they check.
  "seeds/company": ["seeds/company", "src/base", "src/table", "src/config"],
};

/** Folders that only these import: what is made up stays out of the engine. */
const hidden: Readonly<Record<string, readonly string[]>> = {
  "seeds/company": ["seeds/company", "src/cli", "bench"],
  bench: ["bench"],
  "docs/generator": ["docs/generator"],
};

const files = typeScriptFilesIn("src", "models", "reports", "seeds", "bench", "docs");
const imports = importsOf(files);
const layerOf = (folder: string) => layers.findIndex((line) => line.includes(folder));
const productOf = (file: string) => /^models\/adapters\/([^/]+)/.exec(file)?.[1];
const isBelow = (folder: string, parent: string) => folder === parent || folder.startsWith(`${parent}/`);
const shown = ({ from, to }: { from: string; to: string }) => `${from} imports ${to}`;

test("every folder has its place in the order", () => {
  expect([...new Set(files.map(folderOf))].filter((folder) => layerOf(folder) < 0)).toEqual([]);
});

test("a folder imports only what lies before it in the order", () => {
  const wrong = imports.filter(({ from, to }) => {
    const [own, other] = [folderOf(from), folderOf(to)];
    return own !== other && layerOf(own) <= layerOf(other);
  });
  expect(wrong.map(shown)).toEqual([]);
});

test("models, reports and the generated company import no more of the engine than they need", () => {
  const wrong = imports.filter(({ from, to }) =>
    Object.entries(narrower).some(
      ([folder, allowed]) =>
        isBelow(folderOf(from), folder) && !allowed.some((parent) => isBelow(folderOf(to), parent)),
    ),
  );
  expect(wrong.map(shown)).toEqual([]);
});

test("an adapter imports no other adapter", () => {
  const wrong = imports.filter(
    ({ from, to }) => productOf(from) !== undefined && productOf(to) !== undefined && productOf(from) !== productOf(to),
  );
  expect(wrong.map(shown)).toEqual([]);
});

test("behind the canonical entities no model imports an adapter", () => {
  const wrong = imports.filter(
    ({ from, to }) => /^(models|reports)\//.test(from) && productOf(from) === undefined && productOf(to) !== undefined,
  );
  expect(wrong.map(shown)).toEqual([]);
});

test("only the commands and the benchmarks import the generated company", () => {
  const wrong = imports.filter(({ from, to }) =>
    Object.entries(hidden).some(
      ([folder, importers]) => isBelow(dirname(to), folder) && !importers.some((one) => isBelow(dirname(from), one)),
    ),
  );
  expect(wrong.map(shown)).toEqual([]);
});

test("no files import each other in a circle, types included", () => {
  expect(circlesIn(imports.map(({ from, to }) => [from, to] as const))).toEqual([]);
});

test("no folders import each other in a circle", () => {
  expect(circlesIn(imports.map(({ from, to }) => [dirname(from), dirname(to)] as const))).toEqual([]);
});

test("tests of src, models, reports, queries and seeds lie in the folder of the same path below test", () => {
  const mirrored = ["src", "models", "reports", "queries", "seeds"];
  const folders = new Set(typeScriptFilesIn(...mirrored.map((folder) => `test/${folder}`)).map(dirname));
  expect([...folders].filter((folder) => !existsSync(folder.slice("test/".length)))).toEqual([]);
});
