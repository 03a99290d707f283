import { alignColumns, section } from "../base/text_layout.js";
import { formatCount } from "../report/format_values.js";
import { lookupName } from "./doctor_queries.js";
import type { LookupProposal, WordProposal } from "./proposal.js";

/** Words that one page tells of a lookup, and rows that it prints; all of them by --rows. */
const maxWords = 8;
const maxRows = 12;

const howLabels = { known: "", like: "guess", nothing: "look at it", none: "no row" } as const;

/** One section for each lookup that lacks something, those with the most rows first; one line where none does. */
export function renderLookupSections(
  lookups: readonly LookupProposal[],
  rowsOf: (name: string) => readonly string[],
  command: string,
): string[][] {
  const lacking = lookups.filter(({ proposals }) => proposals.length > 0);
  if (lacking.length === 0) return [["Lookups: complete, every word of the exports is mapped."]];
  const volume = ({ proposals }: LookupProposal) => proposals.reduce((sum, { rows }) => sum + rows, 0);
  return lacking
    .sort((one, two) => volume(two) - volume(one))
    .map((one) => renderLookupSection(one, rowsOf(lookupName(one.gaps)), command));
}

function renderLookupSection({ gaps, proposals }: LookupProposal, rows: readonly string[], command: string): string[] {
  const name = lookupName(gaps);
  const told = proposals.slice(0, maxWords);
  const table = alignColumns(
    [[gaps.unit, "word", "becomes", ""], ...told.map(wordCells)],
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
          `  ${rows.length} ${rows.length === 1 ? "row" : "rows"} to append: ${command} --rows ${name} >> reference/${name}.csv`,
          "",
          ...printed,
        ]),
    ...more(rows.length, maxRows),
  ]);
}

const wordCells = ({ word, rows, meaning, how, why }: WordProposal) => [
  formatCount(rows),
  why === "personal" ? "(looks personal: not printed)" : word,
  meaning === "" ? "(no stage)" : (meaning ?? ""),
  how === "like" ? `guess, like "${why}"` : how === "none" && why !== "personal" ? `no row: ${why}` : howLabels[how],
];
