import { quotedIdentifier, quotedString, sqlTypes } from "../../table/dialect.js";
import { isPlausible, trimSpacesToNull } from "../../table/parsing.js";
import type { BoundColumns } from "./bind_columns.js";
import type { BoundColumn } from "./bound_column.js";

/** Why a record was rejected. */
export interface RejectReason {
  readonly column: string;
  readonly code: string;
}

export interface TypedQuery {
  /** SQL of a select over the text: the typed columns, the extra columns, `#fault`, an index in `reasons` or null, and the columns of `noteBit`. */
  readonly query: string;
  readonly reasons: readonly RejectReason[];
  /** What is counted of the values, each with its bit. */
  readonly notes: readonly RejectReason[];
}

export const typeFaults = {
  text: "not text",
  whole: "not a whole number",
  real: "not a number",
  money: "not an amount of money",
  flag: "not true or false",
  date: "not a date",
  instant: "not an instant",
} as const;

/** The code for a fraction in a column of whole numbers. The unit or the column is wrong, so the whole file is quarantined: other values may look whole by chance. */
export const fractionFault = "a fraction where whole numbers belong";

/** The name of a column that keeps an extra header's text. */
export const extraColumnName = (header: string): string => `x:${header}`;

const bitsInColumn = 60;
/** The name of the column with the bits of some notes. */
export const noteColumn = (at: number): string => quotedIdentifier(`#notes${at}`);
/** SQL that is true if a record has the note of this number. */
export const hasNote = (at: number): string =>
  `${noteColumn(Math.floor(at / bitsInColumn))} & (1::bigint << ${at % bitsInColumn}) <> 0`;
/** SQL that is true if a record has one of the notes of these numbers. */
export function hasAnyNote(numbers: readonly number[]): string {
  const masks = new Map<number, bigint>();
  for (const at of numbers) {
    const column = Math.floor(at / bitsInColumn);
    masks.set(column, (masks.get(column) ?? 0n) | (1n << BigInt(at % bitsInColumn)));
  }
  return [...masks].map(([column, mask]) => `${noteColumn(column)} & ${mask}::bigint <> 0`).join(" or ");
}
/** How many columns some notes take. */
const noteColumns = (notes: readonly unknown[]): number => Math.ceil(notes.length / bitsInColumn);

/** The columns with the text of a bound column, and with whether it is an unknown word. */
export const textName = (at: number) => quotedIdentifier(`#text${at}`);
export const wordName = (at: number) => quotedIdentifier(`#word${at}`);

/** The number of the refusal that applies to a record; null if none does. */
const refusal = quotedIdentifier("#refused");

/** SQL of a select over the text: the text of each column, whether it is an unknown word, its typed value, and the extra columns. */
export function compileTypedTexts({ columns, extras, refusals }: BoundColumns, text: string): string {
  const texts = columns.map(({ text }, at) => `${text} as ${textName(at)}`);
  const words = columns.map(({ unknownWord }, at) => `${unknownWord ?? "false"} as ${wordName(at)}`);
  const extraColumns = [...extras].map(([header, text]) => `${text} as ${quotedIdentifier(extraColumnName(header))}`);
  const values = columns.map(
    ({ name, column, value }, at) => `(${value(textName(at))})::${sqlTypes[column.type]} as ${quotedIdentifier(name)}`,
  );
  const refused = refusals.map(({ applies }, at) => `when ${applies} then ${at}`);
  const number = `${refused.length > 0 ? `case ${refused.join(" ")} end` : "null"} as ${refusal}`;
  return `select *, ${values.join(", ")} from (select ${[...texts, ...words, ...extraColumns, number].join(", ")} from (${text}))`;
}

/** Compiles the SQL that turns text into typed rows. `text` is the SQL of the text columns. A record gets the first reason that applies. */
export function compileTypedQuery(bound: BoundColumns, text: string): TypedQuery {
  const { columns } = bound;
  const reasons: RejectReason[] = bound.refusals.map(({ column, code }) => ({ column, code }));
  const whens = reasons.map((_, at) => `when ${refusal} = ${at} then ${at}`);
  for (const [at, column] of columns.entries())
    for (const [code, when] of columnFaults(column, at)) {
      reasons.push({ column: column.name, code });
      whens.push(`when ${when} then ${reasons.length - 1}`);
    }
  const notes = columns.flatMap(({ name, notes }, at) =>
    notes.map(({ code, applies, mayApply = applies }) => {
      const [text, value] = [textName(at), quotedIdentifier(name)];
      return { column: name, code, when: applies(text, value), mayApply: mayApply(text, value) };
    }),
  );
  const kept = columns.flatMap((bound) => keptValue(bound, columns));
  const hidden = [refusal, ...columns.flatMap((_, at) => [textName(at), wordName(at)])].join(", ");
  const fault = whens.length > 0 ? `(case ${whens.join(" ")} end)::integer` : "null::integer";
  return {
    reasons,
    notes: notes.map(({ column, code }) => ({ column, code })),
    query: `select * exclude (${hidden}) ${kept.length > 0 ? `replace (${kept.join(", ")})` : ""},
      ${[`${fault} as "#fault"`, ...noteBits(notes)].join(", ")}
      from (${compileTypedTexts(bound, text)})`,
  };
}

/** SQL of such a select without the records that are refused. */
export const compileSoundTexts = (bound: BoundColumns, text: string): string =>
  `${compileTypedTexts(bound, text)} where ${refusal} is null`;

/** SQL of a value that becomes null if it is not kept, and then also what marks it. */
function keptValue({ name, column, isKept }: BoundColumn, columns: readonly BoundColumn[]): string[] {
  const marked = column.binding?.marks;
  const condition =
    marked !== undefined && columns.some((other) => other.name === marked && other.isKept !== undefined)
      ? `coalesce(${isPlausible(quotedIdentifier(marked))}, true)`
      : isKept?.(quotedIdentifier(name));
  const value = quotedIdentifier(name);
  return condition === undefined ? [] : [`case when ${condition} then ${value} end as ${value}`];
}

/** SQL of the columns with the bits of the notes; null for a record without any. Few records have one, so the bits are added up for those only. */
function noteBits(notes: readonly { readonly when: string; readonly mayApply: string }[]): string[] {
  const bits = notes.map(({ when }, at) => `case when ${when} then 1::bigint << ${at % bitsInColumn} else 0 end`);
  return Array.from({ length: noteColumns(notes) }, (_, column) => {
    const [from, to] = [column * bitsInColumn, (column + 1) * bitsInColumn];
    const any = new Set(notes.slice(from, to).map(({ mayApply }) => `(${mayApply})`));
    const own = `nullif(${bits.slice(from, to).join(" | ")}, 0)`;
    return `case when ${[...any].join(" or ")} then ${own} end as ${noteColumn(column)}`;
  });
}

/** The possible faults of a value, most specific first: the code, and SQL that is true for the fault. */
function columnFaults(bound: BoundColumn, at: number): [string, string][] {
  const { name, column, isTrimmed, longest, unknownWord, faults: ownFaults } = bound;
  const { type, nullable, oneOf, binding } = column;
  // A fault is reported for the column that it marks.
  if (binding?.marks) return [];
  const [text, value] = [textName(at), quotedIdentifier(name)];
  const faults: [string, string][] = [];
  // The number of bytes is known at once and is never less than the number of characters.
  const isLong = `strlen(${text}) > ${longest} and length(${text}) > ${longest}`;
  if (longest !== undefined) faults.push(["too long", isLong]);
  if (unknownWord) faults.push(["unknown word", wordName(at)]);
  // The all-zero id of an empty lookup field counts as missing.
  const isBlank = `${binding?.recordId ? value : isTrimmed ? text : trimSpacesToNull(text)} is null`;
  if (!nullable) faults.push(["missing", isBlank]);
  // CASE instead of AND, which would match every value.
  const isFraction = `case when ${value} is null then regexp_full_match(${text}, '[+-]?\\d*[.]\\d+') end`;
  if (type === "whole") faults.push([fractionFault, isFraction]);
  faults.push(...ownFaults.map(({ code, applies }): [string, string] => [code, applies(text, value)]));
  if (type !== "text") faults.push([typeFaults[type], `${value} is null and ${text} is not null`]);
  if (oneOf) faults.push(["not one of the list", `${value} not in (${oneOf.map(quotedString).join(", ")})`]);
  return faults;
}
