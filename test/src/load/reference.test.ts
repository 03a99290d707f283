import { join } from "node:path";
import { expect, test } from "vitest";
import { loadLookup } from "../../../src/load/raw/load_lookup.js";
import { nullable, oneOf, text, whole } from "../../../src/table/columns.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { source } from "../../../src/table/model.js";
import { rowsOf } from "../../../src/table/rows.js";
import { createLoadProject } from "./load_project.js";

const personas = source({
  name: "raw.personas",
  about: "One row per rule.",
  origin: { kind: "reference", file: "personas.csv" },
  grain: ["priority"],
  columns: {
    priority: whole("Order"),
    match: oneOf(["equals", "contains"], "How"),
    persona: nullable(text("Persona")),
  },
});

async function read(content: string) {
  const at = createLoadProject();
  at.put("reference/personas.csv", content);
  return withWarehouse(":memory:", "READ_WRITE", async (warehouse) => {
    await loadLookup(warehouse, personas, join(at.project, "reference/personas.csv"));
    return rowsOf(warehouse, "from raw.personas order by priority");
  });
}

test("a row may leave out the comma for its mark, and for nothing else", async () => {
  const columns = { ...personas.columns, mark: nullable(text("Mark")) };
  const marked = source({
    name: "raw.personas",
    about: "One row per rule.",
    origin: { kind: "reference", file: "personas.csv" },
    grain: ["priority"],
    columns,
  });
  const readMarked = (content: string) => {
    const at = createLoadProject();
    at.put("reference/personas.csv", content);
    return withWarehouse(":memory:", "READ_WRITE", async (warehouse) => {
      await loadLookup(warehouse, marked, join(at.project, "reference/personas.csv"));
      return rowsOf<Record<string, unknown>>(warehouse, "from raw.personas order by priority");
    });
  };
  const found = await readMarked(
    'priority,match,persona,mark\n1,equals,"VP, Sales"\n2,equals,Other,guess\n3,equals,,\n',
  );
  expect(found.map(({ persona, mark }) => [persona, mark])).toEqual([
    ["VP, Sales", null],
    ["Other", "guess"],
    [null, null],
  ]);
  await expect(readMarked("priority,match,persona,mark\n1,equals\n")).rejects.toThrow("line 2: too few fields");
  await expect(readMarked("priority,match,mark,persona\n1,equals,\n")).rejects.toThrow("line 2: too few fields");
});

test("a lookup is typed like any table; a nullable column may be absent", async () => {
  expect(await read("match,priority\r\nequals,10\r\ncontains,2\r\n")).toEqual([
    { priority: 2n, match: "contains", persona: null },
    { priority: 10n, match: "equals", persona: null },
  ]);
});

test.each([
  [
    "a value that does not fit",
    "priority,match\n1,equals\ntwo,equals\n",
    /line 3: column priority: not a whole.*"two", expected whole/,
  ],
  [
    "a word that is not on the list",
    "priority,match\n1,like\n",
    /line 2: column match.*"like", expected one of equals, contains/,
  ],
  ["a key that occurs twice", "priority,match\n1,equals\n1,contains\n", /line 3: a second record of the same priority/],
  ["a missing column", "priority\n1\n", /line 1: the column match is missing. Found: priority/],
  ["an unknown column", "priority,match,personna\n1,equals,x\n", /unknown column "personna"/],
  ["a ragged record", "priority,match\n1\n", /line 2: too few fields/],
])("%s in a lookup is a configuration error with the line", async (_, content, message) => {
  await expect(read(content)).rejects.toMatchObject({ exitCode: 2, message: expect.stringMatching(message) });
});
