import { alignColumns, section } from "../base/text_layout.js";
import { formatCount } from "../report/format_values.js";
import { lookupName } from "./doctor_queries.js";
import type { LookupProposal, WordProposal } from "./proposal.js";

/** The most values and rows of a lookup on a page; --rows prints all rows. */
const maxWords = 8;
const maxRows = 12;

/** A section for each lookup with unmapped values, those with the most rows first; one line if there is none. */
export function renderLookupSections(
  lookups: readonly LookupProposal[],
  rowsOf: (name: string) => readonly string[],
  command: string,
): string[][] {
  const lacking = lookups.filter(({ proposals }) => proposals.length > 0);
  if (lacking.length === 0) return [["Lookups: complete. Every value in the exports is mapped."]];
  const volume = ({ proposals }: LookupProposal) => proposals.reduce((sum, { rows }) => sum + rows, 0);
  return lacking
    .sort((one, two) => volume(two) - volume(one))
    .map((one) => renderLookupSection(one, rowsOf(lookupName(one.gaps)), command));
}

function renderLookupSection({ gaps, proposals }: LookupProposal, rows: readonly string[], command: string): string[] {
  const name = lookupName(gaps);
  const shown = proposals.slice(0, maxWords);
  const table = alignColumns(
    [[gaps.unit, "value", "suggested", ""], ...shown.map(wordCells)],
    ["right", "left", "left", "left"],
  );
  const printed = rows.slice(0, maxRows);
  const more = (all: number, most: number) => (all > most ? [`  ... and ${all - most} more`] : []);
  return section(`reference/${name}.csv: ${gaps.about} (${proposals.length})`, [
    ...table,
    ...more(proposals.length, maxWords),
    ...(rows.length === 0
      ? []
      : [
          `  Append ${rows.length === 1 ? "this row" : `these ${rows.length} rows`}: ${command} --rows ${name} >> reference/${name}.csv`,
          "",
          ...printed,
        ]),
    ...more(rows.length, maxRows),
  ]);
}

const wordCells = ({ word, rows, meaning, how, why }: WordProposal) => [
  formatCount(rows),
  why === "personal" ? "(not printed: may be personal)" : word,
  meaning === "" ? "(no stage)" : (meaning ?? ""),
  describeProposal({ how, why }),
];

function describeProposal({ how, why }: Pick<WordProposal, "how" | "why">): string {
  switch (how) {
    case "known":
      return "";
    case "like":
      return `please confirm: similar to "${why}"`;
    case "nothing":
      return "please confirm: nothing similar is known";
    case "none":
      return why === "personal" ? "not mapped" : `not mapped: ${why}`;
  }
}
