import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../errors.js";
import { csvText } from "./csv.js";
import { unpacked } from "./gunzip.js";
import { jsonLinesText } from "./jsonl.js";
import { parquetText } from "./parquet.js";
import type { Text } from "./text.js";

/** Any format, packed or not, as columns of text. */
export async function textOf(connection: DuckDBConnection, path: string, scratch: string): Promise<Text> {
  const packed = /\.gz$/i.test(path);
  const kind = /\.(\w+)$/.exec(path.replace(/\.gz$/i, "").toLowerCase())?.[1];
  if (kind === "parquet" && !packed) return parquetText(connection, path);
  if (!["csv", "tsv", "txt", "jsonl", "ndjson"].includes(kind ?? "")) {
    throw new UserError(`${path}: expected a file .csv, .tsv, .txt, .jsonl, .ndjson (each also .gz) or .parquet`, 2);
  }
  const plain = packed ? await unpacked(path, scratch) : path;
  if (kind?.endsWith("l") || kind === "ndjson") return jsonLinesText(plain, scratch);
  return csvText(plain, kind === "csv" ? "," : "\t", scratch);
}
