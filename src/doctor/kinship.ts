import { positionsOf } from "../load/header.js";
import type { Source } from "../model.js";
import { columnsOf } from "./objects.js";

/** Whether a first line can be names of columns: more than one, all of them short, none a number, a date or an address. */
export const looksLikeHeaders = (headers: readonly string[]) =>
  headers.length > 1 &&
  new Set(headers).size === headers.length &&
  headers.every((header) => /\p{L}/u.test(header) && header.length <= 80 && !/@|\d{5,}|^\d/.test(header));

/** Why a first line is no names of columns, without a word of it. */
export const unlikeHeaders = ([first = "", ...more]: readonly string[]): string =>
  more.length === 0 && /[;|]/.test(first)
    ? "one column: its fields seem to be parted by ; or |, expected commas, or tabs in a .tsv"
    : "no header line that looks like one";

/** `Lead of salesforce` */
export const nameOf = ({ origin }: Source): string =>
  origin.kind === "export" ? `${origin.object} of ${origin.product}` : "";

/** What a file called like an object lacks to be one. */
export function missingIn(table: Source, headers: readonly string[]): string {
  const { lacks } = kinship(table, headers);
  return lacks.length > 0 ? `without ${lacks.join(", ")}` : "its headers are not";
}

/** Headers that a file of another system hardly has all of. */
const enough = 4;

/** How a file's headers and an object's columns agree. */
export function kinship(table: Source, headers: readonly string[]) {
  const has = (name: string | undefined) => name !== undefined && positionsOf(name, headers).length > 0;
  const columns = columnsOf(table).filter(([, { binding }]) => !binding?.given && !binding?.marks);
  const met = columns.filter(([name, { binding }]) => has(binding?.header ?? name) || has(binding?.orHeader));
  const lacks = columns.filter((column) => !column[1].nullable && !met.includes(column)).map(([name]) => name);
  const isWhole = lacks.length === 0;
  return {
    known: met.length,
    lacks,
    // Of a file with the object's name: what then lacks is for the loader to say.
    isMeant: met.length >= (isWhole ? Math.min(columns.length - 1, 2) : enough),
    isSurely: isWhole && met.length >= Math.min(enough, columns.length) && 2 * met.length >= headers.length,
  };
}

/** The object that most of the headers are of, where they say so surely. */
export function byHeaders(tables: readonly Source[], headers: readonly string[]): Source | undefined {
  const sure = tables
    .map((table) => ({ table, ...kinship(table, headers) }))
    .filter(({ isSurely }) => isSurely)
    .sort((one, two) => two.known - one.known);
  return sure[0]?.table;
}
