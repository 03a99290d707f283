import type { QueryResult } from "../run_query.js";
import { valueJson } from "./value_text.js";

/** A JSON array of row objects, one per line. */
export async function* json({ names, chunks }: QueryResult): AsyncGenerator<string> {
  const keys = names.map((name) => JSON.stringify(name));
  let before = "[\n";
  for await (const chunk of chunks) {
    const rows = chunk.getRows().map((row) => `{${row.map((value, n) => `${keys[n]}:${valueJson(value)}`).join(",")}}`);
    yield before + rows.join(",\n");
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}
