import { acceptedHeaders } from "../../table/accepted_headers.js";
import type { Column } from "../../table/columns.js";
import { quotedString } from "../../table/dialect.js";
import { Fault } from "../../text/fault.js";
import { findHeaderPositions, headerFault, headerKey, looksPersonal, uniqueHeaders } from "../../text/header.js";
import { fieldKeys, isBesidePage, pageKeys } from "../../text/json_records.js";
import type { TextRelation } from "../../text/text_relation.js";
import type { LoadContract } from "../load_contract.js";
import { type BoundColumn, bindColumn, type FindColumnText } from "./bound_column.js";
import { createTextAt, findColumnText, isColumnRequired, type TextAt, uncleaned } from "./column_text.js";
import { findDeletionText } from "./deletion_marks.js";
import { formattedText, refuseAmbiguous } from "./formatted_text.js";
import { gatherableHeaders, gatherColumns } from "./gather_columns.js";
import { canNameHeaders } from "./nameable_headers.js";
import { contractReadings, type Readings } from "./readings.js";
import { listAsText, type Refusal, refuseHeaders, refuseNested } from "./refusals.js";
import { describeReport } from "./report_labels.js";

export interface BoundColumns {
  readonly columns: readonly BoundColumn[];
  /** The columns that are kept as text: name and SQL of the text. */
  readonly extras: ReadonlyMap<string, string>;
  readonly unknownHeaders: readonly string[];
  /** Why a record is rejected before its values are looked at. */
  readonly refusals: readonly Refusal[];
}

/** Finds the columns of the contract in the file. A Fault names the missing ones; it quotes headers of the file only if most are known. */
export function bindColumns(
  contract: LoadContract,
  text: Pick<TextRelation, "headers" | "sparse" | "mayHaveInvisible" | "mayHaveLineEnds"> &
    Partial<Pick<TextRelation, "nested">>,
  file?: string,
  readings: Readings = contractReadings(contract),
): BoundColumns {
  const { table, feed } = contract;
  const nested = new Set(text.nested);
  checkHeaders(contract, text.headers);
  const taken = new Set<number>();
  const at = (header: string) => takePosition(contract, text.headers, header, taken);
  const single = (column: Column<unknown>) => (header: string) => {
    const place = at(header);
    if (place !== undefined && nested.has(text.headers[place]!)) assertTakesJson(text.headers[place]!, column);
    return place;
  };
  const { mayHaveInvisible = true, mayHaveLineEnds = true } = text;
  const textAt = createTextAt(readings.nullWords, mayHaveInvisible);
  const textOf: FindColumnText = (name, column, cleaning) => {
    const deletion = findDeletionText(contract, name, column, single(column), { textAt, cleaning });
    const found =
      deletion === undefined
        ? findColumnText(contract, name, column, single(column), { textAt, cleaning }, file)
        : { text: deletion };
    return found && { ...found, mayHaveInvisible, mayHaveLineEnds };
  };
  const columns: BoundColumn[] = [];
  const missing: string[] = [];
  for (const [name, column] of Object.entries<Column<unknown>>(table.columns)) {
    if (column.binding?.given) continue;
    const bound = bindColumn(contract, name, column, textOf, readings);
    if (bound) columns.push(bound);
    else if (isColumnRequired(contract, name, column) ?? !column.nullable) missing.push(name);
  }
  const needed = missing.filter((name) => !text.sparse || !(table.columns as Columns)[name]?.nullable);
  if (needed.length > 0 && text.sparse && taken.size === 0) throw unknownJsonFault(contract, text.headers, needed);
  if (needed.length > 0) throw missingColumnsFault(contract, text.headers, taken.size, needed);
  const refusals = table.origin.kind === "reference" ? [] : refuseHeaders(text);
  const isNested = (place: number) => nested.has(text.headers[place]!);
  const attributes = feed ? bindAttributes(contract, at, { textAt, isNested, refusals }) : undefined;
  const names = uniqueHeaders(text.headers);
  const isCustom = (header: string) =>
    Object.keys(contract.source.custom).some((name) => findHeaderPositions(name, [header]).length > 0);
  const extras = new Map<string, string>();
  for (const [place, name] of names.entries()) {
    if (taken.has(place)) continue;
    const header = text.headers[place]!;
    // Other JSON is kept as it is: nobody reads its values.
    const isList = isNested(place) && isCustom(header);
    extras.set(name, keptText(contract, header, { place, isList, textAt, refusals }));
  }
  columns.push(...bindGatheredColumns(contract, columns, extras, readings));
  if (table.origin.kind === "export") assertFlat([...extras.keys()].filter((header) => nested.has(header)));
  const unknownHeaders = [...extras.keys()];
  return { columns, extras: attributes ?? extras, unknownHeaders, refusals };
}

/** A Fault if the fields of the records are nested in a way that has no certain columns, e.g. as a list of names and values. */
function assertFlat(nestedHeaders: readonly string[]): void {
  const header = nestedHeaders.find((name) => fieldKeys.has(headerKey(name)));
  if (header === undefined) return;
  throw new Fault(
    `its fields are nested under \`${header}\`, and not as one object of names and values; flatten them: one column for each field`,
  );
}

/** A Fault if a column expects single values, but the file has lists or objects there. */
function assertTakesJson(header: string, { binding }: Column<unknown>): void {
  if (binding?.gathers !== undefined) return;
  throw new Fault(
    `column ${header} holds lists or objects; expected single values. Export one value per column, e.g. ${header}.name`,
  );
}

/** The headers that a contract reads, as keys of comparison. */
export function wantedHeaderKeys(contract: LoadContract): Set<string> {
  const fed = Object.values(contract.feed?.columns ?? {});
  return new Set([...contractHeaders(contract), ...fed].map(headerKey));
}

/** Moves extra columns into the contract's columns that gather them as JSON. */
function bindGatheredColumns(
  contract: LoadContract,
  bound: readonly BoundColumn[],
  extras: Map<string, string>,
  readings: Readings,
): BoundColumn[] {
  return Object.entries<Column<unknown>>(contract.table.columns).flatMap(([name, column]) => {
    const { gathers } = column.binding ?? {};
    if (gathers === undefined || bound.some((other) => other.name === name)) return [];
    const headers = gatherableHeaders([...extras.keys()]);
    if (headers === undefined) return [];
    const taken = new Map(headers.map((header) => [header, extras.get(header)!]));
    for (const header of headers) extras.delete(header);
    return bindColumn(contract, name, column, () => ({ text: gatherColumns(taken, gathers) }), readings) ?? [];
  });
}

function checkHeaders(contract: LoadContract, headers: readonly string[]): void {
  const wanted = contractHeaders(contract);
  const isWanted = (header: string) =>
    contract.table.origin.kind !== "export" || wanted.some((name) => findHeaderPositions(name, [header]).length > 0);
  const fault = headerFault(headers, canNameHeaders(contract, headers), isWanted);
  if (fault) throw new Fault(fault, 1);
}

/** The headers that the contract and the configuration of the source read from an export. */
function contractHeaders({ table, source }: LoadContract): string[] {
  const columns = Object.entries<Column<unknown>>(table.columns);
  return [
    ...columns.flatMap(([name, column]) => acceptedHeaders(name, column)),
    ...Object.keys(source.custom),
    ...Object.values(source.reason_fields),
    ...(source.stage_field === undefined ? [] : [source.stage_field]),
  ];
}

type Columns = Readonly<Record<string, Column<unknown>>>;
type FindPosition = (header: string) => number | undefined;

interface KeptCell {
  readonly place: number;
  /** True if the cell may have a list of values, which becomes `a;b`. */
  readonly isList: boolean;
  readonly textAt: TextAt;
  /** The records that are rejected are added to these. */
  readonly refusals: Refusal[];
}

/** SQL of a cell that is kept as text. */
function keptText(contract: LoadContract, header: string, { place, isList, textAt, refusals }: KeptCell): string {
  const cell = textAt(place, uncleaned).text;
  if (isList) refusals.push(...refuseNested(header, `c${place}`));
  const written = isList ? listAsText(cell) : cell;
  refusals.push(...refuseAmbiguous(contract, header, written));
  return formattedText(contract, header, written);
}

interface AttributeTexts {
  readonly textAt: TextAt;
  /** True if the file has lists or objects at a position. */
  readonly isNested: (place: number) => boolean;
  /** The records that are rejected are added to these. */
  readonly refusals: Refusal[];
}

/** The attributes of people in a mapped source, as text under their own names; a list of values as `a;b`, like in any CSV. */
function bindAttributes(
  contract: LoadContract,
  at: FindPosition,
  { textAt, isNested, refusals }: AttributeTexts,
): Map<string, string> {
  const { feed } = contract;
  const prefix = "attributes.";
  const attributes = new Map<string, string>();
  for (const [column, constant] of Object.entries(feed?.constants ?? {})) {
    if (column.startsWith(prefix)) attributes.set(column.slice(prefix.length), quotedString(constant));
  }
  for (const [column, header] of Object.entries(feed?.columns ?? {})) {
    const place = column.startsWith(prefix) ? at(header) : undefined;
    if (place === undefined) continue;
    const cell = { place, isList: isNested(place), textAt, refusals };
    attributes.set(column.slice(prefix.length), keptText(contract, header, cell));
  }
  return attributes;
}

function takePosition(contract: LoadContract, headers: readonly string[], header: string, taken: Set<number>) {
  const places = findHeaderPositions(header, headers);
  if (places.length > 1) {
    const choices = places.map((place) => headers[place]).join(" or ");
    throw new Fault(`${header} of ${contract.table.name} could be ${choices}; expected only one of them`);
  }
  if (places[0] !== undefined) taken.add(places[0]);
  return places[0];
}

function missingColumnsFault(
  contract: LoadContract,
  headers: readonly string[],
  known: number,
  needed: string[],
): Fault {
  const { table, source } = contract;
  const named = headers.slice(0, 60).map((header, at) => (looksPersonal(header) ? `(header ${at + 1})` : header));
  const few = known === 0 ? "no header that is known" : `${known} of ${headers.length} headers known`;
  const found = canNameHeaders(contract, headers)
    ? named.join(", ")
    : `${few}; is the first line a header, and does the delimiter fit?${otherLanguage(source.system)}`;
  const expected = expectedHeaders(contract, needed);
  const report = source.system === "salesforce" ? describeReport(headers) : undefined;
  if (report !== undefined) return new Fault(`${report}. Missing: ${expected.join(", ")}`, 1);
  return new Fault(
    `the column ${expected.join(", ")} is missing. Found: ${found}. Expected by ${table.name}: ${expected.join(", ")}`,
    1,
  );
}

/** HubSpot's user interface has labels in the language of the user. */
const otherLanguage = (product: string) =>
  product === "hubspot" ? " Labels in another language are not known: export with internal names" : "";

const expectedHeaders = ({ table, feed }: LoadContract, needed: readonly string[]): string[] =>
  needed.map((name) => feed?.columns[name] ?? acceptedHeaders(name, (table.columns as Columns)[name]!).join(" or "));

/** The Fault of JSON without any known key. Its keys may be values, so only those of the responses of APIs are quoted. */
function unknownJsonFault(contract: LoadContract, keys: readonly string[], needed: readonly string[]): Fault {
  const isResponse = keys.length > 0 && keys.every(isBesidePage);
  const found = isResponse
    ? `the response of an API without a list of records; it has ${keys.join(", ")}, and may say that the request failed`
    : keys.length === 0
      ? "no line that is an object with keys"
      : `objects with ${keys.length} keys, none of which is known`;
  return new Fault(
    `it is JSON of another shape. Found: ${found}. Expected by ${contract.table.name}: objects with ${expectedHeaders(contract, needed).join(", ")}, as a list, as one object per line without commas between, or as a list under one of ${pageKeys.join(", ")}`,
    1,
  );
}
