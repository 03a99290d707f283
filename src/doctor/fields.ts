import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../base/errors.js";
import { readConfig } from "../config/read.js";
import { listed } from "../config/wording.js";
import { readCatalogue } from "../project/catalogue.js";
import type { Wanted } from "../table/adapter.js";
import type { Source } from "../table/model.js";
import type { Export } from "../table/origin.js";
import { columnsOf } from "./objects.js";
import { ownFields } from "./own_fields.js";

/** What to export of a product, object by object in the order of their names; a UserError (exit 2) where nothing reads it yet. */
export async function wantedOf(product: string, project: string): Promise<Wanted[]> {
  const { sources } = await readCatalogue();
  const tables = sources.filter(({ origin }) => origin.kind === "export" && origin.product === product);
  if (tables.length === 0) throw unknown(product, sources);
  const config = existsSync(join(project, "closedloop.yaml")) ? await readConfig(project) : undefined;
  const fields = await ownFields(project, product, config, sources);
  return tables.map((table) => {
    const columns = headersOf(table);
    const known = new Set(columns.map((name) => name.toLowerCase()));
    const beyond = (names: readonly string[]) => names.filter((name) => !known.has(name.toLowerCase()));
    const origin = table.origin as Export;
    const { own, perhaps } = fields(origin);
    return { origin, columns, conditional: conditionsOf(table), own: beyond(own), perhaps: beyond(perhaps) };
  });
}

const asked = (table: Source) => columnsOf(table).filter(([, { binding }]) => !binding?.given && !binding?.marks);

const headersOf = (table: Source): string[] => asked(table).map(([name, { binding }]) => binding?.header ?? name);

const conditionsOf = (table: Source) =>
  new Map(
    asked(table).flatMap(([name, { onlyIf, binding }]) =>
      onlyIf === undefined ? [] : [[binding?.header ?? name, onlyIf] as const],
    ),
  );

function unknown(product: string, sources: readonly Source[]): UserError {
  const products = [...new Set(sources.flatMap(({ origin }) => (origin.kind === "export" ? [origin.product] : [])))];
  return new UserError(`--fields: found "${product}", expected one of ${listed(products.sort())}`, 2);
}
