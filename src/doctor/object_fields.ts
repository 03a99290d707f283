import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../base/errors.js";
import { configFile, readConfig } from "../config/read_config.js";
import { joinWords } from "../config/zod_messages.js";
import { readCatalogue } from "../project/catalogue.js";
import type { ObjectFields } from "../table/adapter.js";
import type { Source } from "../table/model.js";
import type { ExportOrigin } from "../table/origin.js";
import { isReplicaMark } from "../table/source_columns.js";
import { readOwnFields } from "./own_fields.js";
import { columnsOf } from "./source_objects.js";

/** What to export of a product, by object; an unknown product is a `UserError` (exit 2). */
export async function readObjectFields(product: string, project: string): Promise<ObjectFields[]> {
  const { sources } = await readCatalogue();
  const tables = sources.filter(({ origin }) => origin.kind === "export" && origin.product === product);
  if (tables.length === 0) throw unknownProductError(product, sources);
  const config = existsSync(join(project, configFile)) ? await readConfig(project) : undefined;
  const fields = await readOwnFields(project, product, config, sources);
  // An object that makes nothing possible is not asked for.
  const asked = tables.filter(({ origin }) => (origin as ExportOrigin).enables !== undefined);
  return asked.map((table) => {
    const columns = headersToExport(table);
    const known = new Set(columns.map((name) => name.toLowerCase()));
    const beyond = (names: readonly string[]) => names.filter((name) => !known.has(name.toLowerCase()));
    const origin = table.origin as ExportOrigin;
    const { own, perhaps } = fields(origin);
    return { origin, columns, conditional: conditionsByHeader(table), own: beyond(own), perhaps: beyond(perhaps) };
  });
}

const columnsToExport = (table: Source) =>
  columnsOf(table).filter(([, column]) => !column.binding?.given && !column.binding?.marks && !isReplicaMark(column));

const headersToExport = (table: Source): string[] =>
  columnsToExport(table).map(([name, { binding }]) => binding?.header ?? name);

const conditionsByHeader = (table: Source) =>
  new Map(
    columnsToExport(table).flatMap(([name, { onlyIf, binding }]) =>
      onlyIf === undefined ? [] : [[binding?.header ?? name, onlyIf] as const],
    ),
  );

function unknownProductError(product: string, sources: readonly Source[]): UserError {
  const products = [...new Set(sources.flatMap(({ origin }) => (origin.kind === "export" ? [origin.product] : [])))];
  return new UserError(`--fields: unknown system "${product}"; expected one of ${joinWords(products.sort())}`, 2);
}
