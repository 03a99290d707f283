import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const weights = [400, 600] as const;
type Weight = (typeof weights)[number];

const require = createRequire(import.meta.url);
const readFont = (script: string, weight: Weight): Buffer =>
  readFileSync(require.resolve(`@fontsource/inter/files/inter-${script}-${weight}-normal.woff2`));

/** Inter (SIL Open Font License) for pictures: Latin, Greek and Cyrillic letters. */
export const readPictureFonts = (): Buffer[] =>
  ["latin", "latin-ext", "greek", "cyrillic", "vietnamese"].flatMap((script) =>
    weights.map((weight) => readFont(script, weight)),
  );

/** Inter for a page: the Western European letters, inside the style sheet, because a page loads nothing. */
export const renderFontFaces = (): string =>
  weights
    .map(
      (weight) =>
        `@font-face { font-family: Inter; font-weight: ${weight}; src: url(data:font/woff2;base64,${readFont("latin", weight).toString("base64")}) format("woff2"); }`,
    )
    .join("\n");
