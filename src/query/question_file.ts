/** Which database file a question reads. */
import { existsSync } from "node:fs";
import { UserError } from "../base/errors.js";
import type { Config } from "../config/config_schema.js";
import { explorePath, warehousePath } from "../config/project_paths.js";
import { readConfig } from "../config/read_config.js";

/** The file that a question reads, and the full file if that is another one. */
export interface QuestionFile {
  readonly path: string;
  readonly fullPath?: string;
}

/**
 * `explore.duckdb`, which has no personal data; the full file if `--full` or `explore: full` of closedloop.yaml asks for it.
 * A publication without `explore.duckdb` is a `UserError` (exit 2).
 */
export function findQuestionFile(
  project: { folder: string; config: Pick<Config, "publish" | "explore"> },
  { full = false }: { readonly full?: boolean | undefined } = {},
): QuestionFile {
  const fullPath = warehousePath(project);
  if (full || project.config.explore === "full") return { path: fullPath };
  const path = explorePath(project);
  if (existsSync(path) || !existsSync(fullPath)) return { path, fullPath };
  throw new UserError(
    `${path}: there is no such file. An earlier version of closedloop, or \`explore: full\`, published these tables. Run \`closedloop build\`, or add --full to ask the full file, which has personal data.`,
    2,
  );
}

/** The same for a project folder; reads only its closedloop.yaml. */
export const readQuestionFile = async (folder: string, options: { readonly full?: boolean | undefined }) =>
  findQuestionFile({ folder, config: await readConfig(folder) }, options);
