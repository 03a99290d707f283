import type { DuckDBConnection } from "@duckdb/node-api";
import type { DeclaredEncoding } from "../base/encodings.js";
import { UserError } from "../base/errors.js";
import { csvText } from "./csv.js";
import { type Encoding, encodingOf, inUtf8 } from "./encoding.js";
import { unpacked } from "./gunzip.js";
import { jsonText } from "./json_array.js";
import { jsonLinesText } from "./jsonl.js";
import { parquetText } from "./parquet.js";
import type { Text } from "./text.js";

/** What the readers of text share: the file in UTF-8, and a folder for copies. */
type Reader = (path: string, scratch: string) => Promise<Text>;

const readers: Readonly<Record<string, Reader>> = {
  csv: (path, scratch) => csvText(path, ",", scratch),
  tsv: (path, scratch) => csvText(path, "\t", scratch),
  txt: (path, scratch) => csvText(path, "\t", scratch),
  json: jsonText,
  jsonl: jsonLinesText,
  ndjson: jsonLinesText,
};

/** What the name of a file that can be read ends in, as a part of a pattern in any case. */
export const readableEnding = `\\.((${Object.keys(readers).join("|")})(\\.gz)?|parquet)`;

/** Any format, packed or not, as columns of text, and how the text was written. */
export async function textOf(
  connection: DuckDBConnection,
  path: string,
  scratch: string,
  encoding: DeclaredEncoding = "utf-8",
): Promise<Text & { encoding: Encoding | "parquet" }> {
  const packed = /\.gz$/i.test(path);
  const kind = /\.(\w+)$/.exec(path.replace(/\.gz$/i, "").toLowerCase())?.[1] ?? "";
  if (kind === "parquet" && !packed) return { ...(await parquetText(connection, path)), encoding: "parquet" };
  const read = Object.hasOwn(readers, kind) ? readers[kind] : undefined;
  if (!read) {
    const known = Object.keys(readers).map((name) => `.${name}`);
    throw new UserError(`${path}: expected a file ${known.join(", ")} (each also .gz) or .parquet`, 2);
  }
  const plain = packed ? await unpacked(path, scratch) : path;
  const written = await encodingOf(plain, encoding);
  return { ...(await read(await inUtf8(plain, written, scratch), scratch)), encoding: written };
}
