import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../base/errors.js";
import type { Environment } from "./environment.js";
import { type Config, configSchema } from "./schema.js";
import { validYaml } from "./yaml_file.js";

const file = "closedloop.yaml";

/** The project's configuration with all defaults filled in; paths in it stay relative to `projectDir`. */
export async function readConfig(projectDir: string, environment: Environment = process.env): Promise<Config> {
  return validYaml(file, await readText(join(projectDir, file), missing(projectDir)), configSchema, environment);
}

const missing = (projectDir: string) => `no ${file} in ${projectDir}: run \`closedloop init\``;

/** A small file as text, without its byte order mark; `absent` is what a person reads where there is none. */
export async function readText(path: string, absent: string): Promise<string> {
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
