/** Where the files of a project are. */
import { dirname, isAbsolute, join, resolve } from "node:path";
import type { Config } from "./config_schema.js";
import { readConfig } from "./read_config.js";

type PublishConfig = Pick<Config, "publish">;

/** The folder for everything that closedloop writes, reports excepted: `publish.directory` of closedloop.yaml. */
export const publishFolder = (project: string, { publish }: PublishConfig): string =>
  resolve(project, publish.directory);

/** The folder that keeps every load; only its owner may read it. */
export const historyFolder = (project: string, config: PublishConfig): string =>
  join(publishFolder(project, config), "history");

/** The folder that keeps the bytes of files that could not be loaded. */
export const quarantineFolder = (project: string, config: PublishConfig): string =>
  join(publishFolder(project, config), "quarantine");

/** A published file in the same folder; as relative as the folder of the project, because messages show it. */
const publishedPath = ({ folder, config }: { folder: string; config: PublishConfig }, name: string): string => {
  const { directory } = config.publish;
  return join(isAbsolute(directory) ? directory : join(folder, directory), name);
};

/** The database file with all tables, personal data included. */
export const warehousePath = (project: { folder: string; config: PublishConfig }): string =>
  publishedPath(project, "warehouse.duckdb");

/** The database file with the tables for analysts, without personal data. */
export const explorePath = (project: { folder: string; config: PublishConfig }): string =>
  publishedPath(project, "explore.duckdb");

/** The path of the full file for a project folder; reads only its closedloop.yaml. */
export const readWarehousePath = async (folder: string): Promise<string> =>
  warehousePath({ folder, config: await readConfig(folder) });

/** The folder of the published files, as messages show it. */
export const publishedFolder = (project: { folder: string; config: PublishConfig }): string =>
  dirname(warehousePath(project));

/** The project's own file of a lookup, which may not exist: the shipped one is used then. */
export const projectLookupPath = (project: string, file: string): string => join(project, "reference", file);
