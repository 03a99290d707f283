import { escapeControls } from "./escape_controls.js";
import { textWidth } from "./text_width.js";

/** The longest line of a page. */
export const pageWidth = 110;

type Side = "left" | "right";
const columnGap = "  ";

/** A heading and its lines; nothing where there are none. */
export const section = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [heading, ...lines];

/** Cells in columns, those that are blank in every row left out; the last one is broken into lines of its own width. */
export function alignColumns(rows: readonly (readonly string[])[], sides: readonly Side[]): string[] {
  const filled = sides.flatMap((_, at) => (rows.some((row) => row[at]) ? [at] : []));
  const cells = rows.map((row) => filled.map((at) => escapeControls(row[at] ?? "")));
  const widths = filled.map((_, at) => Math.max(...cells.map((row) => textWidth(row[at] ?? ""))));
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + columnGap.length, columnGap.length);
  return cells.flatMap((row) => {
    const [first = "", ...rest] = breakLines(row.at(-1) ?? "", Math.max(30, pageWidth - before));
    const padded = [...row.slice(0, -1), first].map((cell, at) => pad(cell, widths[at]!, sides[filled[at]!]!));
    return [`${columnGap}${padded.join(columnGap)}`.trimEnd(), ...rest.map((line) => " ".repeat(before) + line)];
  });
}

function pad(cell: string, width: number, side: Side): string {
  const blanks = " ".repeat(Math.max(0, width - textWidth(cell)));
  return side === "left" ? cell + blanks : blanks + cell;
}

/** A text in lines of the page, the first by two blanks, further ones by four. */
export function wrapText(text: string, indent = 2): string[] {
  const [first = "", ...rest] = breakLines(escapeControls(text), pageWidth - indent - 2);
  return [" ".repeat(indent) + first, ...rest.map((line) => " ".repeat(indent + 2) + line)];
}

/** A text in lines that all stand so far in. */
export const indentText = (text: string, indent: number): string[] =>
  breakLines(escapeControls(text), pageWidth - indent).map((line) => " ".repeat(indent) + line);

function breakLines(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(last) + 1 + textWidth(word) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Lines that explain, each behind a `#`: text broken into lines of a page. */
export const commentLines = (text: string): string[] =>
  text === "" ? [] : wrapText(text, 0).map((line) => `# ${line.trimStart()}`);

/** Text to paste in lines of a page, broken only where `breakAt` matches. Further lines begin with `indent`. */
export function wrapAt(text: string, breakAt: RegExp, indent = " "): string[] {
  const lines = [""];
  for (const part of text.split(breakAt)) {
    if (lines.at(-1)!.length + part.length > pageWidth) lines.push(indent);
    lines[lines.length - 1] += part;
  }
  return lines.map((line) => line.trimEnd());
}
