/** A sound export of leads with known cells, and the position of each record. */
import type { SeededRandom } from "../../seeds/company/world/seeded_random.js";

/** Texts by header, as in the file. They are written as the loader writes them, so they must be loaded unchanged. */
export type Cells = Readonly<Record<string, string>>;

export interface SoundRecord {
  readonly key: string;
  readonly cells: Cells;
  /** Offsets in bytes, without the line end. */
  readonly start: number;
  readonly end: number;
  /** True if a quoted field contains a line break. */
  readonly hasBreak: boolean;
}

export interface SoundFile {
  readonly bytes: Buffer;
  readonly headers: readonly string[];
  /** Offset of the end of the header in bytes, without the line end. */
  readonly headerEnd: number;
  readonly records: readonly SoundRecord[];
}

/** How a file is written; does not change the cells. */
export interface Style {
  readonly lineEnds: readonly string[];
  readonly quotesAll: boolean;
  readonly hasMark: boolean;
  readonly endsWithLine: boolean;
  readonly blankLines: boolean;
}

export const plainStyle: Style = {
  lineEnds: ["\n"],
  quotesAll: false,
  hasMark: false,
  endsWithLine: true,
  blankLines: false,
};

/** The columns of `leads` in `load_mutants.ts`, and one that no contract knows. */
export const headers = ["Id", "Status", "Company", "Employees", "Revenue", "IsWarm", "CreatedDate", "LastSeen", "Note"];

const words = [
  "Łoś",
  "Canary Works",
  "Ünder, Söhne",
  'The "Real" Thing',
  "日本支社",
  "Null Island",
  "two\nlines here",
  "#1 plain",
];
/** A note may have several lines, each with commas, as prose has them. */
const noteEnds = ["", "", ", and more", "\nbest wishes, Ann", "\n\nsee you, Bob\nwe met, of course, in May"];
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Some leads, each with a unique key and name. */
export function randomCells(chance: SeededRandom, count: number): Cells[] {
  const random = (length: number) => Array.from({ length }, () => chance.pick([...letters])).join("");
  const two = (most: number) => `${chance.integer(1, most)}`.padStart(2, "0");
  const day = () => `2026-${two(6)}-${two(28)}`;
  return Array.from({ length: count }, () => ({
    Id: `00Q${random(15)}`,
    Status: chance.pick(["", "Working now", "Qualified lead"]),
    Company: chance.happens(0.2) ? "" : `${chance.pick(words)} ${random(6)}`,
    Employees: chance.happens(0.2) ? "" : `${chance.integer(1, 90_000)}`,
    Revenue: chance.happens(0.2) ? "" : `${chance.integer(1, 9_000_000)}.${two(99)}`,
    IsWarm: chance.pick(["", "true", "false"]),
    CreatedDate: chance.happens(0.2) ? "" : `${day()}T${two(22)}:${two(58)}:${two(58)}Z`,
    LastSeen: chance.happens(0.2) ? "" : day(),
    Note: chance.happens(0.5) ? "" : `secret ${random(8)}${chance.pick(noteEnds)}`,
  }));
}

/** Writes the cells as a CSV with the columns in the given order. */
export function writeSoundFile(
  chance: SeededRandom,
  cells: readonly Cells[],
  style: Style,
  order = headers,
): SoundFile {
  const mark = style.hasMark ? "\ufeff" : "";
  const quoted = (text: string) =>
    style.quotesAll || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const lineOf = (texts: readonly string[]) => Buffer.from(texts.map(quoted).join(","));
  const header = Buffer.concat([Buffer.from(mark), lineOf(order)]);
  const parts: Buffer[] = [header];
  let length = header.length;
  const push = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  const records = cells.map((row) => {
    push(Buffer.from(chance.pick(style.lineEnds).repeat(style.blankLines && chance.happens(0.2) ? 2 : 1)));
    const texts = order.map((name) => row[name]!);
    const start = length;
    push(lineOf(texts));
    return { key: row.Id!, cells: row, start, end: length, hasBreak: texts.some((text) => text.includes("\n")) };
  });
  if (style.endsWithLine) push(Buffer.from(style.lineEnds[0]!));
  return { bytes: Buffer.concat(parts), headers: order, headerEnd: header.length, records };
}
