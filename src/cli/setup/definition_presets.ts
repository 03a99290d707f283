import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../base/errors.js";
import { packageRoot } from "../../base/package_root.js";

/** The definition that `closedloop init` uses by default. */
export const defaultPreset = "two-axis";
/** The value of `--definition` for a project without a definition. */
export const noPreset = "none";

const presetsFolder = () => join(packageRoot(), "seeds", "definitions");

/** The files of a shipped definition, as name and content; a UserError (exit 2) if there is no preset of that name. */
export async function readPresetFiles(preset: string): Promise<[string, Buffer][]> {
  const entries = await readdir(presetsFolder(), { withFileTypes: true });
  const presets = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  if (!presets.includes(preset)) {
    throw new UserError(
      `--definition: found "${preset}", expected one of ${presets.join(", ")}, or ${noPreset} for a project without a definition`,
      2,
    );
  }
  const folder = join(presetsFolder(), preset);
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map(async (name): Promise<[string, Buffer]> => [name, await readFile(join(folder, name))]));
}
