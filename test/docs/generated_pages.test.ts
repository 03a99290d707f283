import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generatedPages } from "../../docs/generator/pages.js";

for (const [path, render] of Object.entries(generatedPages)) {
  test(`${path} is what \`npm run docs\` writes`, async () => {
    expect(readFileSync(path, "utf8")).toBe(await render());
  });
}
