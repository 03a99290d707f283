import { join } from "node:path";
import type { Config } from "./config_schema.js";
import { readConfig } from "./read_config.js";

/** The file that analysts read. */
export const warehousePath = ({ folder, config }: { folder: string; config: Pick<Config, "publish"> }): string =>
  join(folder, config.publish.directory, "warehouse.duckdb");

/** The same of a folder of which no more is asked: definitions and models say nothing about what is published. */
export const readWarehousePath = async (folder: string): Promise<string> =>
  warehousePath({ folder, config: await readConfig(folder) });
