import { escapeControls } from "./escape_controls.js";
import { padText, textWidth } from "./text_width.js";

/** The longest line of a page. */
export const pageWidth = 110;

type Side = "left" | "right";
const columnGap = "  ";

/** A heading and its lines; nothing if there are no lines. */
export const section = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [heading, ...lines];

/** Aligns cells in columns. A column that is blank in every row is left out; the last one is broken into lines. */
export function alignColumns(rows: readonly (readonly string[])[], sides: readonly Side[]): string[] {
  const filled = sides.flatMap((_, at) => (rows.some((row) => row[at]) ? [at] : []));
  const cells = rows.map((row) => filled.map((at) => escapeControls(row[at] ?? "")));
  const widths = filled.map((_, at) => Math.max(...cells.map((row) => textWidth(row[at] ?? ""))));
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + columnGap.length, columnGap.length);
  return cells.flatMap((row) => {
    const [first = "", ...rest] = breakLines(row.at(-1) ?? "", Math.max(30, pageWidth - before));
    const padded = [...row.slice(0, -1), first].map((cell, at) => padText(cell, widths[at]!, sides[filled[at]!]!));
    return [`${columnGap}${padded.join(columnGap)}`.trimEnd(), ...rest.map((line) => " ".repeat(before) + line)];
  });
}

/** Breaks a text into lines of a page; further lines are indented by two blanks more than the first. */
export function wrapText(text: string, indent = 2): string[] {
  const [first = "", ...rest] = breakLines(escapeControls(text), pageWidth - indent - 2);
  return [" ".repeat(indent) + first, ...rest.map((line) => " ".repeat(indent + 2) + line)];
}

/** Breaks a text into lines of a page that are all indented alike. */
export const indentText = (text: string, indent: number): string[] =>
  breakLines(escapeControls(text), pageWidth - indent).map((line) => " ".repeat(indent) + line);

/** The lines of a text that are at most so wide, broken at blanks; a wider word has a line of its own. */
export function breakLines(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(last) + 1 + textWidth(word) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Breaks a text into comment lines of a page, each with a `#` in front; none for an empty text. */
export const commentLines = (text: string, indent = 0): string[] =>
  text === "" ? [] : indentText(text, indent + 2).map((line) => `${" ".repeat(indent)}# ${line.trimStart()}`);

/** Text to paste in lines of a page, broken only where `breakAt` matches. Further lines begin with `indent`. */
export function wrapAt(text: string, breakAt: RegExp, indent = " "): string[] {
  const lines = [""];
  for (const part of text.split(breakAt)) {
    if (lines.at(-1)!.length + part.length > pageWidth) lines.push(indent);
    lines[lines.length - 1] += part;
  }
  return lines.map((line) => line.trimEnd());
}
