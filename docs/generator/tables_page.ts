import { readCatalogue } from "../../src/project/catalogue.js";
import type { Column, ColumnType } from "../../src/table/columns.js";
import { sqlTypes } from "../../src/table/dialect.js";
import type { Model } from "../../src/table/model.js";
import { cell, code, generatedNote, table } from "./markdown.js";

/** Tables of other schemas that pages name and analysts read. */
const alsoUseful = ["intermediate.person_records", "intermediate.record_joins"];

const typeWords: Readonly<Record<ColumnType, string>> = {
  text: "text",
  whole: "whole number",
  real: "number",
  money: "amount of money",
  flag: "true or false",
  date: "day",
  instant: "time in UTC",
};

/** The page docs/tables.md: every mart and its columns, as their contracts in `models/` say. */
export async function tablesPage(): Promise<string> {
  const { models } = await readCatalogue();
  const marts = models.filter(({ name }) => name.startsWith("marts.")).sort(byName);
  const others = models.filter(({ name }) => alsoUseful.includes(name)).sort(byName);
  return `${[
    "# Tables",
    generatedNote("the contracts in `models/`"),
    intro,
    listOf(marts),
    types,
    ...marts.map(sectionOf),
    "## Other tables",
    "The schemas `raw`, `staging` and `intermediate` hold the steps on the way to the marts. They can change without\nnotice. Two of them answer frequent questions:",
    listOf(others),
    ...others.map(sectionOf),
  ].join("\n\n")}\n`;
}

const intro = `Every table that analysts use, with every column. The words are explained in [concepts.md](concepts.md), the exact
rules in [lifecycle.md](lifecycle.md) and [scoring.md](scoring.md), how to ask in [reports.md](reports.md). Columns with
personal data are only in the full file, which \`--full\` asks: [what is private](operations.md#what-is-private).

The same descriptions are comments in the database:

\`\`\`sh
closedloop sql "select column_name, comment from duckdb_columns() where table_name = 'mql_cycles'"
\`\`\``;

const types = [
  "What the headings of the columns below mean:",
  [
    "- **Type**: one of the words in the next table.",
    "- **Null**: whether the column may be empty.",
    "- **Key**: the columns whose values together occur once in the table.",
  ].join("\n"),
  table(
    ["Type", "In DuckDB"],
    Object.entries(typeWords).map(([type, words]) => [words, code(sqlTypes[type as ColumnType])]),
  ),
].join("\n\n");

const byName = (one: Model, other: Model) => one.name.localeCompare(other.name);
const anchorOf = (name: string) => name.replace(".", "");
const listOf = (models: readonly Model[]) =>
  table(
    ["Table", "What it holds"],
    models.map(({ name, about }) => [`[${name}](#${anchorOf(name)})`, cell(about)]),
  );

function sectionOf({ name, about, grain, columns }: Model): string {
  return [
    `${name.startsWith("marts.") ? "##" : "###"} ${name}`,
    cell(about),
    `Key: ${grain.length > 0 ? grain.map(code).join(", ") : "none; the table has one row"}.`,
    table(
      ["Column", "Type", "Null", "Meaning"],
      Object.entries<Column<unknown>>(columns).map(([column, contract]) => [
        code(column),
        typeWords[contract.type],
        contract.nullable ? "yes" : "no",
        meaningOf(contract),
      ]),
    ),
  ].join("\n\n");
}

function meaningOf({ about, unit, oneOf, personal, personalWhere }: Column<unknown>): string {
  const more = [
    unit && `Unit: ${cell(unit)}`,
    oneOf && `One of ${oneOf.map(code).join(", ")}`,
    personal && `**Personal data**${personalWhere ? ` where ${code(personalWhere)}` : ""}`,
  ].filter((part): part is string => typeof part === "string");
  return [cell(about), ...more].join(". ");
}
