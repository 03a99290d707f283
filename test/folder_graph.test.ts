import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { folderRoots, layeredFolders, listFolders, readFolderGraph } from "./support/folder_graph.js";
import { drawFolders } from "./support/layered_drawing.js";

const folders = layeredFolders(
  ["report", "marts", "engine", "words"],
  [
    ["engine", "words"],
    ["marts", "engine"],
    ["marts", "words"],
    ["report", "marts"],
    ["report", "words"],
    ["report", "report"],
  ],
);

test("a folder is one layer above the highest folder that it imports", () => {
  expect(folders.map(({ name, layer }) => [name, layer])).toEqual([
    ["words", 0],
    ["engine", 1],
    ["marts", 2],
    ["report", 3],
  ]);
});

test("an import that other imports lead to as well is listed, and has no arrow", () => {
  expect(folders.at(-1)).toMatchObject({ imports: ["marts", "words"], arrows: ["marts"] });
  expect(listFolders(folders).split("\n")[0]).toBe(" 3  report  -> marts, words");
});

test("the drawing has a box per folder, and an arrow to each folder below", () => {
  const svg = drawFolders(folders);
  expect([...svg.matchAll(/<rect x=/g)]).toHaveLength(4);
  expect([...svg.matchAll(/marker-end=/g)]).toHaveLength(3);
});

test("docs/folders.svg shows the imports as they are; if not, run `npx tsx test/folder_graph.ts`", () => {
  const drawing = drawFolders(readFolderGraph(...folderRoots));
  expect(readFileSync("docs/folders.svg", "utf8") === drawing).toBe(true);
});
