import type { Config } from "../config/schema.js";
import { allContracts, type Contract } from "../load/contract.js";
import type { Loaded } from "../load/loaded.js";
import type { Column, Instant } from "../table/columns.js";
import { quotedIdentifier, quotedString } from "../table/dialect.js";
import type { Source } from "../table/model.js";
import { published } from "../table/model.js";
import { rowsOf } from "../table/rows.js";
import type { Missing, ObjectSeen } from "./diagnosis.js";
import type { Exam } from "./exam.js";

/** What a source calls a table: `Lead`, or the entity of a mapped one. */
export const objectOf = ({ origin }: Source): string =>
  origin.kind === "export" ? origin.object : origin.kind === "mapped" ? origin.entity : "";

export const columnsOf = (table: Source) => Object.entries<Column<unknown>>(table.columns);

/** The column that says when a record was made or something happened. */
export function momentOf(table: Source): string | undefined {
  const made = table.origin.kind === "export" ? table.origin.made : undefined;
  return made ?? columnsOf(table).find(([, { type }]) => type === "instant")?.[0];
}

/** Each table of each source, once, with its loads. */
export interface Seen {
  readonly contract: Contract;
  readonly loads: readonly Loaded[];
}

export function seenBy(config: Config, tables: readonly Source[], loads: readonly Loaded[]): Seen[] {
  const once = new Map(allContracts(config, tables).map((one) => [`${one.source.name} ${one.table.name}`, one]));
  return [...once.values()].map((contract) => ({
    contract,
    loads: loads.filter(({ system, table }) => system === contract.source.name && table === contract.table.name),
  }));
}

/** What was found, source by source in the order of the contracts. */
export async function objectsSeen(exam: Exam, seen: readonly Seen[]): Promise<ObjectSeen[]> {
  const objects: ObjectSeen[] = [];
  for (const { contract, loads } of seen) {
    if (loads.length === 0) continue;
    const sum = (of: (load: Loaded) => number) => loads.reduce((total, load) => total + of(load), 0);
    objects.push({
      source: contract.source.name,
      system: contract.source.system,
      object: objectOf(contract.table),
      files: new Set(loads.map(({ file }) => file)).size,
      records: sum(({ parsed }) => parsed),
      rejected: sum(({ rejected }) => rejected),
      deduplicated: sum(({ deduplicated }) => deduplicated),
      rejects: loads.flatMap(({ file, rejects }) =>
        rejects.map(
          ({ column, code, records, first_line }) => `${file}:${first_line}: ${column}: ${code} (${records})`,
        ),
      ),
      ...(await rangeOf(exam, contract)),
    });
  }
  return objects;
}

/** When the first and the last record of a source was made, or happened. */
export async function rangeOf(
  exam: Exam,
  { source, table }: Contract,
): Promise<{ first: Instant | null; last: Instant | null }> {
  const moment = momentOf(table);
  if (moment === undefined) return { first: null, last: null };
  const [range] = await rowsOf<{ first: Instant | null; last: Instant | null }>(
    exam.warehouse,
    `select min(${quotedIdentifier(moment)})::timestamp as first, max(${quotedIdentifier(moment)})::timestamp as last
     from ${published(table)} where system = ${quotedString(source.name)}`,
  );
  return range!;
}

/** Objects that no file has, not even one in quarantine; then columns that no file of an object has, of the largest object first. */
export function missingOf(seen: readonly Seen[], quarantined: ReadonlySet<string>): Missing[] {
  const absent = seen.flatMap(({ contract: { source, table }, loads }) => {
    const { origin } = table;
    if (loads.length > 0 || quarantined.has(`${source.name} ${table.name}`)) return [];
    if (origin.kind !== "export" || origin.enables === undefined) return [];
    return [{ source: source.name, object: origin.object, enables: origin.enables }];
  });
  const size = ({ loads }: Seen) => loads.reduce((sum, { parsed }) => sum + parsed, 0);
  const present = seen.filter((one) => size(one) > 0).sort((one, two) => size(two) - size(one));
  return [...absent, ...present.flatMap(reasonMissing), ...present.flatMap(columnsMissing)];
}

function reasonMissing({ contract: { source, table } }: Seen): Missing[] {
  const { origin } = table;
  if (origin.kind !== "export" || origin.reasons === undefined) return [];
  const isNamed = Object.keys(source.reason_fields).some((key) => key.toLowerCase() === origin.object.toLowerCase());
  return isNamed
    ? []
    : [{ source: source.name, object: origin.object, setting: "reason_fields", enables: origin.reasons }];
}

function columnsMissing({ contract: { source, table }, loads }: Seen): Missing[] {
  if (table.origin.kind !== "export") return [];
  const known = new Set(loads.flatMap(({ columns }) => Object.keys(columns)));
  return columnsOf(table).flatMap(([name, { enables, onlyIf }]) =>
    enables === undefined || known.has(name)
      ? []
      : [
          {
            source: source.name,
            object: objectOf(table),
            column: name,
            enables,
            ...(onlyIf === undefined ? {} : { onlyIf }),
          },
        ],
  );
}
