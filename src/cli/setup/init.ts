import { lstat, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UserError } from "../../base/errors.js";
import { packageRoot } from "../../base/package_root.js";
import { printMessage } from "../../base/print_message.js";
import { defaultPreset, noPreset, readPresetFiles } from "./definition_presets.js";
import { exportsReadme, gitignore, type ProjectFileOptions, renderClosedloopYaml } from "./project_files.js";

export interface InitOptions extends ProjectFileOptions {
  /** A shipped definition, or `none`; default two-axis. */
  readonly definition?: string | undefined;
}

/** Makes a new project in `dir` and returns the paths of its files, relative to it; refuses before writing if any exists. */
export async function initProject(dir: string, options: InitOptions = {}): Promise<string[]> {
  const files = new Map<string, string | Buffer>([
    ["closedloop.yaml", renderClosedloopYaml(options)],
    [".gitignore", gitignore],
    ["exports/salesforce/README.md", exportsReadme],
    ...(await readShippedLookups()),
    ...(await readDefinitionFiles(options.definition)),
  ]);
  const names = [...files.keys()];
  // Beside versions of the team's own another one would decide in their place.
  await mustNotExist(dir, [...new Set(names.map((name) => name.replace(/^definition\/.*/, "definition")))]);
  for (const [name, content] of files) {
    const path = join(dir, name);
    // What lies in exports is personal data.
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

/** The first version holds from its date, and for the time before it too. */
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
  throw new UserError(`${found} exists already; nothing was written: init into an empty folder, or move it away`, 2);
}

/** Anything in the way counts, a link that leads nowhere and a file in place of a folder too. */
const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    ({ code }: NodeJS.ErrnoException) => {
      if (code === "ENOENT") return false;
      if (code === "ENOTDIR") return true;
      throw new UserError(`${path} cannot be looked at (${code}); give this user the right to`, 4);
    },
  );

/** `closedloop init`: makes the project and says what to do next. */
export async function init(dir: string, options: InitOptions): Promise<void> {
  const files = await initProject(dir, options);
  const place = dir === "." ? "" : ` in ${dir}`;
  printMessage(`${files.length} files made${place}. Put the exports into exports/salesforce, then: closedloop run`);
}
