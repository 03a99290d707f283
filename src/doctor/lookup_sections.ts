import { section, wrapText } from "../base/text_layout.js";
import { formatCount } from "../report/format_values.js";
import { lookupName } from "./doctor_queries.js";
import type { LookupProposal, WordProposal } from "./proposal.js";

/** The most values of a lookup on a page; --rows prints all rows. */
const maxWords = 3;

/** One entry for each lookup with unmapped values, those with the most rows first; one line if there is none. */
export function renderLookupSections(lookups: readonly LookupProposal[], command: string): string[][] {
  const lacking = lookups.filter(({ proposals }) => proposals.length > 0);
  if (lacking.length === 0) return [["Lookups: complete. Every value in the exports is mapped."]];
  const volume = ({ proposals }: LookupProposal) => proposals.reduce((sum, { rows }) => sum + rows, 0);
  const sorted = [...lacking].sort((one, two) => volume(two) - volume(one));
  return [
    section("Values that no row of a lookup maps, the most frequent first; confirm what is suggested", [
      ...sorted.flatMap((one) => renderLookup(one, volume(one))),
      ...(lacking.some(({ rows }) => rows.length > 0)
        ? wrapText(`Print the rows and append them: ${command} --rows NAME >> reference/NAME.csv`)
        : []),
    ]),
  ];
}

/** E.g. `channels: sources without a channel: 2 (people: 3): Google Display (2) -> Display, like "display"; ...`. */
function renderLookup({ gaps, proposals, rows }: LookupProposal, volume: number): string[] {
  const shown = proposals.slice(0, maxWords).map(renderWord);
  const more = proposals.length > maxWords ? [`and ${formatCount(proposals.length - maxWords)} more`] : [];
  const counted = `${gaps.about}: ${formatCount(proposals.length)} (${gaps.unit}: ${formatCount(volume)})`;
  const append = rows.length === 0 ? "" : ` [--rows ${lookupName(gaps)}]`;
  return [...wrapText(`${lookupName(gaps)}: ${counted}${append}`), ...wrapText([...shown, ...more].join("; "), 6)];
}

function renderWord({ word, rows, meaning, how, why }: WordProposal): string {
  const shown = why === "personal" ? "(not printed: may be personal)" : word;
  return `${shown} (${formatCount(rows)})${describeMeaning({ meaning, how, why })}`;
}

function describeMeaning({ meaning, how, why }: Pick<WordProposal, "meaning" | "how" | "why">): string {
  const suggested = meaning === "" ? "no stage" : (meaning ?? "");
  switch (how) {
    case "known":
      return ` -> ${suggested}`;
    case "like":
      return ` -> ${suggested}, similar to "${why}"`;
    case "nothing":
      return ` -> ${suggested}, nothing similar is known`;
    case "none":
      return why === "personal" ? "" : `: not mapped: ${why}`;
  }
}
