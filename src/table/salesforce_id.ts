/** Record ids of Salesforce. Exports of all systems contain them, some with 15 characters and some with 18. */
import { type Expression, type RawBuilder, sql } from "kysely";

const checksumAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/** One checksum character: it encodes which of five characters are capital letters, low bit first. */
const checksumCharacter = (id: Expression<unknown>, from: number) => {
  const bits = [0, 1, 2, 3, 4].map(
    (at) => sql`(${2 ** at} * (regexp_matches(substr(${id}, ${sql.lit(from + at)}, 1), '[A-Z]'))::integer)`,
  );
  return sql`substr(${sql.lit(checksumAlphabet)}, 1 + ${sql.join(bits, sql` + `)}, 1)`;
};

/** The 18-character form of a record id. A blank id and the all-zero id of an empty lookup field are null. */
export const salesforceId = <T extends string | null>(id: Expression<T>): RawBuilder<T> => sql<T>`case
  when trim(${id}) = '' or starts_with(trim(${id}), '000000000000000') then null
  when length(trim(${id})) = 15 then trim(${id}) || ${checksumCharacter(sql`trim(${id})`, 1)} || ${checksumCharacter(sql`trim(${id})`, 6)} || ${checksumCharacter(sql`trim(${id})`, 11)}
  else trim(${id}) end`;

/** The object of a person's record, by the prefix of its id: 003 for contacts, 00Q for leads. */
export const salesforcePersonEntity = (id: string): RawBuilder<"contact" | "lead"> =>
  sql`case when starts_with(trim(${sql.ref(id)}), '003') then 'contact' else 'lead' end`;

/** SQL that is true if a trimmed text has the form of a Salesforce id; null for null. */
export const looksLikeSalesforceId = (text: string): string =>
  `(strlen(${text}) in (15, 18) and regexp_full_match(${text}, '[A-Za-z0-9]+'))`;

/** How the ids of an object begin. */
const idPrefixes: ReadonlyMap<string, string> = new Map([
  ["Account", "001"],
  ["Contact", "003"],
  ["User", "005"],
  ["Opportunity", "006"],
  ["Lead", "00Q"],
  ["Task", "00T"],
  ["Event", "00U"],
  ["CampaignMember", "00v"],
  ["Campaign", "701"],
]);

/** True if all values, at least one, are ids of the object. */
export const areSalesforceIds = (values: readonly string[], object: string): boolean => {
  const prefix = idPrefixes.get(object);
  return (
    prefix !== undefined &&
    values.length > 0 &&
    values.every((value) => value.startsWith(prefix) && /^[A-Za-z\d]{15}([A-Za-z\d]{3})?$/.test(value))
  );
};

/** Ids of accounts, contacts and leads, which name a person, in their short or long form; the last three characters of a long one are a checksum. */
const personIdPattern = "00[13Q][A-Za-z0-9]{12}([A-Z0-5]{3})?";
const personId = new RegExp(`^${personIdPattern}$`);

/** `crm:` and the short form of a Salesforce id that names a person; equal in all systems that have the id. Undefined for any other text. */
export const crmKeyOf = (id: string): string | undefined =>
  // The checksum of digits only would be AAA.
  personId.test(id) && !/^\d{18}$/.test(id) ? `crm:${id.slice(0, 15)}` : undefined;

/** The twin of `crmKeyOf` in SQL. */
export const crmKeySql = (id: string): string =>
  `case when strlen(${id}) in (15, 18) and regexp_full_match(${id}, '${personIdPattern}') and not regexp_full_match(${id}, '\\d{18}')
    then 'crm:' || left(${id}, 15) end`;
