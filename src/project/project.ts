import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseCalendarDay } from "../base/calendar_day.js";
import { UserError } from "../base/errors.js";
import { packageRoot } from "../base/package_root.js";
import type { Config } from "../config/config_schema.js";
import type { DefinitionVersion } from "../config/definition_version.js";
import { projectLookupPath } from "../config/project_paths.js";
import { locateConfigProblems, readConfig } from "../config/read_config.js";
import { readDefinitions } from "../config/read_definitions.js";
import type { Instant } from "../table/columns.js";
import { defaultShape } from "../table/model.js";
import { formatIsoInstant } from "../table/rows.js";
import { type Catalogue, limitToProducts, readCatalogue } from "./catalogue.js";

/** A project folder with its valid configuration, its definitions and the tables that closedloop builds from it. */
export interface Project {
  readonly folder: string;
  readonly config: Config;
  readonly definitions: readonly DefinitionVersion[];
  readonly catalogue: Catalogue;
}

export async function openProject(folder: string, read?: Config): Promise<Project> {
  const config = read ?? (await readConfig(folder));
  const catalogue = limitToProducts(await readCatalogue(), productsOf(config));
  const clashes = findDimensionClashes(config, catalogue);
  if (clashes.length > 0) throw await locateConfigProblems(folder, clashes);
  return { folder, config, definitions: await readDefinitions(folder, config), catalogue };
}

/** A custom dimension adds a column to some tables: none of theirs may have its name. */
function findDimensionClashes({ dimensions }: Config, { models }: Catalogue) {
  const shape = { ...defaultShape, dimensions };
  return dimensions.flatMap((name, at) => {
    // The last one is nearest to what people read: marts come after intermediate tables.
    const table = models.findLast(
      ({ columns, shapeColumns }) =>
        shapeColumns && Object.hasOwn(shapeColumns(shape), name) && Object.hasOwn(columns, name),
    );
    if (table === undefined) return [];
    const message = `"${name}" is a column of ${table.name}; give the attribute another name, such as lead_${name}`;
    return [{ path: ["dimensions", at], message }];
  });
}

/** The products whose exports a project reads. */
export const productsOf = ({ sources }: Pick<Config, "sources">): ReadonlySet<string> =>
  new Set(sources.map(({ system }) => system));

/** The path of a lookup that ships with closedloop. */
export const shippedLookupPath = (file: string): string => join(packageRoot(), "seeds", "reference", file);

/** The path of a lookup: the project's own if it exists, otherwise the shipped one. */
export function referencePath({ folder }: Pick<Project, "folder">, file: string): string {
  const own = projectLookupPath(folder, file);
  return existsSync(own) ? own : shippedLookupPath(file);
}

/** The clock of a run: the instant of `--as-of`, else the current time; an invalid text is a `UserError` (exit 2). */
export function parseAsOf(asOf?: string): Instant {
  if (asOf === undefined) return formatIsoInstant({ micros: BigInt(Date.now()) * 1000n });
  const [, minute, fraction = "", offset] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,6}))?(Z|[+-]\d\d:\d\d)$/.exec(asOf) ?? [];
  const millis = parseCalendarDay(asOf.slice(0, 10)) === undefined ? Number.NaN : Date.parse(`${minute}${offset}`);
  if (!Number.isNaN(millis))
    return formatIsoInstant({ micros: BigInt(millis) * 1000n + BigInt(fraction.padEnd(6, "0")) });
  throw new UserError(
    `--as-of: found "${asOf}", expected a date and time with an offset, such as 2026-07-01T00:00:00Z`,
    2,
  );
}
