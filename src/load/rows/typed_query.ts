import { quotedIdentifier, quotedString, sqlTypes } from "../../table/dialect.js";
import { trimSpacesToNull } from "../../table/parsing.js";
import type { BoundColumns } from "./bind_columns.js";
import type { BoundColumn } from "./bound_column.js";

/** Why a record was rejected. */
export interface RejectReason {
  readonly column: string;
  readonly code: string;
}

interface TypedQuery {
  /** SQL of a select over the text: the typed columns, the extra columns, and `#fault`, an index in `reasons` or null. */
  readonly query: string;
  readonly reasons: readonly RejectReason[];
}

const typeFaults = {
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

const textName = (at: number) => quotedIdentifier(`#text${at}`);
const wordName = (at: number) => quotedIdentifier(`#word${at}`);

/** Compiles the SQL that turns text into typed rows. `text` is the SQL of the text columns. A record gets the first reason that applies. */
export function compileTypedQuery({ columns, extras }: BoundColumns, text: string): TypedQuery {
  const reasons: RejectReason[] = [];
  const whens = columns.flatMap((bound, at) =>
    columnFaults(bound, at).map(([code, when]) => {
      reasons.push({ column: bound.name, code });
      return `when ${when} then ${reasons.length - 1}`;
    }),
  );
  // Only text columns keep outer blanks. All others are trimmed here once.
  const texts = columns.map(
    (bound, at) => `${isTrimmed(bound) ? trimSpacesToNull(bound.text) : bound.text} as ${textName(at)}`,
  );
  const words = columns.map(({ unknownWord }, at) => `${unknownWord ?? "false"} as ${wordName(at)}`);
  const extraColumns = [...extras].map(([header, text]) => `${text} as ${quotedIdentifier(extraColumnName(header))}`);
  const values = columns.map(
    ({ name, column, value }, at) => `(${value(textName(at))})::${sqlTypes[column.type]} as ${quotedIdentifier(name)}`,
  );
  const hidden = columns.flatMap((_, at) => [textName(at), wordName(at)]).join(", ");
  const fault = whens.length > 0 ? `(case ${whens.join(" ")} end)::integer` : "null::integer";
  return {
    reasons,
    query: `select * exclude (${hidden}), ${fault} as "#fault" from (select *, ${values.join(", ")}
      from (select ${[...texts, ...words, ...extraColumns].join(", ")} from (${text})))`,
  };
}

const isTrimmed = ({ column: { type, oneOf, binding } }: BoundColumn) =>
  type !== "text" || oneOf !== undefined || binding?.recordId !== undefined;

/** The possible faults of a value, most specific first: the code, and SQL that is true for the fault. */
function columnFaults(bound: BoundColumn, at: number): [string, string][] {
  const { name, column, longest, unknownWord } = bound;
  const { type, nullable, oneOf, binding } = column;
  // A fault is reported for the column that it marks.
  if (binding?.marks) return [];
  const [text, value] = [textName(at), quotedIdentifier(name)];
  const faults: [string, string][] = [];
  // The number of bytes is known at once and is never less than the number of characters.
  const isLong = `case when strlen(${text}) > ${longest} then length(${text}) > ${longest} end`;
  if (longest !== undefined) faults.push(["too long", isLong]);
  if (unknownWord) faults.push(["unknown word", wordName(at)]);
  // The all-zero id of an empty lookup field counts as missing.
  const isBlank = `${binding?.recordId ? value : isTrimmed(bound) ? text : trimSpacesToNull(text)} is null`;
  if (!nullable) faults.push(["missing", isBlank]);
  // CASE instead of AND, which would match every value.
  const isFraction = `case when ${value} is null then regexp_full_match(${text}, '[+-]?\\d*[.]\\d+') end`;
  if (type === "whole") faults.push([fractionFault, isFraction]);
  if (type !== "text") faults.push([typeFaults[type], `${value} is null and ${text} is not null`]);
  if (oneOf) faults.push(["not one of the list", `${value} not in (${oneOf.map(quotedString).join(", ")})`]);
  return faults;
}
