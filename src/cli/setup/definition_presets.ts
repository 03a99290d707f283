import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../base/errors.js";
import { packageRoot } from "../../base/package_root.js";

/** The definition of a new project that asks for no other. */
export const defaultPreset = "two-axis";
/** In place of a preset's name: a project without a definition. */
export const noPreset = "none";

const presetsFolder = () => join(packageRoot(), "seeds", "definitions");

/** The files of a shipped definition, by their names; a UserError (exit 2) where no preset is called so. */
export async function readPresetFiles(preset: string): Promise<[string, Buffer][]> {
  const entries = await readdir(presetsFolder(), { withFileTypes: true });
  const presets = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  if (!presets.includes(preset)) {
    throw new UserError(
      `--definition: found "${preset}", expected one of ${presets.join(", ")}, or ${noPreset} for a project without`,
      2,
    );
  }
  const folder = join(presetsFolder(), preset);
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map(async (name): Promise<[string, Buffer]> => [name, await readFile(join(folder, name))]));
}
