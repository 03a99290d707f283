import type { DuckDBConnection } from "@duckdb/node-api";
import type { DeclaredEncoding } from "../base/encodings.js";
import { UserError } from "../base/errors.js";
import { readCsvText } from "./csv.js";
import { findDoubtfulTexts } from "./doubtful_texts.js";
import { asFault } from "./duckdb_fault.js";
import { convertToUtf8, detectEncoding, type Encoding } from "./encoding.js";
import { dropEndPadding } from "./end_padding.js";
import { gunzipFile } from "./gunzip.js";
import { readAnyJsonText, readJsonText } from "./json_array.js";
import type { WantsMember } from "./json_records.js";
import { expandNestedColumns, mergeFieldColumns } from "./nested_columns.js";
import { readParquetText } from "./parquet.js";
import type { TextRelation } from "./text_relation.js";
import { dropUnnamedColumns } from "./unnamed_columns.js";

/** Reads a file in UTF-8; `scratch` is a folder for copies. */
type FormatReader = (path: string, scratch: string, wants: WantsMember) => Promise<TextRelation>;

const formatReaders: Readonly<Record<string, FormatReader>> = {
  csv: (path, scratch) => readCsvText(path, ",", scratch),
  tsv: (path, scratch) => readCsvText(path, "\t", scratch),
  txt: (path, scratch) => readCsvText(path, "\t", scratch),
  json: readJsonText,
  jsonl: readAnyJsonText,
  ndjson: readAnyJsonText,
};

/** The suffixes of readable files, as part of a pattern that ignores case. */
export const readableSuffix = `\\.((${Object.keys(formatReaders).join("|")})(\\.gz)?|parquet)`;

type EncodedText = TextRelation & { readonly encoding: Encoding | "parquet" };

interface ReadOptions {
  /** The encoding of a text without a byte order mark. */
  readonly encoding?: DeclaredEncoding | undefined;
  /** Says which members of nested objects become columns, beside the fields under `properties`; by default none. */
  readonly wants?: WantsMember;
}

/** Reads a file of any format, packed or not, as text columns; also returns its encoding. */
export async function readTextRelation(
  connection: DuckDBConnection,
  path: string,
  scratch: string,
  { encoding = "utf-8", wants = () => false }: ReadOptions = {},
): Promise<EncodedText> {
  const text = await readFormat(connection, path, scratch, { encoding, wants });
  try {
    const named = await dropUnnamedColumns(connection, text);
    const flat = await mergeFieldColumns(connection, await expandNestedColumns(connection, named, wants));
    const { notes, mayHaveInvisible } = await findDoubtfulTexts(connection, flat, flat.encoding);
    return { ...flat, mayHaveInvisible, notes: [...flat.notes, ...notes] };
  } catch (error) {
    throw asFault(error);
  }
}

async function readFormat(
  connection: DuckDBConnection,
  path: string,
  scratch: string,
  { encoding, wants }: Required<ReadOptions> & { encoding: DeclaredEncoding },
): Promise<EncodedText> {
  const packed = /\.gz$/i.test(path);
  const kind = /\.(\w+)$/.exec(path.replace(/\.gz$/i, "").toLowerCase())?.[1] ?? "";
  if (kind === "parquet" && !packed) return { ...(await readParquetText(connection, path)), encoding: "parquet" };
  const read = Object.hasOwn(formatReaders, kind) ? formatReaders[kind] : undefined;
  if (!read) {
    const known = Object.keys(formatReaders).map((name) => `.${name}`);
    throw new UserError(`${path}: expected a file ${known.join(", ")} (each also .gz) or .parquet`, 2);
  }
  const plain = packed ? await gunzipFile(path, scratch) : { path, notes: [] };
  const written = await detectEncoding(plain.path, encoding);
  const whole = await dropEndPadding(await convertToUtf8(plain.path, written, scratch), scratch);
  const text = await read(whole.path, scratch, wants);
  return { ...text, notes: [...plain.notes, ...whole.notes, ...text.notes], encoding: written };
}
