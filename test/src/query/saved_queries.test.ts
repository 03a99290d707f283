import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBDateValue } from "@duckdb/node-api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { UserError } from "../../../src/base/errors.js";
import { mustNameKnownValues } from "../../../src/query/known_values.js";
import { bindParams, listSavedQueries, readSavedQuery } from "../../../src/query/saved_queries.js";
import { withReader } from "../../../src/query/sealed_reader.js";
import { askRows, setUpQueryWarehouse } from "./query_warehouse.js";

const warehouse = setUpQueryWarehouse();
let queries: string;
beforeEach(() => {
  queries = mkdtempSync(join(tmpdir(), "queries-"));
});
afterEach(() => rmSync(queries, { recursive: true }));

const header = `-- question: Which rows are on a page?
-- grain: One row per row of marts.many
-- param first (whole): number of the first row
-- param label (text): only rows whose label holds it; default null
-- param rows (whole): rows on the page; default 2
-- example: closedloop query page --param first=10 --param 'label=row 1'
`;
const body = `
select n, label as "the $label"
from marts.many
where n >= $first and ($label is null or contains(label, $label)) and label <> '$price' -- not $five
order by n
limit $rows
`;
const save = (text: string, name = "page") => writeFileSync(join(queries, `${name}.sql`), text);
const page = () => readSavedQuery(queries, "page");
const refusal = (work: () => unknown): UserError => {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).exitCode).toBe(2);
    return error as UserError;
  }
  throw new Error("nothing was refused");
};

test("a header says what the query answers, for what rows, with which parameters", () => {
  save(header + body);
  expect(page()).toEqual({
    name: "page",
    file: join(queries, "page.sql"),
    question: "Which rows are on a page?",
    grain: "One row per row of marts.many",
    params: [
      { name: "first", type: "whole", about: "number of the first row" },
      { name: "label", type: "text", about: "only rows whose label holds it", fallback: null },
      { name: "rows", type: "whole", about: "rows on the page", fallback: "2" },
    ],
    example: "closedloop query page --param first=10 --param 'label=row 1'",
    exampleParams: { first: "10", label: "row 1" },
    sql: header + body,
  });
});

test("its example runs as it stands, and defaults hold where nothing is given", async () => {
  save(header + body);
  const query = page();
  const run = (given: Record<string, string>) =>
    withReader(warehouse.path(), (reader) => askRows(reader, query.sql, bindParams(query, given)));
  expect(await run(query.exampleParams)).toEqual([
    [10n, "row 10"],
    [11n, "row 11"],
  ]);
  expect(await run({ first: "9998", rows: "5" })).toEqual([
    [9998n, "row 9998"],
    [9999n, "row 9999"],
  ]);
  expect(await run({ first: "0", label: "' or true --" })).toEqual([]);
});

test("every type of parameter becomes its own type of value", async () => {
  const typed = ["a (text)", "b (whole)", "c (real)", "d (date)", "e (flag)"].map((p) => `-- param ${p}: meaning\n`);
  save(`-- question: Q
-- grain: One row
${typed.join("")}-- example: closedloop query page --param a= --param b=-9007199254740993 --param c=.5 --param d=2024-02-29 --param e=false

select $a as a, typeof($b), $c as c, $d as d, typeof($d), $e as e, $b as b`);
  const query = page();
  const found = await withReader(warehouse.path(), (reader) =>
    askRows(reader, query.sql, bindParams(query, query.exampleParams)),
  );
  const day = new DuckDBDateValue(Date.parse("2024-02-29") / 86_400_000);
  expect(found).toEqual([["", "BIGINT", 0.5, day, "DATE", false, -9007199254740993n]]);
});

test.each([
  ["whole", "1.5", "expected a whole number"],
  ["whole", "9223372036854775808", "expected a whole number of at most 64 bits"],
  ["whole", "", "expected a whole number"],
  ["real", "1,5", "expected a number"],
  ["real", "1e999", "expected a number"],
  ["date", "2026-02-30", "expected a date, e.g. 2026-01-31"],
  ["date", "05.01.2026", "expected a date, e.g. 2026-01-31"],
  ["flag", "yes", "expected true or false"],
  ["flag", "constructor", "expected true or false"],
] as const)("a %s is not %j", (type, text, expected) => {
  const query = { name: "q", params: [{ name: "p", type, about: "a thing" }] };
  const { message } = refusal(() => bindParams(query, { p: text }));
  expect(message).toContain(`query q: p is ${JSON.stringify(text)}, ${expected}`);
  expect(message).toContain(`--param p=<${type}>  a thing (required)`);
});

test("an unknown or missing parameter is answered with the list of them", () => {
  save(header + body);
  const list = `Its parameters:
  --param first=<whole>  number of the first row (required)
  --param label=<text>  only rows whose label holds it (default null)
  --param rows=<whole>  rows on the page (default 2)`;
  expect(refusal(() => bindParams(page(), { first: "1", lable: "a" })).message).toBe(
    `query page: there is no parameter lable; did you mean "label"? ${list}`,
  );
  expect(refusal(() => bindParams(page(), {})).message).toBe(`query page: the parameter first is missing. ${list}`);
  expect(refusal(() => bindParams({ name: "q", params: [] }, { a: "1" })).message).toContain("It has no parameters.");
});

test.each([
  ["no question", header.replace("-- question: Which rows are on a page?\n", ""), 1, "has no `-- question: ...`"],
  ["a grain of another kind", header.replace("One row per", "Rows of"), 2, "expected One row per ..."],
  ["two grains", `${header}-- grain: One row\n`, 7, "a second `grain`"],
  ["an unknown key", `-- questoin: Q\n${header}`, 1, 'found "-- questoin: Q"'],
  ["an unknown type", header.replace("(text)", "(string)"), 4, "expected param NAME (text|whole|real|date|flag)"],
  ["a name in capitals", header.replace("param label", "param Label"), 4, "the name in snake_case"],
  ["a default of another type", header.replace("default 2", "default two"), 5, 'the default of rows is "two"'],
  ["a parameter without a meaning", header.replace("rows on the page", ""), 5, "expected MEANING"],
  ["another query's example", header.replace("query page", "query pages"), 6, "expected closedloop query page"],
  ["an example that lacks a value", header.replace("--param first=10 ", ""), 6, "the parameter first is missing"],
  ["a parameter never used", header.replace(/-- example/, "-- param five (whole): none; default 5\n$&"), 1, "five"],
  ["a parameter declared twice", header.replace(/-- example/, "-- param rows (whole): m\n$&"), 1, "declared twice"],
])("a header with %s is refused with its line", (_, text, line, what) => {
  save(text + body);
  const { message } = refusal(page);
  expect(message).toContain(`${join(queries, "page.sql")}, line ${line}: `);
  expect(message).toContain(what);
});

test("a value used in the SQL must be declared, and some SQL must follow", () => {
  save(`${header}${body} offset $skip`);
  expect(refusal(page).message).toContain("$skip is used; declare it: `-- param skip (text): meaning`");
  save(header);
  expect(refusal(page).message).toContain("no SQL follows the header");
});

const withValues = (values: string, show = "") =>
  header
    .replace("-- param rows", `-- values label: ${values}\n-- param rows`)
    .replace("-- example", `${show}-- example`);
const shown = "-- show: n, label wrap24 as text,\n--   low..high % as interval\n";

test("a header lists the values of a parameter and the columns of a table; an indented line goes on", () => {
  save(withValues("row 1, row 2", shown).replace("label=row 1'", "label=row 2'") + body);
  expect(page().params[1]).toMatchObject({ name: "label", values: { list: ["row 1", "row 2"] } });
  expect(page().show).toEqual([
    { names: ["n"], header: "n" },
    { names: ["label"], format: "wrap", width: 24, header: "text" },
    { names: ["low", "high"], format: "%", header: "interval" },
  ]);
  const { message } = refusal(() => bindParams(page(), { first: "1", label: "row 3" }));
  expect(message).toContain('query page: label is "row 3", expected row 1 or row 2; did you mean "row 1"?');
  expect(message).toContain("--param label=<row 1|row 2>");
});

test.each([
  [
    "values of an unknown parameter",
    withValues("a").replace("values label", "values labels"),
    5,
    "no parameter labels",
  ],
  ["a default that is no value", withValues("a").replace("holds it; default null", "holds it; default b"), 5, '"b"'],
  ["a column without a name", withValues("row 1", "-- show: n, 2\n"), 7, 'found "2"; expected COLUMN [FORMAT]'],
  ["an unknown format", withValues("row 1", "-- show: n pct\n"), 7, "n has the format pct; expected one of %, .1"],
])("a header with %s is refused with its line", (_, text, line, what) => {
  save(text + body);
  const { message } = refusal(page);
  expect(message).toContain(`page.sql, line ${line}: `);
  expect(message).toContain(what);
});

const nameKnown = async (values: string, given: Record<string, string>) => {
  save(withValues(values) + body);
  return withReader(warehouse.path(), (reader) => mustNameKnownValues(reader, page(), { first: "1", ...given })).then(
    () => "known",
    (error) => (error as UserError).message,
  );
};

test("a value that no row has is an error with those that exist; without any row nothing is wrong", async () => {
  const ten = "select label from marts.many where n < 10 order by n";
  expect(await nameKnown(ten, { label: "row 3" })).toBe("known");
  expect(await nameKnown(ten, {})).toBe("known");
  expect(await nameKnown(`${ten} limit 2`, { label: "raw 1" })).toBe(
    'query page: label is "raw 1"; did you mean "row 1"? There are: row 0, row 1',
  );
  expect(await nameKnown("select label from marts.many order by n", { label: "none" })).toMatch(
    /label is "none"\. There are: row 0, .*, row 19 and 9980 more$/,
  );
  expect(await nameKnown("select label from marts.many where n < 0", { label: "x" })).toBe("known");
});

test("a query that looks for the value itself says what was expected, and repeats no address", async () => {
  const finder = "select label from marts.many where label = $label";
  expect(await nameKnown(finder, { label: "row 7" })).toBe("known");
  expect(await nameKnown(finder, { label: "ada@acme.example" })).toBe(
    "query page: the tables have no such label. Expected only rows whose label holds it",
  );
});

test("all queries of a folder are listed by name; other files are not queries", () => {
  save(header + body);
  save((header + body).replace("query page", "query another"), "another");
  writeFileSync(join(queries, "README.md"), "notes");
  expect(listSavedQueries(queries).map(({ name }) => name)).toEqual(["another", "page"]);
});

test("a name that is not there, or leads elsewhere, is answered with those that are", () => {
  save(header + body);
  for (const name of ["pag", "../queries/page", "/etc/passwd", "", "page.sql"]) {
    expect(refusal(() => readSavedQuery(queries, name)).message).toContain("There are: page");
  }
  expect(refusal(() => listSavedQueries(join(queries, "none"))).message).toContain("there is no such folder");
});
