import { createHash } from "node:crypto";
import { withoutMarks } from "../config/custom_attributes.js";
import type { Feed } from "../config/mapped.js";
import type { Config, SourceConfig } from "../config/schema.js";
import type { Column } from "../table/columns.js";
import type { Source } from "../table/model.js";

/** Raise when the same text would become another row: every file is then loaded anew. */
const LOADER_VERSION = 2;

/** What decides how one file becomes rows. */
export interface Contract {
  readonly source: SourceConfig;
  readonly table: Source;
  /** Of a mapped source. */
  readonly feed?: Feed;
  /** Name of the feed, the same while its constants and its link are: a mended mapping takes over its history. */
  readonly feedName: string | null;
  /** Zone of times that name no offset. */
  readonly zone: string;
}

/** The contract of one raw table with one source, and of a mapped one with each of its feeds. */
export function contractsOf(config: Config, source: SourceConfig, table: Source): Contract[] {
  const { origin } = table;
  if (origin.kind === "export" && origin.product === source.system) {
    return [{ source, table, feedName: null, zone: source.time_zone ?? "UTC" }];
  }
  if (origin.kind !== "mapped" || source.system !== "mapped") return [];
  const feeds = (source.entities ?? {}) as Readonly<Record<string, readonly unknown[] | undefined>>;
  const zone = source.time_zone ?? config.time_zone;
  const named = new Map<string, number>();
  return ((feeds[origin.entity] ?? []) as readonly Feed[]).map(withoutMarks).map((feed) => {
    const name = JSON.stringify([sorted(feed.constants), feed.link ?? null]);
    const nth = (named.get(name) ?? 0) + 1;
    named.set(name, nth);
    return { source, table, feed, feedName: nth > 1 ? `${name}#${nth}` : name, zone };
  });
}

/** All contracts of a configuration; raw tables that no source feeds have none. */
export const allContracts = (config: Config, tables: readonly Source[]): Contract[] =>
  config.sources.flatMap((source) => tables.flatMap((table) => contractsOf(config, source, table)));

/** Hash of a contract: equal where the same text becomes the same rows. */
export function contractHash({ source, table, feed, zone }: Contract): string {
  const columns = Object.entries<Column<unknown>>(table.columns).map(([name, column]) => {
    const { type, nullable, oneOf, binding } = column;
    return [name, type, nullable, oneOf ?? null, binding === undefined ? null : sorted(binding)];
  });
  const fed = feed && [sorted(feed.columns), sorted(feed.constants), sorted(feed.formats), feed.link ?? null];
  const values = Object.entries(feed?.values ?? {}).map(([header, words]) => [header, sorted(words)]);
  const nullWord = table.origin.kind === "export" ? table.origin.nullWord : undefined;
  const said: unknown[] = [LOADER_VERSION, source.system, table.grain, columns, fed ?? null, values.sort(), zone];
  if (nullWord !== undefined) said.push(nullWord);
  if (source.encoding !== "utf-8") said.push({ encoding: source.encoding });
  return digest(JSON.stringify(said));
}

/** Name of a load: the same content under the same contract is the same load, whatever the file is called. */
export const loadId = (sha256: string, { source, table }: Contract, contract: string): string =>
  digest(JSON.stringify([sha256, source.name, table.name, contract]));

/** Entities whose rows may repeat: no column of them is a key. */
const keyless = ["activities", "sales_touches", "stage_events"];

/** Columns that tell records of one source apart; none where repetitions are rows of their own. */
export function keyOf({ table }: Pick<Contract, "table">): string[] {
  if (table.origin.kind === "mapped" && keyless.includes(table.origin.entity)) return [];
  const columns: Readonly<Record<string, Column<unknown>>> = table.columns;
  return table.grain.filter((name) => !columns[name]?.binding?.given);
}

const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 32);

const sorted = (named: object) => Object.entries(named).sort(([one], [two]) => (one < two ? -1 : 1));
