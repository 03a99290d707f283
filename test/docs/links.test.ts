import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { anchorsOf, codeOf, linksOf, pageOf, pages } from "./pages.js";

const anchors = new Map(pages.map((page) => [page.path, anchorsOf(page)]));

for (const page of pages) {
  test(`every link of ${page.path} leads to a file and a heading that exist`, () => {
    const dead = linksOf(page).filter((target) => {
      const [file, anchor] = target.split("#");
      const path = file === "" ? page.path : normalize(join(dirname(page.path), file!)).replace(/\/$/, "");
      if (!existsSync(path)) return true;
      return anchor !== undefined && !anchors.get(path)?.has(anchor);
    });
    expect(dead).toEqual([]);
  });
}

test("every page of docs/ is linked from the README", () => {
  const linked = new Set(linksOf(pageOf("README.md")).map((link) => link.split("#")[0]));
  const missing = pages.map(({ path }) => path).filter((path) => path.startsWith("docs/") && !linked.has(path));
  expect(missing).toEqual([]);
});

/** Files that a page tells the reader to make. */
const examples = /owner_workload|acme/;

for (const path of ["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/extending.md"]) {
  test(`every file and folder that ${path} names exists`, () => {
    const named = codeOf(pageOf(path).text).filter((word) =>
      /^(src|models|test|docs|queries|seeds|bench)\/[\w./-]+$/.test(word),
    );
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((word) => !examples.test(word) && !existsSync(word))).toEqual([]);
  });
}
