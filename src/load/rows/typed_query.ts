import { quotedIdentifier, quotedString, sqlTypes } from "../../table/dialect.js";
import { trimSpacesToNull } from "../../table/parsing.js";
import type { BoundColumns } from "./bind_columns.js";
import type { BoundColumn } from "./bound_column.js";

/** Why a record was rejected; its place in this list is the number that the SQL gives. */
export interface RejectReason {
  readonly column: string;
  readonly code: string;
}

interface TypedQuery {
  /** SQL of a select over the text: the typed columns, the extras as `x:` columns, and `#fault`, a place in `reasons` or null. */
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

/** Counts of another unit, or of another column, are fractions sooner or later: those before them look whole by chance. */
export const fractionFault = "a fraction where whole numbers belong";

/** What the text of an extra column is called beside the typed ones. */
export const extraColumnName = (header: string): string => `x:${header}`;

const textName = (at: number) => quotedIdentifier(`#text${at}`);
const wordName = (at: number) => quotedIdentifier(`#word${at}`);

/** All that turns the text of a query into rows: every value by its contract, and for each record the first thing that does not fit. */
export function compileTypedQuery({ columns, extras }: BoundColumns, text: string): TypedQuery {
  const reasons: RejectReason[] = [];
  const whens = columns.flatMap((bound, at) =>
    columnFaults(bound, at).map(([code, when]) => {
      reasons.push({ column: bound.name, code });
      return `when ${when} then ${reasons.length - 1}`;
    }),
  );
  // Only a text keeps its outer blanks; cut off once here, they need not be looked for again.
  const texts = columns.map(
    (bound, at) => `${isTrimmed(bound) ? trimSpacesToNull(bound.text) : bound.text} as ${textName(at)}`,
  );
  const words = columns.map(({ unknownWord }, at) => `${unknownWord ?? "false"} as ${wordName(at)}`);
  const kept = [...extras].map(([header, text]) => `${text} as ${quotedIdentifier(extraColumnName(header))}`);
  const values = columns.map(
    ({ name, column, value }, at) => `(${value(textName(at))})::${sqlTypes[column.type]} as ${quotedIdentifier(name)}`,
  );
  const hidden = columns.flatMap((_, at) => [textName(at), wordName(at)]).join(", ");
  const fault = whens.length > 0 ? `(case ${whens.join(" ")} end)::integer` : "null::integer";
  return {
    reasons,
    query: `select * exclude (${hidden}), ${fault} as "#fault" from (select *, ${values.join(", ")}
      from (select ${[...texts, ...words, ...kept].join(", ")} from (${text})))`,
  };
}

const isTrimmed = ({ column: { type, oneOf, binding } }: BoundColumn) =>
  type !== "text" || oneOf !== undefined || binding?.recordId !== undefined;

/** What may be wrong with a value, most telling first: a code, and SQL that is true where it is so. */
function columnFaults(bound: BoundColumn, at: number): [string, string][] {
  const { name, column, longest, unknownWord } = bound;
  const { type, nullable, oneOf, binding } = column;
  // What is wrong with the column that it marks is said there.
  if (binding?.marks) return [];
  const [text, value] = [textName(at), quotedIdentifier(name)];
  const faults: [string, string][] = [];
  // Bytes are counted at once, characters are not; there are never more of these.
  const isLong = `case when strlen(${text}) > ${longest} then length(${text}) > ${longest} end`;
  if (longest !== undefined) faults.push(["too long", isLong]);
  if (unknownWord) faults.push(["unknown word", wordName(at)]);
  // The all-zero id of an empty lookup is no id.
  const isBlank = `${binding?.recordId ? value : isTrimmed(bound) ? text : trimSpacesToNull(text)} is null`;
  if (!nullable) faults.push(["missing", isBlank]);
  // CASE, for AND would look at every value.
  const isFraction = `case when ${value} is null then regexp_full_match(${text}, '[+-]?\\d*[.]\\d+') end`;
  if (type === "whole") faults.push([fractionFault, isFraction]);
  if (type !== "text") faults.push([typeFaults[type], `${value} is null and ${text} is not null`]);
  if (oneOf) faults.push(["not one of the list", `${value} not in (${oneOf.map(quotedString).join(", ")})`]);
  return faults;
}
