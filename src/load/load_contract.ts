import { createHash } from "node:crypto";
import type { Config, SourceConfig } from "../config/config_schema.js";
import { removeListMarks } from "../config/custom_attributes.js";
import type { Feed } from "../config/mapped_entities.js";
import type { Column } from "../table/columns.js";
import type { Source } from "../table/model.js";
import type { LoadRecord } from "./load_record.js";

/** Raise this number if the same text becomes a different row. All files are then loaded again. */
const LOADER_VERSION = 4;

/** Everything that decides how a file becomes rows. */
export interface LoadContract {
  readonly source: SourceConfig;
  readonly table: Source;
  /** Set for a mapped source only. */
  readonly feed?: Feed;
  /** The name of the feed, made of its constants and its link: it stays the same when the mapping is corrected, so the feed keeps its history. Null for an export. */
  readonly feedName: string | null;
  /** Time zone (IANA name) of times without an offset. */
  readonly zone: string;
}

/** The contract of a raw table with a source: one for an export, one for each feed of a mapped source. */
function createLoadContracts(config: Config, source: SourceConfig, table: Source): LoadContract[] {
  const { origin } = table;
  if (origin.kind === "export" && origin.product === source.system) {
    return [{ source, table, feedName: null, zone: source.time_zone ?? "UTC" }];
  }
  if (origin.kind !== "mapped" || source.system !== "mapped") return [];
  const feeds = (source.entities ?? {}) as Readonly<Record<string, readonly unknown[] | undefined>>;
  const zone = source.time_zone ?? config.time_zone;
  const named = new Map<string, number>();
  return ((feeds[origin.entity] ?? []) as readonly Feed[]).map(removeListMarks).map((feed) => {
    const name = JSON.stringify([sortedEntries(feed.constants), feed.link ?? null]);
    const nth = (named.get(name) ?? 0) + 1;
    named.set(name, nth);
    return { source, table, feed, feedName: nth > 1 ? `${name}#${nth}` : name, zone };
  });
}

/** What tells a feed from others of its table, in words: `stage: mql`; blank if nothing does. For the name in a load record. */
export function describeFeed(name: string | null): string {
  const [, json, nth] = /^(.*?)(?:#(\d+))?$/s.exec(name ?? "[[],null]")!;
  const [constants, link] = JSON.parse(json!) as [readonly (readonly [string, string])[], string | null];
  const named = [...constants, ...(link === null ? [] : [["link", link] as const])];
  return [...named.map(([column, value]) => `${column}: ${value}`), ...(nth === undefined ? [] : [`no. ${nth}`])].join(
    ", ",
  );
}

/** The system, table and feed that a contract is for, as a load record names them. */
export const feedOf = ({ source, table, feedName }: LoadContract): Pick<LoadRecord, "system" | "table" | "feed"> => ({
  system: source.name,
  table: table.name,
  feed: feedName,
});

/** All contracts of a configuration. A raw table that no source fills has none. */
export const createAllLoadContracts = (config: Config, tables: readonly Source[]): LoadContract[] =>
  config.sources.flatMap((source) => tables.flatMap((table) => createLoadContracts(config, source, table)));

/** The hash of a contract; equal if the same text becomes the same rows. */
export function hashContract({ source, table, feed, zone }: LoadContract): string {
  const columns = Object.entries<Column<unknown>>(table.columns).map(([name, column]) => {
    const { type, nullable, oneOf, binding } = column;
    return [name, type, nullable, oneOf ?? null, binding === undefined ? null : sortedEntries(binding)];
  });
  const fed = feed && [
    sortedEntries(feed.columns),
    sortedEntries(feed.constants),
    sortedEntries(feed.formats),
    feed.link ?? null,
  ];
  const values = Object.entries(feed?.values ?? {}).map(([header, words]) => [header, sortedEntries(words)]);
  const parts: unknown[] = [LOADER_VERSION, source.system, table.grain, columns, fed ?? null, values.sort(), zone];
  const words = documentedNullWords({ table });
  if (words.length > 0) parts.push(...words);
  const reading = [sortedEntries(source.formats), source.null_words, feed?.null_words ?? []];
  if (reading.some((one) => one.length > 0)) parts.push({ reading });
  if (source.encoding !== "utf-8") parts.push({ encoding: source.encoding });
  return digest(JSON.stringify(parts));
}

/** The words for nothing that the product itself writes. */
export const documentedNullWords = ({ table: { origin } }: Pick<LoadContract, "table">): readonly string[] =>
  origin.kind === "export" && origin.nullWord !== undefined ? [origin.nullWord] : [];

/** The words for nothing that closedloop.yaml names. */
export const configuredNullWords = ({ source, feed }: Pick<LoadContract, "source" | "feed">): readonly string[] => [
  ...new Set([...source.null_words, ...(feed?.null_words ?? [])]),
];

/** The id of a load. The same content under the same contract is the same load, whatever the file is called. */
export const loadId = (sha256: string, { source, table }: LoadContract, contract: string): string =>
  digest(JSON.stringify([sha256, source.name, table.name, contract]));

/** Entities without a key: their rows may repeat. */
const keylessEntities = ["activities", "sales_touches", "stage_events"];

/** The columns that identify a record of one source; empty if repeated rows all count. */
export function keyColumns({ table }: Pick<LoadContract, "table">): string[] {
  if (table.origin.kind === "mapped" && keylessEntities.includes(table.origin.entity)) return [];
  const columns: Readonly<Record<string, Column<unknown>>> = table.columns;
  return table.grain.filter((name) => !columns[name]?.binding?.given);
}

/** False for pairs of records, e.g. of a deal and a contact. A file may have a pair several times, e.g. once for each label of it. */
export const hasOwnId = (table: Source): boolean => keyColumns({ table }).length < 2;

/** The column that marks deleted records of an export; undefined if the table has none. */
export const deletedColumn = ({ origin }: Pick<Source, "origin">): string | undefined =>
  origin.kind === "export" ? origin.deletedColumn : undefined;

const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 32);

const sortedEntries = (named: object) => Object.entries(named).sort(([one], [two]) => (one < two ? -1 : 1));
