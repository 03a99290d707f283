import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { readPictureFonts } from "./fonts.js";

/** Pixels for a unit of the picture: sharp on a slide. */
const zoom = 2;

let resvgModule: Promise<typeof import("@resvg/resvg-wasm")> | undefined;

/** A picture in pixels, with letters of its own: it looks the same on a machine that has no fonts. */
export async function renderPng(svg: string): Promise<Uint8Array> {
  resvgModule ??= loadResvg();
  const { Resvg } = await resvgModule;
  const picture = new Resvg(svg, {
    fitTo: { mode: "zoom", value: zoom },
    font: { fontBuffers: readPictureFonts(), defaultFontFamily: "Inter" },
  });
  return picture.render().asPng();
}

/** WebAssembly may be initialised once in a process. */
async function loadResvg(): Promise<typeof import("@resvg/resvg-wasm")> {
  const resvg = await import("@resvg/resvg-wasm");
  await resvg.initWasm(await readFile(createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm")));
  return resvg;
}
