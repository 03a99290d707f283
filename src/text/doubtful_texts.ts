/** Finds texts that were written in one encoding and read in another before they came here. They are counted, not changed. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { quotedString } from "../table/dialect.js";
import { rowsOf } from "../table/rows.js";
import type { Encoding } from "./encoding.js";
import { findSigns, type Sign } from "./signs.js";
import type { TextNote, TextRelation } from "./text_relation.js";

interface Doubt {
  readonly code: string;
  /** RE2 pattern of the text. */
  readonly pattern: string;
  readonly sign: Sign;
  readonly remedy: (encoding: Encoding | "parquet") => string;
}

/** The second character of a letter of UTF-8 that was read as Latin-1 or Windows-1252. */
const tail =
  "[\\x{80}-\\x{BF}\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]";

const doubts: readonly Doubt[] = [
  {
    code: "texts that are UTF-8 read as Latin-1, such as \u00c3\u00b6 for \u00f6",
    pattern: `\u00c3${tail}|\u00c2[\\x{80}-\\x{BF}]|\u00e2\u20ac${tail}|\u00e2\\x{80}[\\x{80}-\\x{BF}]|[\u00d0\u00d1]${tail}[\u00d0\u00d1]${tail}`,
    sign: "misread",
    remedy: (encoding) =>
      encoding === "latin-1" || encoding === "windows-1252"
        ? `the file is UTF-8: remove \`encoding: ${encoding}\` of the source, or export it in that encoding`
        : "they are in the file itself: set the encoding of the export to UTF-8 in the tool that writes it, or repair them in the system",
  },
  {
    code: "texts with the replacement character U+FFFD: letters were lost before",
    pattern: "\ufffd",
    sign: "lost",
    remedy: () => "the tool that wrote the file read Latin-1 as UTF-8: set its encoding and export again",
  },
];

/** Notes on the columns with such texts, and whether some text may have invisible characters. */
export async function findDoubtfulTexts(
  connection: DuckDBConnection,
  text: TextRelation,
  encoding: Encoding | "parquet",
): Promise<{ notes: TextNote[]; mayHaveInvisible: boolean }> {
  if (encoding === "parquet")
    return { notes: await countDoubts(connection, text, doubts, encoding), mayHaveInvisible: true };
  const found = text.signs ?? (await findSigns(text.path));
  const likely = doubts.filter(({ sign }) => found.has(sign));
  return { notes: await countDoubts(connection, text, likely, encoding), mayHaveInvisible: found.has("invisible") };
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
