/** The imports between source files, with those of types. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

export interface Import {
  /** Path from the root of the repository, e.g. `src/load/load_contract.ts`. */
  readonly from: string;
  readonly to: string;
}

/** All `.ts` files below the folders, sorted. */
export const typeScriptFilesIn = (...folders: readonly string[]): string[] =>
  folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) =>
        join(folder, file).replaceAll("\\", "/"),
      ),
    )
    .filter((file) => file.endsWith(".ts"))
    .sort();

const importStatement = /(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g;

/** All relative imports of the files. */
export const importsOf = (files: readonly string[]): Import[] =>
  files.flatMap((from) =>
    [...readFileSync(from, "utf8").matchAll(importStatement)].map(([, path]) => ({
      from,
      to: normalize(join(dirname(from), path!)).replace(/\.js$/, ".ts"),
    })),
  );

/** Groups of nodes that reach each other, i.e. circles, by Tarjan's algorithm. */
export function circlesIn(edges: readonly (readonly [from: string, to: string])[]): string[][] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of edges) {
    if (from === to) continue;
    next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    stack.push(node);
    for (const other of next.get(node) ?? []) {
      if (!index.has(other)) {
        visit(other);
        low.set(node, Math.min(low.get(node)!, low.get(other)!));
      } else if (stack.includes(other)) low.set(node, Math.min(low.get(node)!, index.get(other)!));
    }
    if (low.get(node) !== index.get(node)) return;
    const group = stack.splice(stack.indexOf(node));
    if (group.length > 1) circles.push(group.sort());
  };
  for (const node of next.keys()) if (!index.has(node)) visit(node);
  return circles;
}
