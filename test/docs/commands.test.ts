/** Commands that pages and messages name must exist, with these options. */
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { helpExamples } from "../../src/cli/help.js";
import { createProgram } from "../../src/cli/program.js";
import { listSavedQueries } from "../../src/query/saved_queries.js";
import { typeScriptFilesIn } from "../support/imports.js";
import { codeOf, pages, programCommandsOf, shellCommandsOf, splitCommands } from "./pages.js";

const program = createProgram("");
const commandOf = (name: string | undefined) => program.commands.find((command) => command.name() === name);

/** What is wrong with a command line; undefined: nothing. */
function mistakeIn(words: readonly string[]): string | undefined {
  const line = `closedloop ${words.join(" ")}`;
  const [name, ...rest] = words;
  // `closedloop --help` and `closedloop COMMAND --help`.
  if (name === undefined || name === "COMMAND" || name === "--help") return undefined;
  const command = commandOf(name);
  if (!command) return `${line}: there is no command ${name}`;
  const unknown = rest.find((word) => word.startsWith("-") && word !== "--help" && !hasOption(command, word));
  return unknown && `${line}: ${name} has no option ${unknown}`;
}

const hasOption = (command: Command, word: string) =>
  command.options.some(({ short, long }) => word === short || word === long);

const wrongOf = (commands: readonly string[][]) => commands.map(mistakeIn).filter((mistake) => mistake !== undefined);

for (const page of pages) {
  test(`the commands in ${page.path} exist, with their options`, () => {
    const inText = codeOf(page.text).flatMap(splitCommands);
    expect(wrongOf(programCommandsOf([...shellCommandsOf(page), ...inText]))).toEqual([]);
  });
}

test("the commands in the examples of --help and of the saved queries exist, with their options", () => {
  const lines = helpExamples.split("\n").map((line) => line.trim().replace(/ {2,}.*/, ""));
  const examples = [...lines, ...listSavedQueries("queries").map(({ example }) => example)];
  expect(wrongOf(programCommandsOf(examples.flatMap(splitCommands)))).toEqual([]);
});

test("no example counts entries without an MQL as MQLs", () => {
  const commands = [
    ...pages.flatMap(shellCommandsOf),
    ...helpExamples.split("\n").flatMap((line) => splitCommands(line.trim())),
  ];
  const queries = programCommandsOf(commands).flatMap(([name, ...rest]) => (name === "sql" ? [rest.join(" ")] : []));
  const ofCycles = queries.filter((query) => query.includes("from marts.mql_cycles"));
  expect(ofCycles.length).toBeGreaterThan(3);
  expect(ofCycles.filter((query) => !query.includes("where cycle_no > 0"))).toEqual([]);
});

test("the commands that messages name exist", () => {
  const named = typeScriptFilesIn("src", "models", "reports", "seeds").flatMap((file) =>
    [...withoutComments(readFileSync(file, "utf8")).matchAll(/\bclosedloop ([a-z]+)/g)]
      .map(([, word]) => word!)
      .filter((word) => !isProse(word) && !commandOf(word))
      .map((word) => `${file}: closedloop ${word}`),
  );
  expect(named).toEqual([]);
});

test("the commands in the texts of the shipped projects exist", () => {
  const files = ["seeds/example/closedloop.yaml", "seeds/definitions/two-axis/definition.yaml"];
  const named = files.flatMap((file) => [...readFileSync(file, "utf8").matchAll(/\bclosedloop ([a-z]+)/g)]);
  expect(named.map(([, word]) => word!).filter((word) => !isProse(word) && !commandOf(word))).toEqual([]);
});

/** Words behind the name of the product in a sentence: "closedloop reads ...", "made by closedloop from ...". No command is one. */
const isProse = (word: string) => word.endsWith("s") || ["and", "or", "from", "above"].includes(word);

const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
