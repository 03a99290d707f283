/**
 * `npx tsx test/folder_graph.ts`: lists the folders, the highest layer first, each with the folders that it imports, and
 * draws them in docs/folders.svg. Layers and arrows follow from the imports: there is no second list of them here.
 */
import { writeFileSync } from "node:fs";
import { folderRoots, listFolders, readFolderGraph } from "./support/folder_graph.js";
import { drawFolders } from "./support/layered_drawing.js";

const folders = readFolderGraph(...folderRoots);
console.log(listFolders(folders));
writeFileSync("docs/folders.svg", drawFolders(folders));
