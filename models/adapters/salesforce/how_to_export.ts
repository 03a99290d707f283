import { commentLines, pageWidth } from "../../../src/base/text_layout.js";
import type { ObjectFields } from "../../../src/table/adapter.js";

/** One command of the Salesforce CLI per object. */
export function howToExport(wanted: readonly ObjectFields[]): string[][] {
  return [
    [
      ...commentLines(
        "Salesforce: one file per object, exported with the Salesforce CLI. Run it in the source's folder.",
      ),
      ...commentLines(
        "--all-rows includes deleted and merged records. Without it, deleted people stay in every number.",
      ),
    ],
    ...wanted.map((object) => [...commentsOn(object), ...exportCommand(object)]),
  ];
}

function commentsOn({ origin, conditional, own, perhaps }: ObjectFields): string[] {
  return [
    ...commentLines(`${origin.object}: ${origin.enables ?? ""}`),
    ...[...conditional].flatMap(([column, condition]) =>
      commentLines(`${column}: only if ${condition}; otherwise remove it from the query.`),
    ),
    ...(perhaps.length > 0
      ? commentLines(`If your org has them, add ${perhaps.join(", ")}, or your own date fields for MQL and SAL.`)
      : []),
    ...(own.length > 0 ? commentLines(`From closedloop.yaml and stage_map.csv: ${own.join(", ")}`) : []),
  ];
}

function exportCommand({ origin: { object, deletedColumn }, columns, own }: ObjectFields): string[] {
  const allRows = deletedColumn !== undefined && columns.includes(deletedColumn) ? " --all-rows" : "";
  return [
    `sf data export bulk --result-format csv --wait 60 --output-file ${object}.csv${allRows} \\`,
    `  --query "${soqlOf(object, [...columns, ...own])}"`,
  ];
}

/** A SOQL query for the fields of an object, broken into lines of at most a page's width. */
function soqlOf(object: string, fields: readonly string[]): string {
  const words = [...fields.map((field, at) => (at < fields.length - 1 ? `${field},` : field)), `FROM ${object}`];
  const lines = ["SELECT"];
  for (const word of words) {
    if (lines.at(-1)!.length + word.length > pageWidth - 14) lines.push("   ");
    lines[lines.length - 1] += ` ${word}`;
  }
  return lines.join("\n");
}
