import type { DuckDBConnection } from "@duckdb/node-api";
import type { DeclaredEncoding } from "../base/encodings.js";
import { UserError } from "../base/errors.js";
import { readCsvText } from "./csv.js";
import { convertToUtf8, detectEncoding, type Encoding } from "./encoding.js";
import { gunzipFile } from "./gunzip.js";
import { readJsonText } from "./json_array.js";
import { readJsonLinesText } from "./json_lines.js";
import { readParquetText } from "./parquet.js";
import type { TextRelation } from "./text_relation.js";

/** Reads a file in UTF-8; `scratch` is a folder for copies. */
type FormatReader = (path: string, scratch: string) => Promise<TextRelation>;

const formatReaders: Readonly<Record<string, FormatReader>> = {
  csv: (path, scratch) => readCsvText(path, ",", scratch),
  tsv: (path, scratch) => readCsvText(path, "\t", scratch),
  txt: (path, scratch) => readCsvText(path, "\t", scratch),
  json: readJsonText,
  jsonl: readJsonLinesText,
  ndjson: readJsonLinesText,
};

/** The suffixes of readable files, as part of a pattern that ignores case. */
export const readableSuffix = `\\.((${Object.keys(formatReaders).join("|")})(\\.gz)?|parquet)`;

/** Reads a file of any format, packed or not, as text columns; also returns its encoding. */
export async function readTextRelation(
  connection: DuckDBConnection,
  path: string,
  scratch: string,
  encoding: DeclaredEncoding = "utf-8",
): Promise<TextRelation & { encoding: Encoding | "parquet" }> {
  const packed = /\.gz$/i.test(path);
  const kind = /\.(\w+)$/.exec(path.replace(/\.gz$/i, "").toLowerCase())?.[1] ?? "";
  if (kind === "parquet" && !packed) return { ...(await readParquetText(connection, path)), encoding: "parquet" };
  const read = Object.hasOwn(formatReaders, kind) ? formatReaders[kind] : undefined;
  if (!read) {
    const known = Object.keys(formatReaders).map((name) => `.${name}`);
    throw new UserError(`${path}: expected a file ${known.join(", ")} (each also .gz) or .parquet`, 2);
  }
  const plain = packed ? await gunzipFile(path, scratch) : path;
  const written = await detectEncoding(plain, encoding);
  return { ...(await read(await convertToUtf8(plain, written, scratch), scratch)), encoding: written };
}
