import { sql } from "kysely";
import type { Column } from "../../table/columns.js";
import { db } from "../../table/db.js";
import { trimToNull } from "../../table/dialect.js";
import { isDateOnly, isMinuteOnly, isPlausible, type ParseOptions, parseTrimmed } from "../../table/parsing.js";
import { looksLikeSalesforceId, salesforceId } from "../../table/salesforce_id.js";
import type { Format } from "../../table/value_formats.js";
import type { LoadContract } from "../load_contract.js";
import type { Cleaning, ColumnText } from "./column_text.js";
import type { Readings } from "./readings.js";
import { plainId, type ValueCheck, valueFaults, valueNotes } from "./value_checks.js";

/** A column of the contract and the SQL that fills it from the text columns of a file. */
export interface BoundColumn {
  readonly name: string;
  readonly column: Column<unknown>;
  /** SQL of the text; trimmed, and null for a blank, if `isTrimmed`. */
  readonly text: string;
  readonly isTrimmed: boolean;
  /** The note on invisible characters that the text loses, and SQL that is true if it does. */
  readonly leavesOut?: { readonly code: string; readonly applies: string };
  /** SQL of the typed value, given SQL of the text, which is trimmed already unless it is plain text. */
  readonly value: (text: string) => string;
  /** SQL that is true for a typed value that is kept; others become null. By default all are kept. */
  readonly isKept?: (value: string) => string;
  /** The longest text allowed, in characters; undefined in a lookup, which may contain prose. */
  readonly longest: number | undefined;
  /** SQL that is true if the configuration does not map the word. */
  readonly unknownWord?: string;
  /** Why a record is rejected, besides the faults of its type. */
  readonly faults: readonly ValueCheck[];
  /** What is counted of the values that are kept. */
  readonly notes: readonly ValueCheck[];
}

/** Finds the text that fills a column, cleaned; undefined if the file has none. */
export type FindColumnText = (name: string, column: Column<unknown>, cleaning: Cleaning) => ColumnText | undefined;

/** Longest text of a column that sets no limit. Most texts are names or words of a list; a stray quote can join many rows into one text. */
const defaultMaxLength = 255;

/** True for ids and addresses: records are found by them, so an invisible character makes two of one. */
const isKeyText = ({ table }: LoadContract, name: string, { type, binding }: Column<unknown>): boolean =>
  type === "text" && (binding?.recordId !== undefined || table.grain.includes(name) || /(id|email)s?$/i.test(name));

/** What is left out of the texts of a column: of a key all characters that nobody sees, of a typed value those at its ends. Only text columns keep outer blanks. */
function cleaningOf(contract: LoadContract, name: string, column: Column<unknown>): Cleaning {
  const trims = column.type !== "text" || column.oneOf !== undefined || column.binding?.recordId !== undefined;
  if (isKeyText(contract, name, column)) return { trims, leavesOut: "all" };
  return { trims, leavesOut: column.type === "text" ? "none" : "ends" };
}

const leftOutCodes = {
  all: "invisible characters left out of ids and addresses",
  ends: "invisible characters left out around dates, numbers and flags",
} as const;

/** The note on characters that nobody sees and that the text loses. */
const leavesOut = ({ leavesOut }: Cleaning, { losesInvisible }: ColumnText): Pick<BoundColumn, "leavesOut"> =>
  losesInvisible === undefined || leavesOut === "none"
    ? {}
    : { leavesOut: { code: leftOutCodes[leavesOut], applies: losesInvisible } };

/** Binds a column of the contract; undefined if the file has no text for it. */
export function bindColumn(
  contract: LoadContract,
  name: string,
  column: Column<unknown>,
  textOf: FindColumnText,
  readings: Readings,
): BoundColumn | undefined {
  const { marks, marksMinutes } = column.binding ?? {};
  const filled = marks ?? name;
  const source = (contract.table.columns as Readonly<Record<string, Column<unknown>>>)[filled];
  if (!source) throw new Error(`${contract.table.name}.${name} marks ${filled}, which is not one of its columns`);
  const cleaning = cleaningOf(contract, name, column);
  const columnText = textOf(filled, source, cleaning);
  if (!columnText) return undefined;
  const options = parseOptions(contract, source, columnText.format ?? readings.numbers.get(name));
  const isLookup = contract.table.origin.kind === "reference";
  const longest = column.binding?.longest ?? (column.type === "text" && !isLookup ? defaultMaxLength : undefined);
  const { text } = columnText;
  const common = { name, column, text, isTrimmed: cleaning.trims, ...leavesOut(cleaning, columnText) };
  if (marks) {
    const mark = marksMinutes ? isMinuteOnly : isDateOnly;
    return { ...common, longest: undefined, value: (text) => mark(text, options), faults: [], notes: [] };
  }
  const isMoment = column.type === "date" || column.type === "instant";
  return {
    ...common,
    longest,
    value: typedValue(column, options, columnText.mayHaveInvisible ?? true),
    ...(isMoment && column.nullable ? { isKept: isPlausible } : {}),
    ...(columnText.unknownWord ? { unknownWord: columnText.unknownWord } : {}),
    faults: valueFaults(column, options, {
      isKey: isKeyText(contract, name, column) && !/s$/i.test(name),
      mayHaveLineEnds: columnText.mayHaveLineEnds ?? true,
      mayHaveInvisible: columnText.mayHaveInvisible ?? true,
    }),
    notes: valueNotes(column, options),
  };
}

const parseOptions = (
  { zone }: LoadContract,
  { binding }: Column<unknown>,
  format: Format | undefined,
): ParseOptions => ({
  zone,
  ...(format === undefined ? {} : { format }),
  ...(binding?.orDate ? { orDate: true } : {}),
  ...(binding?.dropsClock ? { dropsClock: true } : {}),
});

/** SQL of the typed value, given SQL of the text. */
function typedValue(
  { type, oneOf, nullable, binding }: Column<unknown>,
  options: ParseOptions,
  mayHaveInvisible: boolean,
) {
  return (text: string): string => {
    if (binding?.recordId === "salesforce") {
      const id = salesforceId(sql.raw(text)).compile(db).sql;
      // Nothing can refer to a record by an id that is none. The record itself is kept.
      return nullable ? `case when ${looksLikeSalesforceId(text)} then ${id} end` : id;
    }
    if (binding?.recordId === "plain") return plainId(text, { nullable, mayHaveInvisible });
    return oneOf ? trimToNull(sql.raw(text)).compile(db).sql : parseTrimmed(type, text, options);
  };
}
