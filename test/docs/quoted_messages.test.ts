/** Messages that pages quote must be those of the product: who searches for what the screen shows finds the page. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { typeScriptFilesIn } from "../support/imports.js";
import { codeOf, fence, type Page, pages } from "./pages.js";

const wordsOf = (text: string) =>
  text
    .replace(/[^\p{L}\p{N}%/'_.-]+/gu, " ")
    .trim()
    .split(" ");

/** The pairs of words that follow each other in what the product prints; values in a message end a pair. */
const printed = new Set(
  typeScriptFilesIn("src", "models", "seeds/company").flatMap((file) => {
    const source = readFileSync(file, "utf8").replace(/["`]\s*\+\s*["`]/g, "");
    return source.split(/\$\{[^{}"]*\}/).flatMap((part) => pairsOf(wordsOf(part)));
  }),
);

function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, at) => `${words[at]} ${word}`.toLowerCase());
}

/** A word that a message takes from the user's files, e.g. a name, a number or a header. */
const isValue = (word: string) => /\d|[_./-]|[A-Z]|^(crm|map|hub)$/.test(word);

/** The pairs of words of a quoted message that no message of the product has. */
function unknownPairs(quoted: string): string[] {
  const parts = quoted.replace(/"[^"]*"|'[^']*'/g, " ... ").split(/\.\.\.|[:;,()]/);
  return parts.flatMap((part) => {
    const words = wordsOf(part);
    return pairsOf(words).filter((pair, at) => !isValue(words[at]!) && !isValue(words[at + 1]!) && !printed.has(pair));
  });
}

/** How lines of progress and of errors begin. */
const isMessage = (line: string) =>
  /^ *(closedloop[:.]|crm: |definition\/|reference\/|quarantine: |rejected: |left |waiting |loaded: |data quality: )/.test(
    line,
  );

/** What a page quotes: code in the first column of tables headed "you see" or "Printed", and messages in blocks of output. */
function quotesOf({ text }: Page): string[] {
  const blocks = [...text.matchAll(fence)].flatMap(([, language, block]) =>
    language === "" ? block!.split("\n").filter(isMessage) : [],
  );
  const tables = [...text.matchAll(/^\| (?:you see|Printed) \|.*\n\|.*\n((?:\|.*\n)*)/gm)].map(([, rows]) => rows!);
  return [...blocks, ...tables.flatMap((rows) => rows.split("\n").flatMap((row) => codeOf(row.split(" | ")[0]!)))];
}

for (const page of pages.filter((one) => quotesOf(one).length > 0)) {
  test(`${page.path} quotes messages as the product prints them`, () => {
    const wrong = quotesOf(page).flatMap((quoted) =>
      unknownPairs(quoted).map((pair) => `${quoted}: no message has "${pair}"`),
    );
    expect(wrong).toEqual([]);
  });
}
