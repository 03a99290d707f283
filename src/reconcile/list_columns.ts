import { UserError } from "../base/errors.js";
import { escapeControls } from "../base/escape_controls.js";
import { findHeaderPositions, headerFault, toSnakeCase } from "../text/header.js";

/** The headers that the user named, e.g. `--id "Lead ID"`; undefined: the header is recognised by its name. */
export interface ColumnOptions {
  readonly id?: string | undefined;
  readonly email?: string | undefined;
  readonly date?: string | undefined;
}

/** The positions of the columns in the list, from 0. The id or the email may be missing, not both. */
export interface ColumnPlaces {
  readonly id?: number | undefined;
  readonly email?: number | undefined;
  readonly date: number;
}

/** Usual names of such columns, the most specific first. They are compared in snake_case: `E-Mail` is `e_mail`. */
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

/** Finds the columns by the headers that the user named, or by their usual names. A `UserError` (exit 2) if one is missing. */
export function findColumns(file: string, headers: readonly string[], asked: ColumnOptions): ColumnPlaces {
  const id = findPlace(file, headers, "id", asked.id);
  const email = findPlace(file, headers, "email", asked.email);
  const date = findPlace(file, headers, "date", asked.date);
  const isHeaderLine = [id, email, date].some((place) => place !== undefined);
  const fault = headerFault(headers, isHeaderLine);
  if (fault !== undefined) throw new UserError(`${file}: line 1: ${fault}`, 2);
  if (id === undefined && email === undefined) {
    throw missingColumnError(
      file,
      headers,
      isHeaderLine,
      "the id or the email of the person",
      [...knownHeaders.id, ...knownHeaders.email],
      ["id", "email"],
    );
  }
  if (date === undefined)
    throw missingColumnError(file, headers, isHeaderLine, "the date of the MQL", knownHeaders.date, ["date"]);
  return { id, email, date };
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
  throw new UserError(`${file}: --${kind} "${asked}": ${found} in line 1 with this name; expected one`, 2);
}

/** Names the headers only if one of them is known: a file without a header line has a person's data in line 1. */
function missingColumnError(
  file: string,
  headers: readonly string[],
  isHeaderLine: boolean,
  what: string,
  expected: readonly string[],
  options: readonly (keyof ColumnOptions)[],
): UserError {
  const found = isHeaderLine
    ? escapeControls(headers.slice(0, 60).join(", "))
    : "no known header; is the first line a header?";
  const list = expected.map((name) => name.replaceAll("_", " ")).join(", ");
  const hint = options.map((option) => `--${option} "HEADER"`).join(" or ");
  return new UserError(
    `${file}: line 1: there is no column with ${what}. Found: ${found}. Expected one of: ${list}. Or name it with ${hint}`,
    2,
  );
}
