/** The questions that --help, the README, docs/ and the saved queries ask: typed as they are printed, each finds something. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { helpExamples } from "../../src/cli/help.js";
import { readWarehousePath } from "../../src/config/project_paths.js";
import { table } from "../../src/query/formats/table.js";
import { runQuery } from "../../src/query/run_query.js";
import { bindParams, listSavedQueries, readSavedQuery } from "../../src/query/saved_queries.js";
import { withReader } from "../../src/query/sealed_reader.js";
import { pages, programCommandsOf, quotedOutputsOf, shellCommandsOf, splitCommands } from "../docs/pages.js";
import { closedloop, exampleClock, queryProject, temporaryFolder } from "../support/cli.js";

const { project: example } = inject("exampleNight");
const ends: (() => void)[] = [];
let demo: string;

beforeAll(async () => {
  demo = join(
    temporaryFolder((end) => ends.push(end)),
    "demo",
  );
  // What `npm run demo` makes: the numbers and ids in the pages are of this company.
  await closedloop(["example", "--leads", "2000", "--seed", "1", "--out", demo]);
  expect(await closedloop(["run", "--project", demo, ...exampleClock])).toMatchObject({ code: 0 });
});
afterAll(() => {
  for (const end of ends) end();
});

const questions = ["sql", "query", "chart", "reconcile", "explain"];
/** What stands for the reader's own: an address, and a dimension that only a configuration has. */
const placeholders = ["ada@acme.example", "dimension=product_interest"];

/** Whether a command can be typed as it is printed: it asks a question, and its list of MQLs is there. */
const isAnswerable = ([name, ...rest]: readonly string[], folder: string) =>
  questions.includes(name!) &&
  !rest.some((word) => placeholders.includes(word)) &&
  // Without a query it reads one from standard input.
  !(name === "sql" && rest.every((word, at) => word.startsWith("-") || rest[at - 1]?.startsWith("-"))) &&
  !(name === "reconcile" && !existsSync(join(folder, rest[0]!)));

/** The command over the demo, or over the hand-made example where it says so. */
function overProject(words: readonly string[]): string[] {
  const at = words.indexOf("--project");
  if (at < 0) return [...words, "--project", demo];
  return words.with(at + 1, words[at + 1] === "../example" ? example : demo);
}

/** What a command prints. Saved and typed queries are answered in this process: a new one for each takes a second. */
async function answer(words: readonly string[], folder: string): Promise<string> {
  const project = overProject(words).at(overProject(words).indexOf("--project") + 1)!;
  const withValue = ["--project", "--param"];
  const [asked, ...others] = words
    .slice(1)
    .filter((_, at) => !withValue.includes(words[at]!) && !withValue.includes(words[at + 1]!));
  const isPlain =
    ["sql", "query"].includes(words[0]!) && asked !== undefined && asked !== "list" && others.length === 0;
  if (!isPlain) {
    const { code, stdout, stderr } = await closedloop(overProject(words), folder);
    expect({ words, code, stderr }).toMatchObject({ code: 0 });
    return stdout + stderr;
  }
  const params = words.filter((_, at) => words[at - 1] === "--param").map((word) => word.split(/=(.*)/s).slice(0, 2));
  const saved = words[0] === "query" ? readSavedQuery("queries", asked) : undefined;
  const binds = saved && bindParams(saved, Object.fromEntries(params));
  return withReader(await readWarehousePath(project), async (reader) => {
    const printed: string[] = [];
    for await (const part of table(await runQuery(reader, saved?.sql ?? asked, binds))) printed.push(part);
    return printed.join("");
  });
}

const answered = new Set<string>();

/** Each command answers, and with a row; a command that another page asked is not asked again. */
async function expectAnswers(commands: readonly string[][]): Promise<void> {
  const folder = temporaryFolder();
  for (const words of commands) {
    const command = JSON.stringify(overProject(words));
    if (!isAnswerable(words, folder) || (answered.has(command) && !words.includes("--out"))) continue;
    answered.add(command);
    const end = (await answer(words, folder)).split("\n").at(-2) ?? "";
    expect({ words, end }).not.toEqual({ words, end: "(0 rows)" });
  }
}

for (const page of pages) {
  const commands = programCommandsOf(shellCommandsOf(page));
  if (!commands.some(([name]) => questions.includes(name!))) continue;
  test(`the questions in ${page.path} find something`, () => expectAnswers(commands));
}

test("the questions in --help find something", () =>
  expectAnswers(programCommandsOf(helpExamples.split("\n").flatMap((line) => splitCommands(line.trim())))));

test("the example of each saved query finds something in the demo", () =>
  expectAnswers(programCommandsOf(listSavedQueries("queries").flatMap(({ example: line }) => splitCommands(line)))));

test("the outcomes that --help and the README ask for add up to the funnel", async () => {
  const outcomes = await queryProject(
    demo,
    "select count(*) as mqls, count(*) filter (where outcome = 'won') as won from marts.mql_cycles where cycle_no > 0",
  );
  const funnel = "select mqls, reached_won as won from marts.funnel where period_kind = 'all' and dimension = 'all'";
  expect(outcomes).toEqual(await queryProject(demo, funnel));
});

describe("what the pages quote of an answer is in it", () => {
  const plain = (line: string) => line.replace(/[\s-]+/g, " ").trim();

  for (const page of pages) {
    const quotes = quotedOutputsOf(page).filter(({ words }) => words.includes("demo") && questions.includes(words[0]!));
    for (const { words, lines } of quotes) {
      test(`${page.path}: ${words.slice(0, 2).join(" ").slice(0, 80)}`, async () => {
        const folder = temporaryFolder();
        // An example may need the file that the command before it writes.
        const before = programCommandsOf(shellCommandsOf(page)).filter((one) => one.includes("--out"));
        if (words[0] === "reconcile") await closedloop(overProject(before[0]!), folder);
        const printed = (await answer(words, folder)).split("\n").map(plain);
        const isPrinted = (line: string) => {
          const quoted = plain(line);
          if (!quoted.endsWith("...")) return printed.includes(quoted);
          return printed.some((one) => one.startsWith(quoted.slice(0, -3).trim()));
        };
        expect(lines.filter((line) => !isPrinted(line))).toEqual([]);
      });
    }
  }
});
