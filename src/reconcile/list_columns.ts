import { UserError } from "../base/errors.js";
import { escapeControls } from "../base/escape_controls.js";
import { findHeaderPositions, headerFault, toSnakeCase } from "../text/header.js";

/** What a row of the list says, each under the header that a user named, if one was. */
export interface ColumnOptions {
  readonly id?: string | undefined;
  readonly email?: string | undefined;
  readonly date?: string | undefined;
}

/** Where the columns of a list stand; of id and email one may be missing. */
export interface ColumnPlaces {
  readonly id?: number | undefined;
  readonly email?: number | undefined;
  readonly date: number;
}

/** What such columns are called, the most telling first; compared as `aliasOf` spells them, so `E-Mail` is `e_mail`. */
const knownHeaders = {
  id: splitAliases(`id, record id, lead id, contact id, person id, lead contact id, contact lead id, crm id, salesforce id,
    sfdc id, sfdc lead id, sfdc contact id, marketo id, hs object id, prospect id, member id`),
  email: splitAliases("email, e mail, email address, e mail address, mail, work email, business email"),
  date: splitAliases(`mql date, mql at, mql on, date mql, became mql, became mql date, became mql at, mql timestamp,
    became a marketing qualified lead date, marketing qualified lead date, marketing qualified date, qualified date,
    qualified at, qualified on, qualification date, date qualified, date, timestamp`),
};

function splitAliases(list: string): readonly string[] {
  return list.split(",").map((name) => toSnakeCase(name));
}

/** The columns by the headers that the user names, else by their names; a UserError (exit 2) where one is missing. */
export function findColumns(file: string, headers: readonly string[], asked: ColumnOptions): ColumnPlaces {
  const found = {
    id: findPlace(file, headers, "id", asked.id),
    email: findPlace(file, headers, "email", asked.email),
    date: findPlace(file, headers, "date", asked.date),
  };
  const knows = Object.values(found).some((place) => place !== undefined);
  const fault = headerFault(headers, knows);
  if (fault !== undefined) throw new UserError(`${file}: line 1: ${fault}`, 2);
  const { date } = found;
  if (found.id === undefined && found.email === undefined) {
    throw missingColumnError(
      file,
      headers,
      knows,
      "the id or the email of the person",
      [...knownHeaders.id, ...knownHeaders.email],
      ["id", "email"],
    );
  }
  if (date === undefined)
    throw missingColumnError(file, headers, knows, "the date of the MQL", knownHeaders.date, ["date"]);
  return { ...found, date };
}

function findPlace(
  file: string,
  headers: readonly string[],
  kind: keyof ColumnOptions,
  asked?: string,
): number | undefined {
  if (asked === undefined) {
    const known = headers.map(toSnakeCase);
    return knownHeaders[kind].map((name) => known.indexOf(name)).find((place) => place >= 0);
  }
  const [place, second] = findHeaderPositions(asked, headers);
  if (place !== undefined && second === undefined) return place;
  const found = place === undefined ? "no header" : "several headers";
  throw new UserError(`${file}: --${kind} "${asked}": found ${found} of that name; expected one of line 1`, 2);
}

/** Without a header line the first row would be named: headers are told only where one of them is known. */
function missingColumnError(
  file: string,
  headers: readonly string[],
  knows: boolean,
  what: string,
  expected: readonly string[],
  options: readonly (keyof ColumnOptions)[],
): UserError {
  const found = knows
    ? escapeControls(headers.slice(0, 60).join(", "))
    : "no header that is known; is the first line a header?";
  const list = expected.map((name) => name.replaceAll("_", " ")).join(", ");
  const hint = options.map((option) => `--${option} "HEADER"`).join(" or ");
  return new UserError(
    `${file}: line 1: there is no column with ${what}. Found: ${found}. Expected one of: ${list}. Name yours with ${hint}`,
    2,
  );
}
