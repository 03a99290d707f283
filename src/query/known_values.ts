import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../base/errors.js";
import { escapeControls } from "../base/escape_controls.js";
import { suggestSpelling } from "../config/spelling_suggestion.js";
import type { QueryParam } from "./query_params.js";
import { runQuery } from "./run_query.js";
import { bindParams, paramsUsedIn, type SavedQuery } from "./saved_queries.js";

/** The most values that a message lists. */
const maxListed = 20;

type Given = Readonly<Record<string, string>>;

/**
 * Every given value must exist in the tables, if the header of the query says which do; otherwise a `UserError` (exit 2)
 * lists them. A default is never refused: on empty tables it has no rows.
 */
export async function mustNameKnownValues(reader: DuckDBConnection, query: SavedQuery, given: Given): Promise<void> {
  for (const param of query.params) {
    const text = given[param.name];
    const sql = param.values?.query;
    if (text === undefined || sql === undefined) continue;
    const known = await readKnownValues(reader, query, param, given);
    const isFinder = paramsUsedIn(sql).includes(param.name);
    if (isFinder ? known.length > 0 : known.length === 0 || known.includes(text)) continue;
    throw new UserError(
      isFinder
        ? // Who types an address instead of an id must not find it in a log.
          `query ${query.name}: the tables have no such ${param.name}. Expected ${param.about}`
        : `query ${query.name}: ${param.name} is ${JSON.stringify(text)}${suggestSpelling(text, known) || "."} There are: ${listValues(known)}`,
      2,
    );
  }
}

/** The values that exist, in the order of the header's query; for a parameter with such a query only. */
export async function readKnownValues(
  reader: DuckDBConnection,
  query: SavedQuery,
  { values }: QueryParam,
  given: Given,
): Promise<string[]> {
  const sql = values!.query!;
  const used = paramsUsedIn(sql);
  const all = bindParams(query, given);
  const pick = <T>(of: Readonly<Record<string, T>>) => Object.fromEntries(used.map((name) => [name, of[name]!]));
  const { chunks } = await runQuery(reader, sql, { values: pick(all.values), types: pick(all.types) });
  const known: string[] = [];
  for await (const chunk of chunks) {
    for (const [value] of chunk.getRows()) if (value != null) known.push(String(value));
  }
  return known;
}

/** The first values, and how many there are besides. */
export function listValues(values: readonly string[]): string {
  const listed = values.slice(0, maxListed).map(escapeControls).join(", ");
  const more = values.length - maxListed;
  return more > 0 ? `${listed} and ${more} more` : listed;
}
