import { acceptedHeaders } from "../load/rows/column_text.js";
import type { Source } from "../table/model.js";
import { findHeaderPositions, headerKey, toSnakeCase } from "../text/header.js";
import { columnsOf } from "./source_objects.js";

/** Words that name columns and hardly stand in a record. */
const columnWords = new Set(
  `accepted account activity address amount at attribution became brand business campaign category channel city class
  closed code comment company contact content conversion converted count country created creator currency customer date
  day deal deleted description domain email employees event fax field first flag from fullname gclid grade group hash
  headcount id ids identifier industry inserted is job key kind label landing language last lead level lifecycle line link
  list lost mail medium member message meta method mobile modified month mql name no note notes number occurred on opened
  opportunity order organisation organization origin owner page parent persona person phone postal price priority probability
  product qualified quantity quarter reason received recorded record ref reference region registered rejected rejection
  rep result revenue role row sal sales score sector segment seller session signed signup size source sql stage start
  state status street subject surname tag tags term test time timestamp title to total type unsubscribed updated url user
  utm uuid value version visit website week when won year zip zone`.split(/\s+/),
);

/** Whether a text names a column: a name of a program with a word that does, or nothing but such words. */
function isColumnName(header: string): boolean {
  const words = toSnakeCase(header).split("_").filter(Boolean);
  const known = words.filter((word) => columnWords.has(word) || (word === "e" && words.includes("mail")));
  return /[a-z\d]_+[a-z\d]|[a-z][A-Z]/.test(header) && !/\s/.test(header)
    ? known.length > 0
    : known.length === words.length;
}

/** Names of programs may be anything, but in one line most of them say what they are. */
const isProgramName = (header: string) => /^[a-z][a-z\d]*(_+[a-z\d]+)+$/i.test(header);

/** Whether a first line is surely names of columns, for it is printed: a file without any has somebody's record there. */
export const looksLikeHeaders = (headers: readonly string[]): boolean =>
  headers.length > 1 &&
  new Set(headers.map(headerKey)).size === headers.length &&
  headers.every((header) => /\p{L}/u.test(header) && header.length <= 80 && !/@|\d{5,}|^\d/.test(header)) &&
  headers.every((header) => isColumnName(header) || isProgramName(header)) &&
  3 * headers.filter(isColumnName).length >= 2 * headers.length;

/** Why a first line is no names of columns, without a word of it. */
export const describeNonHeaders = ([first = "", ...more]: readonly string[]): string =>
  more.length === 0 && /[;|]/.test(first)
    ? "one column: its fields seem to be parted by ; or |, expected commas, or tabs in a .tsv"
    : `no header line that surely is one (${more.length + 1} ${more.length === 0 ? "column" : "columns"})`;

/** `Lead of salesforce` */
export const objectLabel = ({ origin }: Source): string =>
  origin.kind === "export" ? `${origin.object} of ${origin.product}` : "";

/** What a file called like an object lacks to be one. */
export function describeMissing(table: Source, headers: readonly string[]): string {
  const { lacks } = headerSimilarity(table, headers);
  return lacks.length > 0 ? `without ${lacks.join(", ")}` : "its headers are not";
}

/** Headers that a file of another system hardly has all of. */
const minHeaders = 4;

/** How a file's headers and an object's columns agree. */
export function headerSimilarity(table: Source, headers: readonly string[]) {
  const has = (name: string) => findHeaderPositions(name, headers).length > 0;
  const columns = columnsOf(table).filter(([, { binding }]) => !binding?.given && !binding?.marks);
  const met = columns.filter(([name, column]) => acceptedHeaders(name, column).some(has));
  const lacks = columns.filter((column) => !column[1].nullable && !met.includes(column)).map(([name]) => name);
  const isWhole = lacks.length === 0;
  return {
    known: met.length,
    lacks,
    // Of a file with the object's name: what then lacks is for the loader to say.
    isMeant: met.length >= (isWhole ? Math.min(columns.length - 1, 2) : minHeaders),
    isSurely: isWhole && met.length >= Math.min(minHeaders, columns.length) && 2 * met.length >= headers.length,
  };
}

/** The object that most of the headers are of, where they say so surely. */
export const findObjectByHeaders = (tables: readonly Source[], headers: readonly string[]): Source | undefined =>
  mostSimilar(tables, headers, "isSurely");

/** Of the objects that a file is called like (several products have contacts) the one that most of its headers are of. */
export const chooseNamedObject = (called: readonly Source[], headers: readonly string[]): Source | undefined =>
  mostSimilar(called, headers, "isMeant");

function mostSimilar(tables: readonly Source[], headers: readonly string[], how: "isSurely" | "isMeant") {
  const fit = tables
    .map((table) => ({ table, ...headerSimilarity(table, headers) }))
    .filter((one) => one[how])
    .sort((one, two) => two.known - one.known);
  return fit[0]?.table;
}
