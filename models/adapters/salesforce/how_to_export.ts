import { commentLines, pageWidth } from "../../../src/base/text_layout.js";
import type { ObjectFields } from "../../../src/table/adapter.js";

/** One query per object, for the Salesforce CLI. */
export function howToExport(wanted: readonly ObjectFields[]): string[][] {
  return [
    [
      ...commentLines("Salesforce: one file per object, by the Salesforce CLI. Run it in the folder of the source."),
      ...commentLines(
        "--all-rows brings deleted and merged records too: without them whoever was deleted counts for ever.",
      ),
    ],
    ...wanted.map(({ origin, columns, conditional, own, perhaps }) => [
      ...commentLines(`${origin.object}: ${origin.enables ?? ""}`),
      ...[...conditional].flatMap(([column, condition]) =>
        commentLines(`${column}: only if ${condition}; else take it out.`),
      ),
      ...(perhaps.length > 0
        ? commentLines(`Add what your org has of: ${perhaps.join(", ")}, or your own dates of MQL and SAL.`)
        : []),
      ...(own.length > 0 ? commentLines(`Of closedloop.yaml and stage_map.csv: ${own.join(", ")}`) : []),
      `sf data export bulk --result-format csv --wait 60 --output-file ${origin.object}.csv${origin.deletedColumn !== undefined && columns.includes(origin.deletedColumn) ? " --all-rows" : ""} \\`,
      `  --query "${soqlOf(origin.object, [...columns, ...own])}"`,
    ]),
  ];
}

/** SOQL over all fields of an object, in lines that a page holds. */
function soqlOf(object: string, fields: readonly string[]): string {
  const words = [...fields.map((field, at) => (at < fields.length - 1 ? `${field},` : field)), `FROM ${object}`];
  const lines = ["SELECT"];
  for (const word of words) {
    if (lines.at(-1)!.length + word.length > pageWidth - 14) lines.push("   ");
    lines[lines.length - 1] += ` ${word}`;
  }
  return lines.join("\n");
}
