/** Which folder imports which, in layers that follow from the imports themselves. */
import { dirname } from "node:path";
import { importsOf, typeScriptFilesIn } from "./imports.js";

export interface Folder {
  /** e.g. `src/build`; the folders of all adapters are one: `models/adapters/<product>/staging`. */
  readonly name: string;
  /** 0: imports no other folder; otherwise one more than the highest layer that it imports. */
  readonly layer: number;
  /** Every folder that it imports, types included. */
  readonly imports: readonly string[];
  /** Of these, the folders that none of the others imports: an arrow to each is enough to see all. */
  readonly arrows: readonly string[];
}

/** The folders of the repository that are drawn: all but the tests. */
export const folderRoots = ["src", "models", "reports", "seeds", "bench"] as const;

/** The folder of a file; adapters have the same folders, and import no other adapter. */
export const folderOf = (file: string): string =>
  dirname(file).replace(/^models\/adapters\/[^/]+/, "models/adapters/<product>");

/** The folders with TypeScript below some folders, the lowest layer first. The imports must not form a circle. */
export function readFolderGraph(...roots: readonly string[]): Folder[] {
  const files = typeScriptFilesIn(...roots);
  const edges = importsOf(files).map(({ from, to }) => [folderOf(from), folderOf(to)] as const);
  return layeredFolders([...new Set(files.map(folderOf))], edges);
}

export function layeredFolders(
  names: readonly string[],
  edges: readonly (readonly [from: string, to: string])[],
): Folder[] {
  const imports = new Map(names.map((name) => [name, new Set<string>()]));
  for (const [from, to] of edges) if (from !== to) imports.get(from)?.add(to);
  const importsOfFolder = (name: string) => [...(imports.get(name) ?? [])].sort();

  const layers = new Map<string, number>();
  const layerOf = (name: string): number => {
    const known = layers.get(name);
    if (known !== undefined) return known;
    const layer = Math.max(0, ...importsOfFolder(name).map((below) => layerOf(below) + 1));
    layers.set(name, layer);
    return layer;
  };
  const reaches = (from: string, to: string): boolean =>
    importsOfFolder(from).some((below) => below === to || reaches(below, to));

  const folders = [...imports.keys()].map((name) => ({
    name,
    layer: layerOf(name),
    imports: importsOfFolder(name),
    arrows: importsOfFolder(name).filter((to) => !importsOfFolder(name).some((other) => reaches(other, to))),
  }));
  return folders.sort((one, other) => one.layer - other.layer || (one.name < other.name ? -1 : 1));
}

/** One line per folder, the highest layer first: `3  src/config  -> src/base, src/table, src/text`. */
export function listFolders(folders: readonly Folder[]): string {
  const width = Math.max(...folders.map(({ name }) => name.length));
  return [...folders]
    .reverse()
    .map(({ name, layer, imports }) =>
      `${String(layer).padStart(2)}  ${name.padEnd(width)}  -> ${imports.join(", ")}`.replace(/ +-> $/, ""),
    )
    .join("\n");
}
