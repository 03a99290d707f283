/** Records that are rejected for the text of the file, before any value is typed. */
import { quotedString } from "../../table/dialect.js";
import type { TextRelation } from "../../text/text_relation.js";

/** Why a record is rejected, and SQL over the columns of the text that is true if it is. */
export interface Refusal {
  /** The header; blank if it is the whole record. */
  readonly column: string;
  readonly code: string;
  readonly applies: string;
}

/** The code of a header line within a file, as where several exports were written into one. It is no record and no fault. */
export const repeatedHeader = "the header line again";
/** The codes of JSON in an attribute that is no value and no list of values. */
export const objectAsValue = "an object where a value belongs";
export const listOfOthers = "a list with objects, lists or semicolons in it";

/** Finds the header line within the file. A byte order mark may stand before it. */
export function refuseHeaders({ headers, sparse }: Pick<TextRelation, "headers" | "sparse">): Refusal[] {
  const [first, ...more] = headers;
  if (sparse || first === undefined || first.trim() === "") return [];
  const rest = more.map((header, at) => `coalesce(trim(c${at + 1}), '') = ${quotedString(header.trim())}`);
  const begins = `trim(c0, ' "' || chr(65279)) = ${quotedString(first.trim())}`;
  // Nearly no record has the first header in its first field, which is cheap to see.
  const applies = `case when contains(c0, ${quotedString(first.trim())}) then ${[begins, ...rest].join(" and ")} end`;
  return [{ column: "", code: repeatedHeader, applies }];
}

/** SQL of the type of JSON in a text: `ARRAY`, `OBJECT`; null for a text that is none of both. */
const jsonType = (text: string) =>
  `case when starts_with(${text}, '[') or starts_with(${text}, '{') then case when json_valid(${text}) then json_type(${text}) end end`;

/** SQL of a text in which a JSON list of values is written as `a;b`. */
export const listAsText = (text: string): string =>
  `case when ${jsonType(text)} = 'ARRAY' then nullif(array_to_string(list_filter(json_extract_string(${text}, '$[*]'), lambda one: one is not null), ';'), '') else ${text} end`;

/** Finds JSON that `listAsText` cannot write as values. */
export function refuseNested(header: string, text: string): Refusal[] {
  const isOther = `case when ${jsonType(text)} = 'ARRAY' then len(list_filter(json_extract(${text}, '$[*]'),
    lambda one: json_type(one) in ('ARRAY', 'OBJECT') or contains(one ->> '$', ';'))) > 0 end`;
  return [
    { column: header, code: objectAsValue, applies: `coalesce(${jsonType(text)} = 'OBJECT', false)` },
    { column: header, code: listOfOthers, applies: `coalesce(${isOther}, false)` },
  ];
}
