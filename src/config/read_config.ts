import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../base/errors.js";
import { type Config, configSchema } from "./config_schema.js";
import type { Environment } from "./environment_variables.js";
import { locateProblems, type PathProblem, parseValidYaml } from "./parse_yaml.js";

const configFile = "closedloop.yaml";

/** The project's configuration with all defaults filled in; paths in it stay relative to `projectDir`. */
export async function readConfig(projectDir: string, environment: Environment = process.env): Promise<Config> {
  return parseValidYaml(
    configFile,
    await readTextFile(join(projectDir, configFile), describeMissingConfig(projectDir)),
    configSchema,
    environment,
  );
}

/** What is wrong with a valid configuration beside the tables of this version, each mistake with line and column. */
export const locateConfigProblems = async (projectDir: string, problems: readonly PathProblem[]): Promise<UserError> =>
  locateProblems(
    configFile,
    await readTextFile(join(projectDir, configFile), describeMissingConfig(projectDir)),
    problems,
  );

const describeMissingConfig = (projectDir: string) => `no ${configFile} in ${projectDir}: run \`closedloop init\``;

/** A small file as text, without its byte order mark; `absent` is what a person reads where there is none. */
export async function readTextFile(path: string, absent: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") throw new UserError(absent, 2);
    if (error.code === "EISDIR") throw new UserError(`${path} is a folder; expected a file`, 2);
    throw new UserError(`${path} cannot be read (${error.code}); give this user the right to read it`, 4);
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`${path} is not in UTF-8; save it in that encoding`, 2);
  }
}
