/** Decides from the values of a whole file which words stand for nothing in it, and how its numbers are written. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { quotedIdentifier, quotedString } from "../../table/dialect.js";
import { withoutInvisibleEnds } from "../../table/invisible.js";
import { isPlainNumber } from "../../table/parsing.js";
import { rowsOf } from "../../table/rows.js";
import { looksLikeSalesforceId } from "../../table/salesforce_id.js";
import { currencyMarkOf, numberFormats, plainNumberText, provesFormat } from "../../table/value_formats.js";
import type { TextRelation } from "../../text/text_relation.js";
import { documentedNullWords, type LoadContract } from "../load_contract.js";
import type { NullWordCount, ValueNote } from "../load_record.js";
import type { BoundColumns } from "./bind_columns.js";
import type { BoundColumn } from "./bound_column.js";
import { isWordForNothing } from "./column_text.js";
import { contractReadings, type Readings } from "./readings.js";
import { compileSoundTexts, type RejectReason, textName, typeFaults, wordName } from "./typed_query.js";
import { impossibleMoment, isUsualNullWord, notSalesforceId, nullWordAsId } from "./value_checks.js";

const doubtfulFaults: ReadonlySet<string> = new Set([
  ...Object.values(typeFaults),
  impossibleMoment,
  "unknown word",
  "not one of the list",
]);
const doubtfulNotes: ReadonlySet<string> = new Set([notSalesforceId, nullWordAsId]);

/** True if a second look at the values of a file may explain what was rejected or noted. */
export const isDoubtful = (rejected: readonly RejectReason[], notes: readonly ValueNote[]): boolean =>
  rejected.some(({ code }) => doubtfulFaults.has(code)) || notes.some(({ code }) => doubtfulNotes.has(code));

/**
 * The readings that the values of a file prove, besides those of its contract; undefined if there are none. A word stands for
 * nothing if every value of a column of ids, numbers, dates, flags or listed words fits, but for such words.
 */
export async function findReadings(
  connection: DuckDBConnection,
  contract: LoadContract,
  text: TextRelation,
  bound: BoundColumns,
): Promise<Readings | undefined> {
  if (contract.table.origin.kind === "reference") return undefined;
  const judged = bound.columns.flatMap((column, at) => {
    const fits = fitsColumn(column, at);
    return fits === undefined ? [] : [{ column, at, fits }];
  });
  if (judged.length === 0) return undefined;
  const measures = judged.flatMap(({ column, at, fits }) => [
    ...nullWordMeasures(at, fits, text.mayHaveInvisible ?? true),
    ...(isNumber(column) ? numberMeasures(column, at, fits) : []),
  ]);
  const [found] = await rowsOf<Record<string, boolean | string | null>>(
    connection,
    `select ${measures.join(", ")} from (${compileSoundTexts(bound, text.query)})`,
  );
  const known = contractReadings(contract);
  const words = judged.flatMap(({ at }) =>
    found![`fits${at}`] === true ? (JSON.parse((found![`words${at}`] as string | null) ?? "[]") as string[]) : [],
  );
  const numbers = new Map(
    judged.flatMap(({ column, at }) => {
      const format = numberFormats.find((_, nth) => isProven(found!, at, nth, numberFormats.length));
      return format === undefined ? [] : [[column.name, format] as const];
    }),
  );
  const nullWords = [...new Set([...known.nullWords, ...words])].sort();
  return nullWords.length > known.nullWords.length || numbers.size > 0 ? { nullWords, numbers } : undefined;
}

/** SQL that is true if a text can be a value of the column; undefined if any text can. */
function fitsColumn({ name, column, unknownWord }: BoundColumn, at: number): string | undefined {
  const { type, oneOf, binding } = column;
  const [text, value] = [textName(at), quotedIdentifier(name)];
  if (binding?.marks) return undefined;
  if (unknownWord) return `not ${wordName(at)}`;
  if (binding?.recordId === "salesforce") return looksLikeSalesforceId(text);
  // The ids of a system have digits or are addresses. If one is a word, nothing is known of the others.
  if (binding?.recordId === "plain") return `regexp_matches(${text}, '[0-9@]')`;
  if (oneOf) return `${value} in (${oneOf.map(quotedString).join(", ")})`;
  return type === "text" ? undefined : `${value} is not null`;
}

const isNumber = ({ column: { type } }: BoundColumn) => type === "whole" || type === "real" || type === "money";

/** `fits`: whether all values but words for nothing fit; `words`: those words. */
function nullWordMeasures(at: number, fits: string, mayHaveInvisible: boolean): string[] {
  const text = textName(at);
  const word = mayHaveInvisible ? withoutInvisibleEnds(text) : text;
  return [
    `bool_and(${text} is null or coalesce(${fits}, false) or coalesce(${isUsualNullWord(word)}, false)) as fits${at}`,
    `to_json(list(distinct ${word}) filter (where not coalesce(${fits}, false) and ${isUsualNullWord(word)}))::varchar as words${at}`,
  ];
}

/** `other`: whether some numbers do not fit; `marks`: whether there is one currency mark at most; `proof`: whether a value proves a format. */
function numberMeasures({ column: { type } }: BoundColumn, at: number, fits: string): string[] {
  const text = textName(at);
  const isWord = `coalesce(${isUsualNullWord(text)}, false)`;
  const reads = numberFormats.map((format) => `${plainNumberText(text, format)} is not null`);
  const isOther = `not coalesce(${fits}, false) and not ${isWord} and not ${isPlainNumber(text)} and (${reads.join(" or ")})`;
  // A comma between three digits can only separate thousands where there are no decimals.
  const ofWhole = type === "whole" ? ` or regexp_full_match(${text}, '[+-]?\\d{1,3}(,\\d{3})+')` : "";
  return [
    `bool_or(${isOther}) as other${at}`,
    `count(distinct nullif(${currencyMarkOf(text)}, '')) filter (where ${isOther}) <= 1 as marks${at}`,
    ...numberFormats.map(
      (format, nth) =>
        `bool_or(not ${isWord} and (${provesFormat(text, format)}${nth === 0 ? ofWhole : ""})) as proof${at}_${nth}`,
    ),
  ];
}

/** A format is taken only if a value proves it and none proves another one. */
function isProven(found: Record<string, boolean | string | null>, at: number, nth: number, formats: number): boolean {
  const proofs = Array.from({ length: formats }, (_, other) => found[`proof${at}_${other}`] === true);
  return (
    found[`other${at}`] === true &&
    found[`marks${at}`] === true &&
    proofs[nth] === true &&
    proofs.every((proof, other) => other === nth || !proof)
  );
}

/** Counts the values of a file that are words for nothing, without the words that the product always writes. */
export async function countNullWords(
  connection: DuckDBConnection,
  contract: LoadContract,
  text: TextRelation,
  { nullWords }: Readings,
): Promise<NullWordCount[]> {
  const words = nullWords.filter((word) => !documentedNullWords(contract).includes(word));
  if (words.length === 0) return [];
  const counts = words.map((word, at) => {
    const cells = text.headers.map(
      (_, place) => `coalesce((${isWordForNothing(`c${place}`, [word], text.mayHaveInvisible ?? true)})::bigint, 0)`,
    );
    return `coalesce(sum(${cells.join(" + ")}), 0)::bigint as w${at}`;
  });
  const [found] = await rowsOf<Record<string, bigint>>(connection, `select ${counts.join(", ")} from (${text.query})`);
  return words.flatMap((word, at) => {
    const values = Number(found![`w${at}`]);
    return values > 0 ? [{ word, values }] : [];
  });
}
