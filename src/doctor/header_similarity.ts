import type { ObjectMatch } from "../load/files/object_headers.js";
import type { Source } from "../table/model.js";
import { headerKey, toSnakeCase } from "../text/header.js";
import { columnsOf } from "./source_objects.js";

/** Words that are common in column names and rare in values. */
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

/** True if a text looks like a column name: an identifier with at least one such word, or only such words. */
function isColumnName(header: string): boolean {
  const words = toSnakeCase(header).split("_").filter(Boolean);
  const known = words.filter((word) => columnWords.has(word) || (word === "e" && words.includes("mail")));
  return /[a-z\d]_+[a-z\d]|[a-z][A-Z]/.test(header) && !/\s/.test(header)
    ? known.length > 0
    : known.length === words.length;
}

/** True for an identifier, e.g. `vip_bonus`: it may be a column name even without a known word. */
const isProgramName = (header: string) => /^[a-z][a-z\d]*(_+[a-z\d]+)+$/i.test(header);

/** True if a first line is surely a header. It will be printed, and in a file without a header it would be data of a person. */
export const looksLikeHeaders = (headers: readonly string[]): boolean =>
  headers.length > 1 &&
  new Set(headers.map(headerKey)).size === headers.length &&
  headers.every((header) => /\p{L}/u.test(header) && header.length <= 80 && !/@|\d{5,}|^\d/.test(header)) &&
  headers.every((header) => isColumnName(header) || isProgramName(header)) &&
  3 * headers.filter(isColumnName).length >= 2 * headers.length;

/** Why a first line is not a header, without quoting it. */
export const describeNonHeaders = ([first = "", ...more]: readonly string[]): string =>
  more.length === 0 && /[;|]/.test(first)
    ? "only one column, with ; or | in it: expected commas, or tabs in a .tsv"
    : `the first line does not look like a header line (${more.length + 1} ${more.length === 0 ? "column" : "columns"})`;

/** E.g. `Lead of salesforce`. */
export const objectLabel = ({ origin }: Source): string =>
  origin.kind === "export" ? `${origin.object} of ${origin.product}` : "";

/** Why a file that is named like an object does not contain it. */
export function describeMissing(table: Source, matches: readonly ObjectMatch[]): string {
  const { lacks } = matches.find((one) => one.table === table) ?? { lacks: requiredColumns(table) };
  return lacks.length > 0 ? `it has no ${lacks.join(", ")}` : "its headers do not match";
}

const requiredColumns = (table: Source) =>
  columnsOf(table).flatMap(([name, { nullable, binding }]) =>
    nullable || binding?.given || binding?.marks ? [] : [name],
  );
