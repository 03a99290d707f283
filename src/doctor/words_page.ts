import { aligned, section } from "../base/layout.js";
import { count } from "../report/format.js";
import { lookupName } from "./finding.js";
import type { Proposal, Proposed } from "./proposal.js";

/** Words that one page tells of a lookup, and rows that it prints; all of them by --rows. */
const mostWords = 8;
const mostRows = 12;

const marks = { known: "", like: "guess", nothing: "look at it", none: "no row" } as const;

/** One section for each lookup that lacks something, those with the most rows first; one line where none does. */
export function wordsOf(
  lookups: readonly Proposed[],
  rowsOf: (name: string) => readonly string[],
  command: string,
): string[][] {
  const lacking = lookups.filter(({ proposals }) => proposals.length > 0);
  if (lacking.length === 0) return [["Lookups: complete, every word of the exports is mapped."]];
  const volume = ({ proposals }: Proposed) => proposals.reduce((sum, { rows }) => sum + rows, 0);
  return lacking
    .sort((one, two) => volume(two) - volume(one))
    .map((one) => lookupOf(one, rowsOf(lookupName(one.gaps)), command));
}

function lookupOf({ gaps, proposals }: Proposed, rows: readonly string[], command: string): string[] {
  const name = lookupName(gaps);
  const told = proposals.slice(0, mostWords);
  const table = aligned([[gaps.unit, "word", "becomes", ""], ...told.map(wordOf)], ["right", "left", "left", "left"]);
  const printed = rows.slice(0, mostRows);
  const more = (all: number, most: number) => (all > most ? [`  ... and ${all - most} more`] : []);
  return section(`reference/${name}.csv: ${gaps.about} (${proposals.length})`, [
    ...table,
    ...more(proposals.length, mostWords),
    ...(rows.length === 0
      ? []
      : [
          `  ${rows.length} ${rows.length === 1 ? "row" : "rows"} to append: ${command} --rows ${name} >> reference/${name}.csv`,
          "",
          ...printed,
        ]),
    ...more(rows.length, mostRows),
  ]);
}

const wordOf = ({ word, rows, meaning, how, why }: Proposal) => [
  count(rows),
  why === "personal" ? "(looks personal: not printed)" : word,
  meaning === "" ? "(no stage)" : (meaning ?? ""),
  how === "like" ? `guess, like "${why}"` : how === "none" && why !== "personal" ? `no row: ${why}` : marks[how],
];
