import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { readPictureFonts } from "./fonts.js";

/** Pixels per unit of the picture, enough for a slide. */
const zoom = 2;

let resvgModule: Promise<typeof import("@resvg/resvg-wasm")> | undefined;

/** Renders an SVG as PNG with its own fonts, so that it looks the same on a machine without fonts. */
export async function renderPng(svg: string): Promise<Uint8Array> {
  resvgModule ??= loadResvg();
  const { Resvg } = await resvgModule;
  const picture = new Resvg(svg, {
    fitTo: { mode: "zoom", value: zoom },
    font: { fontBuffers: readPictureFonts(), defaultFontFamily: "Inter" },
  });
  return picture.render().asPng();
}

/** WebAssembly can be initialised only once in a process. */
async function loadResvg(): Promise<typeof import("@resvg/resvg-wasm")> {
  const resvg = await import("@resvg/resvg-wasm");
  await resvg.initWasm(await readFile(createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm")));
  return resvg;
}
