import { join } from "node:path";
import type { Config } from "./config_schema.js";
import { readConfig } from "./read_config.js";

/** The path of the published database. */
export const warehousePath = ({ folder, config }: { folder: string; config: Pick<Config, "publish"> }): string =>
  join(folder, config.publish.directory, "warehouse.duckdb");

/** The path of the published database of a project folder; reads only its configuration. */
export const readWarehousePath = async (folder: string): Promise<string> =>
  warehousePath({ folder, config: await readConfig(folder) });
