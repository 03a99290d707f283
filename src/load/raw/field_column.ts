import { UserError } from "../../base/errors.js";
import type { Column } from "../../table/columns.js";
import { quotedIdentifier } from "../../table/dialect.js";
import { findHeaderPositions, withoutColumnNumber } from "../../text/header.js";
import { extraColumnName } from "../rows/typed_query.js";
import type { CountedLoad } from "./counted_loads.js";

/** SQL of a column's value as text. An instant gets `+00:00`, which marks it as UTC and not as a local time or a date. */
export function fieldText(column: string, { under }: CountedLoad): string {
  const typed = (under.table.columns as Readonly<Record<string, Column<unknown>>>)[column];
  const isInstant = typed?.type === "instant" && !typed.binding?.orDate;
  return `${quotedIdentifier(column)}::varchar${isInstant ? " || '+00:00'" : ""}`;
}

/** The column of a load that has a field: by its name in any case or in snake_case, then without a position, then with the prefix of replicas. */
export function findFieldColumn(
  field: string,
  { columns, extras, system, file, under }: CountedLoad,
): string | undefined {
  const typed = Object.keys(columns);
  const names = [...typed, ...extras];
  const { origin } = under.table;
  const prefix = origin.kind === "export" ? origin.fieldPrefix : undefined;
  const ways = [
    () => findHeaderPositions(field, names),
    () => findHeaderPositions(field, names.map(withoutColumnNumber)),
    () => (prefix === undefined ? [] : findHeaderPositions(`${prefix}${field}`, names)),
  ];
  const places = ways.reduce<number[]>((found, way) => (found.length > 0 ? found : way()), []);
  if (places.length > 1) {
    const found = places.map((place) => names[place]).join(" or ");
    throw new UserError(
      `closedloop.yaml: "${field}" of "${system}" could be ${found} in ${file}. Write one of them exactly.`,
      2,
    );
  }
  const [place] = places;
  if (place === undefined) return undefined;
  return place < typed.length ? names[place] : extraColumnName(names[place] ?? "");
}
