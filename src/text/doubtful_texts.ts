/** Finds texts that were written in one encoding and read in another before they came here. They are counted, not changed. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { quotedString } from "../table/dialect.js";
import { rowsOf } from "../table/rows.js";
import { readChunks } from "./bytes.js";
import type { Encoding } from "./encoding.js";
import type { TextNote, TextRelation } from "./text_relation.js";

interface Doubt {
  readonly code: string;
  /** RE2 pattern of the text. */
  readonly pattern: string;
  /** UTF-8 bytes, one of which occurs in each such text. */
  readonly bytes: readonly Buffer[];
  readonly remedy: (encoding: Encoding | "parquet") => string;
}

type Sign = readonly Buffer[];

const utf8 = (...texts: readonly string[]) => texts.map((text) => Buffer.from(text));

/** The second character of a letter of UTF-8 that was read as Latin-1 or Windows-1252. */
const tail =
  "[\\x{80}-\\x{BF}\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]";

const doubts: readonly Doubt[] = [
  {
    code: "texts that are UTF-8 read as Latin-1, such as \u00c3\u00b6 for \u00f6",
    pattern: `\u00c3${tail}|\u00c2[\\x{80}-\\x{BF}]|\u00e2\u20ac${tail}|\u00e2\\x{80}[\\x{80}-\\x{BF}]|[\u00d0\u00d1]${tail}[\u00d0\u00d1]${tail}`,
    bytes: utf8("\u00c3", "\u00c2", "\u00e2", "\u00d0", "\u00d1"),
    remedy: (encoding) =>
      encoding === "latin-1" || encoding === "windows-1252"
        ? `the file is UTF-8: remove \`encoding: ${encoding}\` of the source, or export it in that encoding`
        : "they are in the file itself: set the encoding of the export to UTF-8 in the tool that writes it, or repair them in the system",
  },
  {
    code: "texts with the replacement character U+FFFD: letters were lost before",
    pattern: "\ufffd",
    bytes: utf8("\ufffd"),
    remedy: () => "the tool that wrote the file read Latin-1 as UTF-8: set its encoding and export again",
  },
];

/**
 * The first bytes of the characters that nobody sees: a byte order mark in the middle of a file, zero-width spaces, direction
 * marks, a soft hyphen, a no-break space. JSON may write them as `\\u200b`.
 */
const invisible: Sign = [
  ...utf8("\ufeff", "\u00ad", "\u00a0", "\\u"),
  Buffer.from([0xe2, 0x80]), // U+2000 to U+203F
  Buffer.from([0xe2, 0x81]), // U+2040 to U+207F
];

/** True for bytes that stand for nothing in a text. */
function hasControl(chunk: Buffer): boolean {
  // Not `for of`: an iterator over bytes takes ten times as long.
  for (let at = 0; at < chunk.length; at++) {
    const byte = chunk[at]!;
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 0) return true;
  }
  return false;
}

/** Notes on the columns with such texts, and whether some text may have invisible characters. */
export async function findDoubtfulTexts(
  connection: DuckDBConnection,
  text: TextRelation,
  encoding: Encoding | "parquet",
): Promise<{ notes: TextNote[]; mayHaveInvisible: boolean }> {
  const signs = [...doubts.map(({ bytes }) => bytes), invisible];
  const found = encoding === "parquet" ? signs : await findSigns(text.path, signs);
  const likely = doubts.filter(({ bytes }) => found.includes(bytes));
  return { notes: await countDoubts(connection, text, likely, encoding), mayHaveInvisible: found.includes(invisible) };
}

async function countDoubts(
  connection: DuckDBConnection,
  text: TextRelation,
  likely: readonly Doubt[],
  encoding: Encoding | "parquet",
): Promise<TextNote[]> {
  const notes: TextNote[] = [];
  for (const { code, pattern, remedy } of likely) {
    const counts = text.headers.map(
      (_, at) =>
        `count(*) filter (where strlen(c${at}) > length(c${at}) and regexp_matches(c${at}, ${quotedString(pattern)})) as c${at}`,
    );
    const [found] = await rowsOf<Record<string, bigint>>(
      connection,
      `select ${counts.join(", ")} from (${text.query})`,
    );
    for (const [at, column] of text.headers.entries()) {
      const records = Number(found?.[`c${at}`] ?? 0n);
      if (records > 0) notes.push({ code, column, records, remedy: remedy(encoding) });
    }
  }
  return notes;
}

/** The signs of which some bytes occur in a file, after its byte order mark: most files need no look at their values. */
async function findSigns(path: string, signs: readonly Sign[]): Promise<Sign[]> {
  const found = new Set<Sign>();
  let before: Buffer = Buffer.alloc(0);
  for await (const chunk of readChunks(path, { start: 3 })) {
    const seam = Buffer.concat([before, chunk.subarray(0, 3)]);
    for (const sign of signs) {
      if (found.has(sign)) continue;
      if (
        (sign === invisible && hasControl(chunk)) ||
        sign.some((bytes) => chunk.includes(bytes) || seam.includes(bytes))
      )
        found.add(sign);
    }
    if (found.size === signs.length) break;
    before = chunk.subarray(-3);
  }
  return [...found];
}
