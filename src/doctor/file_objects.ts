/** Which object each file of a folder holds, in view of the other files. */
import { posix } from "node:path";
import type { FolderEntry } from "../load/files/folder_entries.js";
import {
  findSureObject,
  isMeantObject,
  isObjectName,
  namesObject,
  type ObjectMatch,
  stemOf,
} from "../load/files/object_headers.js";
import type { Source } from "../table/model.js";
import { areSalesforceIds } from "../table/salesforce_id.js";
import { describeMissing, objectLabel } from "./header_similarity.js";
import { objectOf, productOf } from "./source_objects.js";

/** A file with its headers, and the objects that have such names or headers. */
export interface FileHeaders {
  readonly entry: FolderEntry;
  readonly file: string;
  readonly headers: readonly string[];
  readonly records: number;
  /** The objects of all products whose files may have this name. */
  readonly namesakes: readonly Source[];
  /** Sorted by similarity. */
  readonly matches: readonly ObjectMatch[];
  /** The first ids, if the file has a name and a column with which they tell the product. */
  readonly ids?: readonly string[];
  /** Why it cannot be read. */
  readonly why?: string;
}

/** A file with the object that it holds. */
interface FileChoice extends FileHeaders {
  readonly table?: Source;
  readonly isNamed: boolean;
  /** The product one of whose other objects it holds. */
  readonly unreadOf?: string;
}

/** True if the headers, not only names that many products share, tell the product. */
interface Candidate extends FileChoice {
  readonly isTelling: boolean;
}

/** So many headers that only one product has make a name sure that other products use, too. */
const tellingHeaders = 2;

/**
 * Names that several products share (contacts, deals, campaigns) count only beside files that surely are of the product, or
 * if most headers fit. Files that are named like a further object of the product are not taken for one that closedloop reads.
 */
export function chooseObjects(files: readonly FileHeaders[]): FileChoice[] {
  const candidates = files.map(chooseObject);
  const homes = new Map<string, Map<string, number>>();
  for (const { file, table, isTelling } of candidates) {
    if (!table || !isTelling) continue;
    const of = homes.get(folderOf(file)) ?? new Map<string, number>();
    homes.set(folderOf(file), of.set(productOf(table), (of.get(productOf(table)) ?? 0) + 1));
  }
  const products = new Set([...homes.values()].flatMap((of) => [...of.keys()]));
  return candidates.map(({ isTelling, ...choice }) => {
    const of = homes.get(folderOf(choice.file));
    if (choice.why !== undefined && choice.headers.length === 0) return nameUnreadable(choice, of, products);
    const kept = isTelling || isAmongItsOwn(choice, of, products) ? choice : withoutObject(choice);
    const home = [...(of ?? [])].sort(([, one], [, two]) => two - one)[0]?.[0];
    if (home === undefined || !isFurtherObject(kept, home)) return kept;
    const { table, why, ...rest } = kept;
    return { ...rest, isNamed: false, unreadOf: home };
  });
}

/** Of a file that cannot be read, only its name is known; the loader reports what is wrong with it. */
function nameUnreadable(
  choice: FileChoice,
  home: ReadonlyMap<string, number> | undefined,
  products: ReadonlySet<string>,
): FileChoice {
  const { namesakes, file } = choice;
  const table =
    namesakes.find((one) => home?.has(productOf(one))) ??
    namesakes.find((one) => products.has(productOf(one))) ??
    (products.size > 0 ? undefined : (namesakes.find((one) => objectOf(one) === stemOf(file)) ?? namesakes[0]));
  return table ? { ...choice, table, isNamed: true } : choice;
}

const folderOf = (file: string) => posix.dirname(file);

function chooseObject(file: FileHeaders): Candidate {
  if (file.why !== undefined) return { ...file, isNamed: false, isTelling: false };
  const called = file.matches.filter((match) => file.namesakes.includes(match.table) && isMeantObject(match));
  const marked = called.find((match) => hasMarksOfSalesforce(file, match));
  const named = marked ?? called[0];
  const sure = findSureObject(file.matches, stemOf(file.file));
  const isTelling =
    named !== undefined &&
    (marked !== undefined || named.telling >= tellingHeaders || namesProduct(file.file, named.table));
  if (named && (isTelling || sure === undefined || productOf(sure.table) === productOf(named.table)))
    return { ...file, table: named.table, isNamed: true, isTelling: isTelling || sure !== undefined };
  if (sure) return { ...file, table: sure.table, isNamed: file.namesakes.includes(sure.table), isTelling: true };
  const [like] = file.namesakes;
  const fault = like && `named like ${objectLabel(like)}, but ${describeMissing(like, file.matches)}`;
  return { ...file, ...(fault ? { why: fault } : {}), isNamed: false, isTelling: false };
}

/** True if a file with all required headers has what only Salesforce writes: a custom field, or ids of the object. */
function hasMarksOfSalesforce({ headers, ids = [] }: FileHeaders, { table, lacks }: ObjectMatch): boolean {
  if (productOf(table) !== "salesforce" || lacks.length > 0) return false;
  return headers.some((header) => /\w__c$/.test(header)) || areSalesforceIds(ids, objectOf(table));
}

const namesProduct = (file: string, table: Source) => stemOf(file).toLowerCase().includes(productOf(table));

/** True for a file whose name many products share, if it lies among files of the product, or if it fits and the product is there. */
function isAmongItsOwn(
  { table, matches }: FileChoice,
  home: ReadonlyMap<string, number> | undefined,
  products: ReadonlySet<string>,
): boolean {
  if (!table) return true;
  if (home?.has(productOf(table))) return true;
  const match = matches.find((one) => one.table === table);
  return (
    match !== undefined &&
    products.has(productOf(table)) &&
    match.telling > 0 &&
    match.lacks.length === 0 &&
    3 * match.known >= 2 * match.headers
  );
}

function withoutObject({ table, ...rest }: FileChoice): FileChoice {
  const why =
    table && !rest.why ? { why: `named like ${objectLabel(table)}, but its headers are not those of it` } : {};
  return { ...rest, ...why, isNamed: false };
}

/** True for an object of the product that closedloop does not read, e.g. `AccountShare.csv` beside `Lead.csv`, or a further table of a replica. */
function isFurtherObject({ file, headers, table, isNamed, why }: FileChoice, home: string): boolean {
  if ((table && isNamed) || headers.length === 0) return false;
  const stem = stemOf(file);
  if (table && (productOf(table) !== home || namesObject(stem, table))) return false;
  const isOfApi = isObjectName(stem) && headers.every(isObjectName) && headers.some((header) => /Id$/.test(header));
  return (
    isOfApi || (!table && why === undefined && headers.some((header) => /^_fivetran_(synced|deleted)$/i.test(header)))
  );
}
