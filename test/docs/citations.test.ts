/** Code, tests and stories cite sections of the rules, e.g. "lifecycle.md 3 rule 4": each citation must lead somewhere. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { typeScriptFilesIn } from "../support/imports.js";
import { type Page, pageOf, pages, sectionOf } from "./pages.js";

const rules: Readonly<Record<string, Page>> = {
  lifecycle: pageOf("docs/lifecycle.md"),
  scoring: pageOf("docs/scoring.md"),
};

/** What is wrong with "3", "3 rule 4", "3 rules 2 and 5", "3 and 6", "2, 3" or "2 linked events" of a page; undefined: nothing. */
function mistakeIn(name: string, cited: string): string | undefined {
  const page = rules[name];
  if (!page) return `${name}.md ${cited}: only lifecycle.md and scoring.md have numbered sections`;
  const [, first, second, more = ""] = /^(\d+)(?:(?:,| and| to) (\d+))?(?: (.+))?$/.exec(cited) ?? [];
  const sections = [first, second].filter((number) => number !== undefined);
  if (sections.length === 0) return `${name}.md ${cited}: expected the number of a section`;
  for (const number of sections) {
    const text = sectionOf(page, (title, level) => level === 2 && title.startsWith(`${number}. `));
    if (text === null) return `${name}.md ${cited}: there is no section ${number}`;
    const numbers = /^rules? ([\d ,and]+)$/.exec(more)?.[1]?.match(/\d+/g) ?? [];
    const missing = numbers.find((rule) => !text.includes(`\n### Rule ${rule}: `));
    if (missing !== undefined) return `${name}.md ${cited}: section ${number} has no rule ${missing}`;
    if (numbers.length === 0 && !text.toLowerCase().includes(more.toLowerCase()))
      return `${name}.md ${cited}: section ${number} says nothing of "${more}"`;
  }
  return undefined;
}

const mistakesIn = (citations: readonly (readonly [name: string, cited: string])[]) =>
  citations.map(([name, cited]) => mistakeIn(name, cited)).filter((mistake) => mistake !== undefined);

test("the hand-worked cases cite rules that exist", () => {
  const cited = readdirSync("test/cases")
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => [...readFileSync(`test/cases/${file}`, "utf8").matchAll(/"rule": "([^"]*)"/g)])
    .map(([, rule]) => /^(\w+)\.md (.+)$/.exec(rule!)?.slice(1) ?? ["", rule!]);
  expect(cited.length).toBeGreaterThan(150);
  expect(mistakesIn(cited.map(([name, section]) => [name!, section!]))).toEqual([]);
});

/** Files of that ending that a user's project or an export may have. */
const notPages = new Set(["notes.md", "readme.md"]);

describe("pages and comments", () => {
  const files = [
    ...typeScriptFilesIn("src", "models", "reports", "seeds", "test", "bench", "docs"),
    ...readdirSync("test/cases").map((file) => `test/cases/${file}`),
  ].filter((file) => !file.startsWith("test/docs/"));
  const texts = [...pages, ...files.map((path) => ({ path, text: readFileSync(path, "utf8") }))];

  test("every citation leads to a section", () => {
    const mistakes = texts.flatMap(({ path, text }) =>
      mistakesIn(
        [...text.matchAll(/\b(lifecycle|scoring)\.md,? (?:section )?(\d+(?: (?:and|to) \d+)?)/g)].map(
          ([, name, cited]) => [name!, cited!],
        ),
      ).map((mistake) => `${path}: ${mistake}`),
    );
    expect(mistakes).toEqual([]);
  });

  test("every page that is cited exists", () => {
    const known = new Set(pages.map(({ path }) => path.split("/").at(-1)!));
    const missing = texts.flatMap(({ path, text }) =>
      [...text.matchAll(/\b([\w-]+\.md)\b/g)]
        .map(([, name]) => name!)
        .filter((name) => !known.has(name) && !notPages.has(name.toLowerCase()))
        .map((name) => `${path}: ${name}`),
    );
    expect(missing).toEqual([]);
  });
});

test("the stories of the hand-made example cite rules that exist", () => {
  const { text } = pageOf("seeds/example/README.md");
  const inBrackets = [...text.matchAll(/\(([^()]*)\)/g)].flatMap(([, inner]) => inner!.split(/, /));
  const cited = inBrackets.flatMap((word): (readonly [string, string])[] => {
    const [, rule] = /^3\.(\d)$/.exec(word) ?? [];
    if (rule) return [["lifecycle", `3 rule ${rule}`]];
    const [, name, section] = /^(section|scoring) (\d+)$/.exec(word) ?? [];
    return section ? [[name === "scoring" ? "scoring" : "lifecycle", section]] : [];
  });
  expect(cited.length).toBeGreaterThan(80);
  expect(mistakesIn(cited)).toEqual([]);
});
