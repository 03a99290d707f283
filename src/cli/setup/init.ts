import { lstat, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UserError } from "../../base/errors.js";
import { packageRoot } from "../../base/package_root.js";
import { printMessage } from "../../base/print_message.js";
import { configFile } from "../../config/read_config.js";
import { defaultPreset, noPreset, readPresetFiles } from "./definition_presets.js";
import { exportsReadme, gitignore, type ProjectFileOptions, renderClosedloopYaml } from "./project_files.js";

interface InitOptions extends ProjectFileOptions {
  /** A shipped definition, or `none`; default two-axis. */
  readonly definition?: string | undefined;
}

/** Makes a project in `dir` and returns the paths of its files, relative to `dir`. A UserError (exit 2) before anything is written if one of them exists. */
export async function initProject(dir: string, options: InitOptions = {}): Promise<string[]> {
  const files = new Map<string, string | Buffer>([
    [configFile, renderClosedloopYaml(options)],
    [".gitignore", gitignore],
    ["exports/salesforce/README.md", exportsReadme],
    ...(await readShippedLookups()),
    ...(await readDefinitionFiles(options.definition)),
  ]);
  const names = [...files.keys()];
  // Not even another version may be added to the team's own definition folder, because the latest version decides.
  await mustNotExist(dir, [...new Set(names.map((name) => name.replace(/^definition\/.*/, "definition")))]);
  for (const [name, content] of files) {
    const path = join(dir, name);
    // Exports are personal data.
    const folder = dirname(path);
    await mkdir(folder, { recursive: true, ...(name.startsWith("exports/") ? { mode: 0o700 } : {}) });
    await writeFile(path, content, { flag: "wx" });
  }
  return names;
}

async function readShippedLookups(): Promise<[string, Buffer][]> {
  const shipped = join(packageRoot(), "seeds", "reference");
  const names = (await readdir(shipped)).sort();
  return Promise.all(
    names.map(async (name): Promise<[string, Buffer]> => [`reference/${name}`, await readFile(join(shipped, name))]),
  );
}

/** The first version of a definition also applies to the time before its date. */
async function readDefinitionFiles(preset = defaultPreset): Promise<[string, Buffer][]> {
  if (preset === noPreset) return [];
  const folder = `definition/${new Date().getFullYear()}-01-01`;
  return (await readPresetFiles(preset)).map(([name, content]) => [`${folder}/${name}`, content]);
}

async function mustNotExist(dir: string, names: readonly string[]): Promise<void> {
  const existing: string[] = [];
  for (const name of names) if (await exists(join(dir, name))) existing.push(name);
  if (existing.length === 0) return;
  const found = existing.map((name) => join(dir, name)).join(", ");
  throw new UserError(`${found} exists already; nothing was written. Use an empty folder, or move it away`, 2);
}

/** True if anything has this path: also a broken link, or a file where a folder is needed. */
const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    ({ code }: NodeJS.ErrnoException) => {
      if (code === "ENOENT") return false;
      if (code === "ENOTDIR") return true;
      throw new UserError(`${path} cannot be read (${code}); give this user permission`, 4);
    },
  );

/** `closedloop init`: makes the project and prints the next step. */
export async function init(dir: string, options: InitOptions): Promise<void> {
  const files = await initProject(dir, options);
  const place = dir === "." ? "" : ` in ${dir}`;
  printMessage(
    `${files.length} files created${place}. Put the exports into exports/salesforce, or name other systems under sources: in closedloop.yaml. Then: closedloop run`,
  );
}
