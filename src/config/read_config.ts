import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../base/errors.js";
import { toReadError } from "../base/file_errors.js";
import { type Config, configSchema } from "./config_schema.js";
import type { Environment } from "./environment_variables.js";
import { locateProblems, type PathProblem, parseValidYaml } from "./parse_yaml.js";

/** The file that makes a folder a project. */
export const configFile = "closedloop.yaml";

/** Whom a run tells of itself: often secrets, which are set only where the nightly job runs. */
const isReceiver = (path: string) => /^(notify|openlineage)\./.test(path);

/**
 * The project's configuration with all defaults filled in. Its paths stay relative to `projectDir`. Only with `withReceivers`
 * the variables of `notify` and `openlineage` must be set: only a run tells anybody, and who does something else, e.g. asks a
 * question, does not have these secrets.
 */
export async function readConfig(
  projectDir: string,
  environment: Environment = process.env,
  { withReceivers = false }: { readonly withReceivers?: boolean } = {},
): Promise<Config> {
  return parseValidYaml(
    configFile,
    await readTextFile(join(projectDir, configFile), describeMissingConfig(projectDir)),
    configSchema,
    environment,
    withReceivers ? undefined : isReceiver,
  );
}

/** The mistakes of a valid configuration that does not fit the tables of this version, each with line and column. */
export const locateConfigProblems = async (projectDir: string, problems: readonly PathProblem[]): Promise<UserError> =>
  locateProblems(
    configFile,
    await readTextFile(join(projectDir, configFile), describeMissingConfig(projectDir)),
    problems,
  );

const describeMissingConfig = (projectDir: string) => `no ${configFile} in ${projectDir}: run \`closedloop init\``;

/** Reads a small UTF-8 file without its byte order mark; `absent` is the message if there is no such file. */
export async function readTextFile(path: string, absent: string): Promise<string> {
  const bytes = await readFile(path).catch((error) => {
    throw toReadError(path, error, absent);
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`${path} is not in UTF-8; save it in that encoding`, 2);
  }
}
