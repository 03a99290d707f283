import type { Column } from "../../table/columns.js";
import { quotedString } from "../../table/dialect.js";
import { Fault } from "../../text/fault.js";
import { headerFault, looksPersonal, positionsOf, toldApart } from "../../text/header.js";
import type { Text } from "../../text/text.js";
import type { Contract } from "../contract.js";
import { type BoundColumn, bindColumn, type MetOf } from "./bound_column.js";
import { gatherable, gathered } from "./gathered.js";
import { headersOf, mappedText, textAt, wantedOf } from "./mapping.js";
import { areNamable } from "./namable.js";

export interface Bound {
  readonly columns: readonly BoundColumn[];
  /** Headers kept as text: the name, and SQL of the text. */
  readonly extras: ReadonlyMap<string, string>;
  readonly unknownHeaders: readonly string[];
}

/** Contract and headers meet by name. A Fault names what is missing; headers are named only where most are known. */
export function bind(contract: Contract, text: Pick<Text, "headers" | "sparse">, file?: string): Bound {
  const { table, feed } = contract;
  checkHeaders(contract, text.headers);
  const taken = new Set<number>();
  const at = (header: string) => position(contract, text.headers, header, taken);
  const met: MetOf = (name, column) => mappedText(contract, name, column, at, file);
  const columns: BoundColumn[] = [];
  const missing: string[] = [];
  for (const [name, column] of Object.entries<Column<unknown>>(table.columns)) {
    if (column.binding?.given) continue;
    const found = bindColumn(contract, name, column, met);
    if (found) columns.push(found);
    else if (wantedOf(contract, name, column) ?? !column.nullable) missing.push(name);
  }
  const needed = missing.filter((name) => !text.sparse || !(table.columns as Columns)[name]?.nullable);
  if (needed.length > 0) throw misfit(contract, text.headers, taken.size, needed);
  const attributes = feed ? attributesOf(contract, at) : undefined;
  const names = toldApart(text.headers);
  const extras = new Map(names.flatMap((name, place) => (taken.has(place) ? [] : [[name, textAt(contract, place)]])));
  columns.push(...gatheredColumns(contract, columns, extras));
  const unknownHeaders = [...extras.keys()];
  return { columns, extras: attributes ?? extras, unknownHeaders };
}

/** Takes from the columns that the contract does not know those that a column of it gathers. */
function gatheredColumns(contract: Contract, met: readonly BoundColumn[], extras: Map<string, string>): BoundColumn[] {
  return Object.entries<Column<unknown>>(contract.table.columns).flatMap(([name, column]) => {
    const { gathers } = column.binding ?? {};
    if (gathers === undefined || met.some((one) => one.name === name)) return [];
    const headers = gatherable([...extras.keys()]);
    if (headers === undefined) return [];
    const taken = new Map(headers.map((header) => [header, extras.get(header)!]));
    for (const header of headers) extras.delete(header);
    return bindColumn(contract, name, column, () => ({ text: gathered(taken, gathers) })) ?? [];
  });
}

function checkHeaders(contract: Contract, headers: readonly string[]): void {
  const wanted = wantedNames(contract);
  const isWanted = (header: string) =>
    contract.table.origin.kind !== "export" || wanted.some((name) => positionsOf(name, [header]).length > 0);
  const fault = headerFault(headers, areNamable(contract, headers), isWanted);
  if (fault) throw new Fault(fault, 1);
}

/** What the contract or the source's configuration would take from an export. */
function wantedNames({ table, source }: Contract): string[] {
  const columns = Object.entries<Column<unknown>>(table.columns);
  return [
    ...columns.flatMap(([name, column]) => headersOf(name, column)),
    ...Object.keys(source.custom),
    ...Object.values(source.reason_fields),
    ...(source.stage_field === undefined ? [] : [source.stage_field]),
  ];
}

type Columns = Readonly<Record<string, Column<unknown>>>;
type At = (header: string) => number | undefined;

/** People of a mapped source carry further attributes: text under their own names. */
function attributesOf({ feed }: Contract, at: At): Map<string, string> {
  const prefix = "attributes.";
  const attributes = new Map<string, string>();
  for (const [column, constant] of Object.entries(feed?.constants ?? {})) {
    if (column.startsWith(prefix)) attributes.set(column.slice(prefix.length), quotedString(constant));
  }
  for (const [column, header] of Object.entries(feed?.columns ?? {})) {
    const place = column.startsWith(prefix) ? at(header) : undefined;
    if (place !== undefined) attributes.set(column.slice(prefix.length), `c${place}`);
  }
  return attributes;
}

function position(contract: Contract, headers: readonly string[], header: string, taken: Set<number>) {
  const places = positionsOf(header, headers);
  if (places.length > 1) {
    const found = places.map((place) => headers[place]).join(" or ");
    throw new Fault(`${header} of ${contract.table.name} could be ${found}; expected one of them`);
  }
  if (places[0] !== undefined) taken.add(places[0]);
  return places[0];
}

function misfit(contract: Contract, headers: readonly string[], known: number, needed: string[]): Fault {
  const { table, feed } = contract;
  const named = headers.slice(0, 60).map((header, at) => (looksPersonal(header) ? `(header ${at + 1})` : header));
  const few = known === 0 ? "no header that is known" : `${known} of ${headers.length} headers known`;
  const found = areNamable(contract, headers) ? named.join(", ") : `${few}; is there a header line, and a comma?`;
  const expected = needed.map(
    (name) => feed?.columns[name] ?? headersOf(name, (table.columns as Columns)[name]!).join(" or "),
  );
  return new Fault(
    `the column ${expected.join(", ")} is missing. Found: ${found}. Expected by ${table.name}: ${expected.join(", ")}`,
    1,
  );
}
