/** Which object of which product a file holds, judged by its headers. */
import { posix } from "node:path";
import { acceptedHeaders } from "../../table/accepted_headers.js";
import type { Column } from "../../table/columns.js";
import type { Source } from "../../table/model.js";
import { headerKey, toSnakeCase } from "../../text/header.js";

/** Names that objects of any system have: they say neither the product nor the object. Records of a replica of any tool have them. */
const audit = new Set(
  `id name created created_at created_date created_by created_by_id created_on updated updated_at updated_by updated_by_id
  modified_at last_modified_at last_modified_date last_modified_by_id last_update_date system_modstamp is_deleted deleted
  owner_id owner type status description record_id record_type_id fivetran_deleted fivetran_synced fivetran_id`.split(
    /\s+/,
  ),
);

/** Names of more than one word that people and tools everywhere give their own columns. */
const common = new Set(
  `first_name last_name full_name middle_name email_address phone_number mobile_phone job_title company_name company_id
  account_name account_id lead_id lead_name lead_source lead_status contact_id contact_name customer_id person_id deal_id
  deal_name deal_stage deal_amount deal_owner opportunity_id opportunity_name campaign_id campaign_name user_id user_name
  close_date closed_at start_date end_date due_date event_date activity_date created_time order_id list_id form_id
  annual_revenue number_of_employees employee_count postal_code zip_code country_code is_active utm_source utm_medium
  utm_campaign`.split(/\s+/),
);

/** Single words in lower case that are no product's own, although an API may use them. */
const isPlainWord = (header: string) => /^\p{L}?\p{Ll}*$/u.test(header) && header.length < 9;

/** A header as it is spelled; a replica may write a whole name in capitals. */
const spelling = (header: string) => (/^[A-Z\d]+(_[A-Z\d]+)+$/.test(header) ? header.toLowerCase() : header.trim());

/** The ways in which exports and replicas of the product spell a column. A label is spelled in one way only. */
const spellings = (accepted: readonly string[]) =>
  accepted.flatMap((header) => (/\s/.test(header) ? [header] : [header, toSnakeCase(header)]));

/** True if the spelling is not one that everybody uses: `LeadSource` is an API's, `lead_source` and `Lead Source` are anybody's. */
function isTelling(header: string): boolean {
  const snake = toSnakeCase(header);
  if (audit.has(snake) || isPlainWord(header)) return false;
  return /^[A-Z][a-z]+[A-Z]/.test(header) || !common.has(snake);
}

interface KnownColumn {
  readonly name: string;
  readonly isRequired: boolean;
  readonly keys: readonly string[];
  readonly snakes: readonly string[];
}

interface KnownObject {
  readonly table: Source;
  readonly columns: readonly KnownColumn[];
}

/** How well the headers of a file match an object. */
export interface ObjectMatch {
  readonly table: Source;
  /** How many of its columns the file has. */
  readonly known: number;
  /** The columns that an export must have, but the file has not. */
  readonly lacks: readonly string[];
  /** How many headers only this product spells so, and are not those that every object has. */
  readonly telling: number;
  /** The same, each counted by how few objects of the product have it. */
  readonly weight: number;
  /** How many headers the file has. */
  readonly headers: number;
}

/** The number of known headers that makes a file of another system unlikely. */
const minKnown = 4;

/** Compares headers with the objects of all products. */
export class ObjectFinder {
  private readonly objects: readonly KnownObject[];
  /** By spelling: the products that have it, and for each product the number of its objects. */
  private readonly owners = new Map<string, Map<string, number>>();

  constructor(tables: readonly Source[]) {
    this.objects = tables.map((table) => ({ table, columns: knownColumns(table) }));
    for (const { table } of this.objects) {
      for (const spelled of new Set(acceptedOf(table).flatMap(({ accepted }) => spellings(accepted)))) {
        const counts = this.owners.get(spelled) ?? new Map<string, number>();
        counts.set(productOf(table), (counts.get(productOf(table)) ?? 0) + 1);
        this.owners.set(spelled, counts);
      }
    }
  }

  /** Every object of which the file has a column, the most similar one first. */
  matches(headers: readonly string[]): ObjectMatch[] {
    const keys = new Set(headers.map(headerKey));
    const snakes = new Set(headers.map(toSnakeCase));
    const telling = headers.map(spelling).filter(isTelling);
    return this.objects
      .map((object) => this.compare(object, { keys, snakes, telling, count: headers.length }))
      .filter(({ known }) => known > 0)
      .sort((one, two) => two.weight - one.weight || two.known - one.known);
  }

  private compare(
    { table, columns }: KnownObject,
    headers: { keys: ReadonlySet<string>; snakes: ReadonlySet<string>; telling: readonly string[]; count: number },
  ): ObjectMatch {
    const met = columns.filter(
      ({ keys, snakes }) =>
        keys.some((key) => headers.keys.has(key)) || snakes.some((name) => headers.snakes.has(name)),
    );
    const own = new Set(met.flatMap(({ snakes }) => snakes));
    const weights = headers.telling.flatMap((spelled) => {
      const owners = this.owners.get(spelled);
      const objects = owners?.get(productOf(table));
      return objects !== undefined && owners!.size === 1 && own.has(toSnakeCase(spelled)) ? [1 / objects] : [];
    });
    return {
      table,
      known: met.length,
      lacks: columns.filter((column) => column.isRequired && !met.includes(column)).map(({ name }) => name),
      telling: weights.length,
      weight: weights.reduce((sum, one) => sum + one, 0),
      headers: headers.count,
    };
  }
}

/** True if only this object has such headers, whatever the file is called. */
export const isSurelyObject = ({ known, lacks, telling, weight, headers, table }: ObjectMatch): boolean =>
  lacks.length === 0 &&
  known >= Math.min(minKnown, columnCount(table)) &&
  (telling >= minKnown || weight >= 3 || (telling >= 2 && 3 * known >= 2 * headers));

/** True if a file with the object's name holds it; the loader then reports the columns that are missing. */
export const isMeantObject = ({ known, lacks, table }: ObjectMatch): boolean =>
  known >= (lacks.length === 0 ? Math.min(columnCount(table) - 1, 2) : minKnown);

/** The object that a file surely holds, by its headers; of several that are equally similar, the one that its name contains. */
export function findSureObject(matches: readonly ObjectMatch[], name: string): ObjectMatch | undefined {
  const [best, ...others] = matches.filter(isSurelyObject);
  if (best === undefined) return undefined;
  const equal = [best, ...others.filter((one) => one.weight === best.weight && one.known === best.known)];
  return equal.length === 1 ? best : equal.find(({ table }) => namesObject(name, table));
}

/** True if the name of a file contains the name of the object. */
export const namesObject = (name: string, { origin }: Source): boolean =>
  origin.kind === "export" && `_${toSnakeCase(name)}`.includes(`_${toSnakeCase(origin.object)}`);

/** The name of a file without its folder and format. */
export const stemOf = (file: string): string => posix.basename(file).replace(/\.\w+(\.gz)?$/i, "");

/** True for the name of an object or a field as an API spells it, e.g. `AccountShare`, `Region__c`. */
export const isObjectName = (name: string): boolean => /^[A-Z][A-Za-z\d]*(__[a-z]+)?$|__(c|r|pc)$/.test(name);

const productOf = ({ origin }: Source) => (origin.kind === "export" ? origin.product : "");

const filledColumns = (table: Source) =>
  Object.entries<Column<unknown>>(table.columns).filter(([, { binding }]) => !binding?.given && !binding?.marks);

const columnCount = (table: Source) => filledColumns(table).length;

const acceptedOf = (table: Source) =>
  filledColumns(table).map(([name, column]) => ({
    name,
    accepted: acceptedHeaders(name, column),
    isRequired: !column.nullable,
  }));

const knownColumns = (table: Source): KnownColumn[] =>
  acceptedOf(table).map(({ name, accepted, isRequired }) => ({
    name,
    isRequired,
    keys: accepted.map(headerKey),
    snakes: accepted.map(toSnakeCase),
  }));
