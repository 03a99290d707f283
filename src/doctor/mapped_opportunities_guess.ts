/** Guesses which file of an unknown system holds opportunities, by the names and the values of its columns. */
import { toSnakeCase } from "../text/header.js";
import type { DateHeader } from "./date_formats.js";
import type { RecognisedFile } from "./recognise_files.js";
import { isStageHeader } from "./stage_header.js";

const amountHeader = /^(deal_?|opportunity_?|total_?|expected_?)?(amount|value|acv|arr|tcv|revenue|price)(_[a-z]{3})?$/;
const closeHeader = /(^|_)closed?(_?(date|at|on|time))?$/;
const changedHeader = /modified|updated|changed|(^|_)last_/;
const openedHeader = /creat|opened|start|added|^date$/;
const fileOfOpportunities = /deal|opportunit|pipeline/;
const personHeader = /^(contact|lead|person|customer|prospect|subscriber)(_?(id|no|number|key|email))$|^e_?mail$/;

const furtherColumns: readonly (readonly [column: string, pattern: RegExp])[] = [
  ["currency", /^(deal_|amount_)?currency(_iso)?(_code)?$/],
  ["name", /^(deal|opportunity)?_?(name|title)$/],
  ["account_id", /^(account|company|organi[sz]ation)_?id$/],
  ["owner_id", /^((deal|opportunity)_)?(owner|sales_?rep|rep)(_(id|email|name))?$/],
];

/** More different words than a pipeline has stages. */
const maxStages = 40;

/** A file with its id and dates, as guessed. */
interface GuessedColumns {
  readonly file: RecognisedFile;
  readonly id: string;
  readonly dates: readonly DateHeader[];
}

/** How a file feeds opportunities, and the people on them. */
export interface OpportunityGuess {
  readonly file: RecognisedFile;
  readonly columns: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly dates: readonly DateHeader[];
}

/** True for the date on which something is closed, or will be. */
export const isCloseHeader = (header: string): boolean => closeHeader.test(toSnakeCase(header));

/** The guess for a file; undefined if it does not look like opportunities: a stage, an amount and a close date, at least two of them. */
export function guessOpportunities({ file, id, dates }: GuessedColumns): OpportunityGuess | undefined {
  const find = (pattern: RegExp) => file.headers.find((header) => header !== id && pattern.test(toSnakeCase(header)));
  const stage = file.headers.find((header) => header !== id && isStageHeader(header));
  const amount = find(amountHeader);
  const closed = dates.find(({ header }) => isCloseHeader(header));
  const further = dates.filter(({ header }) => !isCloseHeader(header));
  const opened =
    further.find(({ header }) => openedHeader.test(toSnakeCase(header))) ??
    further.find(({ header }) => !changedHeader.test(toSnakeCase(header)));
  const signs = [stage, amount, closed].filter((sign) => sign !== undefined).length;
  const isNamed = fileOfOpportunities.test(toSnakeCase(file.file));
  if (signs < (isNamed ? 2 : 3)) return undefined;
  const words = stage === undefined ? [] : (file.words?.[stage] ?? []);
  const outcome = stage !== undefined && words.length > 0 && words.length <= maxStages ? stage : undefined;
  const taken = Object.entries({
    opportunity_id: id,
    created_at: opened?.header,
    closed_at: closed?.header,
    outcome,
    amount,
    ...Object.fromEntries(furtherColumns.map(([column, pattern]) => [column, find(pattern)])),
  }).flatMap(([column, header]) => (header === undefined ? [] : [[column, header] as const]));
  return {
    file,
    columns: Object.fromEntries(taken),
    values:
      outcome === undefined ? {} : { [outcome]: Object.fromEntries(words.map((word) => [word, outcomeOf(word)])) },
    dates: [opened, closed].filter((date) => date !== undefined),
  };
}

/** What a stage means for the outcome of an opportunity. */
function outcomeOf(stage: string): "open" | "won" | "lost" {
  const word = stage.toLowerCase();
  if (/\b(lost|lose|dead|abandoned|cancell?ed|rejected|disqualified|verloren|perdu|perdid[oa])\b/.test(word))
    return "lost";
  return /\b(won|win|signed|gewonnen|gagné|ganad[oa])\b/.test(word) && !/\bnot\b/.test(word) ? "won" : "open";
}

/** The header with the person of an opportunity: its values must be ids of the people. */
export function findPersonHeader(
  { file, columns }: OpportunityGuess,
  people: { readonly file: RecognisedFile; readonly id: string },
): string | undefined {
  const known = new Set(people.file.sample.flatMap((row) => row[people.id]?.trim() || []));
  return file.headers.find((header) => {
    if (header === columns.opportunity_id) return false;
    if (toSnakeCase(header) !== toSnakeCase(people.id) && !personHeader.test(toSnakeCase(header))) return false;
    const values = file.sample.flatMap((row) => row[header]?.trim() || []);
    return values.length > 0 && 2 * values.filter((value) => known.has(value)).length >= values.length;
  });
}
