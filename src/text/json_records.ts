/** The records within JSON as APIs write it: pages with a list of records, and objects within a record. */
import { isUtf8 } from "node:buffer";
import { type Line, maxRecordBytes } from "./bytes.js";
import { notUtf8 } from "./clean_copy.js";
import { Fault } from "./fault.js";
import { type JsonMembers, parseJsonMembers, splitJsonList } from "./json_members.js";

/** True if a name such as `contact.email`, a member of an object within a record, is wanted as a column. */
export type WantsMember = (name: string) => boolean;

/** A record with its flat members, or the code of why it is none. */
export interface JsonRecord {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly members: JsonMembers;
  /** The keys that still hold a list or an object. */
  readonly nested: ReadonlySet<string>;
  /** Keys of the record that also occur in its `properties`, with another value. */
  readonly contradicted: readonly string[];
  readonly code?: string;
}

/** Reads the records of lines or elements, or of pages; a mix is a Fault. `pages` is told whether the last page says that more follow. */
export async function* readJsonRecords(
  lines: AsyncIterable<Line>,
  wants: WantsMember,
  pages: { areUnfinished: boolean },
): AsyncGenerator<JsonRecord> {
  const kinds = new LineKinds();
  for await (const found of lines) {
    const { line, start, bytes } = found;
    const text = (line === 1 ? bytes.toString().replace(/^\ufeff/, "") : bytes.toString()).trim();
    if (text === "") continue;
    const place = { line, start, end: start + bytes.length };
    const nested = new Set<string>();
    const members = isUtf8(bytes) ? parseJsonMembers(text, nested) : undefined;
    if (members) assertNoFailure(members, line, wants);
    const page = members && findPage(members, nested);
    kinds.add(page !== undefined, line);
    if (page) {
      pages.areUnfinished = saysMore(members);
      const at = text.indexOf(page);
      for (const element of splitJsonList(page)) {
        const before = text.slice(0, at + element.at).split("\n").length - 1;
        yield createRecord(element.text, { ...place, line: line + before }, wants);
      }
    } else if (members) yield createRecord(text, place, wants, { members, nested });
    else yield brokenRecord(text, place, isUtf8(bytes) ? faultOf(text) : notUtf8);
  }
}

/**
 * Notices a line that is no page in a file of pages: it stands where a whole page of records should be, so one rejected
 * record would hide what is missing.
 */
class LineKinds {
  private hasPage = false;
  private firstOther: number | undefined;

  add(isPage: boolean, line: number): void {
    if (isPage) this.hasPage = true;
    else this.firstOther ??= line;
    if (!this.hasPage || this.firstOther === undefined) return;
    throw new Fault(
      "no page of records, but other lines are pages (the answer to a request that failed?); fetch the export again",
      this.firstOther,
    );
  }
}

/** The code of a text that is not one object. */
const faultOf = (text: string): string =>
  text.endsWith(",") && parseJsonMembers(text.slice(0, -1)) ? "a comma after a JSON object" : "not a JSON object";

type Place = Pick<JsonRecord, "line" | "start" | "end">;

const brokenRecord = (text: string, place: Place, code: string): JsonRecord => ({
  ...place,
  text,
  members: new Map(),
  nested: new Set(),
  contradicted: [],
  code,
});

function createRecord(
  text: string,
  place: Place,
  wants: WantsMember,
  parsed?: { members: JsonMembers; nested: Set<string> },
): JsonRecord {
  // The CSV contains the record twice, once with doubled quotes.
  if (Buffer.byteLength(text) > maxRecordBytes / 3) return brokenRecord(text, place, "too long");
  const nested = parsed?.nested ?? new Set<string>();
  const members = parsed?.members ?? parseJsonMembers(text, nested);
  if (!members) return brokenRecord(text, place, "not a JSON object");
  return { ...place, text, ...flatten(members, nested, wants) };
}

/** The keys under which APIs list the records of a page: Salesforce, HubSpot, Marketo, Pardot, OData, others. */
export const pageKeys: readonly string[] = [
  ...["records", "results", "result", "value", "values", "data", "items"],
  ...["contacts", "companies", "deals"], // HubSpot's first API.
];
/** What stands beside the list of a page. */
const besidePages = new Set(
  `totalSize done nextRecordsUrl paging total success requestId nextPageToken nextPageUrl moreResult errors warnings count next
  previous hasMore has-more has_more offset vid-offset next_page page pages per_page perPage page_size pageSize total_pages totalPages limit links meta`.split(
    /\s+/,
  ),
);

/** What an API writes beside these when a request failed. */
const besideFailures = new Set(
  "error errors message messages code status statusCode status_code category subCategory correlationId error_description errorCode error_code details context numErrors requestedAt startedAt completedAt".split(
    " ",
  ),
);

/** A Fault for the answer of an API to a request that failed, kept among its pages: the records of that page are missing. */
function assertNoFailure(members: JsonMembers, line: number, wants: WantsMember): void {
  const keys = [...members.keys()];
  if (!keys.every((key) => besideFailures.has(key) || isBesidePage(key) || pageKeys.includes(key))) return;
  const failed = (key: string, isFailure: (value: string) => boolean) =>
    !wants(key) && isFailure(members.get(key) ?? "");
  const hasRecords = pageKeys.some((key) => /^\[\s*\{/.test(members.get(key) ?? ""));
  const isFilled = (value: string) => !["", "false", "0", "[]", "{}"].includes(value.replace(/\s/g, ""));
  const hasFailed =
    failed("success", (value) => value === "false") ||
    failed("status", (value) => /^(error|fail(ed|ure)?)$/i.test(value)) ||
    failed("error", (value) => !hasRecords && isFilled(value)) ||
    // Records beside errors are a part of the answer: HubSpot's 207.
    failed("errors", isFilled) ||
    failed("numErrors", isFilled);
  if (!hasFailed) return;
  const codes = [...members].flatMap(([key, value]) =>
    value !== null && /^(false|[A-Za-z_]{2,40}|[1-9]\d{2,3})$/.test(value) ? [`${key}: ${value}`] : [key],
  );
  throw new Fault(`the answer of an API to a request that failed (${codes.join(", ")}); fetch the export again`, line);
}

/** The list of records of a page; undefined if the object is a record itself. */
function findPage(members: JsonMembers, nested: ReadonlySet<string>): string | undefined {
  if (isEmptyPage(members)) return "[]";
  const [key, ...more] = pageKeys.filter((one) => nested.has(one) && members.get(one)?.startsWith("["));
  if (key === undefined || more.length > 0) return undefined;
  const isBeside = (one: string) => one === key || isBesidePage(one);
  if (![...members.keys()].every(isBeside)) return undefined;
  const list = members.get(key)!;
  return splitJsonList(list).every(({ text }) => text.startsWith("{")) ? list : undefined;
}

/** True for Marketo's page without activities, which has no `result`: `{"success": true, "moreResult": true, ...}`. */
const isEmptyPage = (members: JsonMembers): boolean =>
  members.get("success") === "true" && members.has("moreResult") && [...members.keys()].every(isBesidePage);

/** True for the keys that an API writes beside its records, and never as a field of a record together with nothing else. */
export const isBesidePage = (key: string): boolean => besidePages.has(key) || key.startsWith("@odata.");

/** True if a page says that it is not the last one. */
const saysMore = (page: JsonMembers): boolean =>
  isBeforeLast(page) ||
  page.get("done") === "false" ||
  ((page.get("nextPageToken") ?? "") !== "" && !page.has("moreResult")) ||
  ["moreResult", "hasMore", "has-more", "has_more"].some((key) => page.get(key) === "true") ||
  ["nextRecordsUrl", "nextPageUrl", "@odata.nextLink", "next", "next_page"].some(
    (key) => (page.get(key) ?? "") !== "",
  ) ||
  /"next"\s*:\s*[{"]/.test(page.get("paging") ?? "");

/** True if the number of the page and of all records say so. */
function isBeforeLast(page: JsonMembers): boolean {
  const number = (...keys: string[]) => Number(keys.map((key) => page.get(key)).find((value) => value != null));
  const [at, pages] = [number("page"), number("total_pages", "totalPages", "pages")];
  return at < pages || at * number("per_page", "perPage", "page_size", "pageSize", "limit") < number("total");
}

/** The keys whose object holds the fields of the record: HubSpot and its connectors, Airbyte. */
export const fieldKeys: ReadonlySet<string> = new Set(["properties", "_airbyte_data"]);

type Flat = Pick<JsonRecord, "members" | "nested" | "contradicted">;

/**
 * Makes one level of a record: the fields under `properties` become its own, a related record of Salesforce becomes
 * `Owner.Name`, a list of associations becomes ids. The record's own key counts before that of its `properties`.
 */
function flatten(members: JsonMembers, nestedKeys: ReadonlySet<string>, wants: WantsMember): Flat {
  if (nestedKeys.size === 0 && ![...fieldKeys].some((key) => members.has(key))) {
    return { members, nested: nestedKeys, contradicted: [] };
  }
  const own: JsonMembers = new Map();
  const fields: JsonMembers = new Map();
  const nested = new Set<string>();
  const contradicted: string[] = [];
  for (const [key, value] of members) {
    const inner = new Set<string>();
    const object =
      value?.startsWith("{") && (nestedKeys.has(key) || fieldKeys.has(key)) && parseJsonMembers(value, inner);
    if (!object) {
      if (value === "[]" && nestedKeys.has(key)) continue;
      own.set(key, value);
      if (nestedKeys.has(key)) nested.add(key);
    } else if (fieldKeys.has(key)) {
      if (wants(key)) own.set(key, value);
      const flat = flatten(unwrapValues(object, inner), inner, wants);
      for (const [name, field] of flat.members) fields.set(name, field);
      for (const name of flat.nested) nested.add(name);
      contradicted.push(...flat.contradicted);
    } else flattenObject(key, { text: value!, object, inner }, wants, { own, nested });
  }
  for (const [name, field] of fields) {
    const mine = own.get(name) ?? null;
    if (mine === null) own.set(name, field);
    else if (field !== null && field !== mine) contradicted.push(name);
  }
  return { members: own, nested, contradicted };
}

/** The fields of HubSpot's first API are `{"value": "...", "versions": [...]}`. */
function unwrapValues(fields: JsonMembers, nested: Set<string>): JsonMembers {
  const plain: JsonMembers = new Map();
  for (const [name, value] of fields) {
    const inner = new Set<string>();
    const wrapped = nested.has(name) && value?.startsWith("{") ? parseJsonMembers(value, inner) : undefined;
    const isWrapper = wrapped?.has("value") && !inner.has("value");
    if (isWrapper) nested.delete(name);
    plain.set(name, isWrapper ? (wrapped!.get("value") ?? null) : value);
  }
  return plain;
}

interface InnerObject {
  readonly text: string;
  readonly object: JsonMembers;
  readonly inner: ReadonlySet<string>;
}

function flattenObject(
  key: string,
  { text, object, inner }: InnerObject,
  wants: WantsMember,
  to: { own: JsonMembers; nested: Set<string> },
): void {
  if (object.size === 0 || (key === "attributes" && isSalesforceType(object))) return;
  if (key === "associations") {
    for (const [kind, list] of object) to.own.set(`${key}.${kind}`, associatedIds(list) ?? list);
    return;
  }
  const isRelated = inner.has("attributes") && isSalesforceType(parseJsonMembers(object.get("attributes")!));
  const flat = flatten(object, inner, (name) => wants(`${key}.${name}`));
  for (const [name, value] of flat.members) {
    if (!isRelated && !wants(`${key}.${name}`)) continue;
    to.own.set(`${key}.${name}`, value);
    if (flat.nested.has(name)) to.nested.add(`${key}.${name}`);
  }
  if (isRelated) return;
  to.own.set(key, text);
  to.nested.add(key);
}

/** True for `{"type": "Lead", "url": "/services/data/..."}`, which the REST API of Salesforce adds to each record. */
const isSalesforceType = (attributes: JsonMembers | undefined): boolean =>
  attributes?.has("type") === true && [...attributes.keys()].every((key) => key === "type" || key === "url");

/** The ids of HubSpot's `{"results": [{"id": "7", "type": "deal_to_contact"}]}`, as `7;8`; undefined for anything else. */
function associatedIds(list: string | null): string | undefined {
  const results = list?.startsWith("{") ? parseJsonMembers(list)?.get("results") : undefined;
  if (!results?.startsWith("[")) return undefined;
  const ids = splitJsonList(results).map(({ text }) => parseJsonMembers(text)?.get("id"));
  return [...new Set(ids.filter((id) => id != null))].join(";");
}
