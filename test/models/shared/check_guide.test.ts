import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkGuide } from "../../../models/shared/check_guide.js";
import { typeScriptFilesIn } from "../../support/imports.js";

test("the guide has each check of the models, so that no finding stands among those of files by mistake", () => {
  const named = typeScriptFilesIn("models").flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/\bqualityCheck\(\s*"([^"]+)"/g)].map(([, check]) => check!),
  );
  expect(named.length).toBeGreaterThan(40);
  expect([...new Set(named)].filter((check) => !(check in checkGuide))).toEqual([]);
});
