/** The pages that people read, and what a reader can follow in them: headings, links, examples. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Page {
  /** Path from the root of the repository. */
  readonly path: string;
  readonly text: string;
}

const readPage = (path: string): Page => ({ path, text: readFileSync(path, "utf8") });

/** Every page of `docs/`, the pages at the root, and those that lie beside what they explain. */
export const pages: readonly Page[] = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file).replaceAll("\\", "/"))
    .sort(),
  "seeds/example/README.md",
  "test/cases/README.md",
  "bench/RESULTS.md",
].map(readPage);

/** One page by its path; a page that does not exist is an error. */
export function pageOf(path: string): Page {
  const page = pages.find((one) => one.path === path);
  if (!page) throw new Error(`there is no page ${path}`);
  return page;
}

/** A block of code: its language, e.g. `sh`, or none for output, and its lines. */
export const fence = /^ *```(\w*)\n([\s\S]*?)^ *```$/gm;

/** A page without its blocks of code: there `#` and `[` mean something else. */
const proseOf = (text: string) => text.replace(fence, "");

/** The headings of a page with their level, e.g. `## 3. Cycles` gives 2 and "3. Cycles". */
export const headingsOf = ({ text }: Page): { level: number; title: string; line: number }[] =>
  [...proseOf(text).matchAll(/^(#{1,6}) +(.+?) *$/gm)].map(({ 1: marks, 2: title, index }) => ({
    level: marks!.length,
    title: title!,
    line: index,
  }));

/** The text below a heading that the test accepts, up to the next heading of its level or a higher one; null: no such heading. */
export function sectionOf(page: Page, isWanted: (title: string, level: number) => boolean): string | null {
  const headings = headingsOf(page);
  const at = headings.findIndex(({ title, level }) => isWanted(title, level));
  if (at < 0) return null;
  const end = headings.slice(at + 1).find(({ level }) => level <= headings[at]!.level)?.line;
  return proseOf(page.text).slice(headings[at]!.line, end);
}

/** The anchors of a page, as GitHub makes them of headings. */
export function anchorsOf(page: Page): Set<string> {
  const anchors = new Set<string>();
  for (const { title } of headingsOf(page)) {
    const plain = title.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const slug = plain.replace(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(" ", "-");
    let anchor = slug;
    for (let again = 1; anchors.has(anchor); again++) anchor = `${slug}-${again}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** The targets of a page's links, without those that lead to the web. */
export const linksOf = ({ text }: Page): string[] =>
  [
    ...proseOf(text)
      .replace(/`[^`\n]*`/g, "code")
      .matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g),
  ]
    .map(([, target]) => target!)
    .filter((target) => !/^https?:/.test(target));

/** The first cells of the rows of a page's tables, as they are written. */
export const firstCellsOf = (text: string): string[] =>
  [...text.matchAll(/^\| *((?:[^|\\]|\\.)*?) *\|/gm)].map(([, cell]) => cell!);

/** The words set as code in a text. */
export const codeOf = (text: string): string[] => [...proseOf(text).matchAll(/`([^`\n]+)`/g)].map(([, word]) => word!);

/** The commands in a page's blocks of shell, each as its words. */
export const shellCommandsOf = ({ text }: Page): string[][] =>
  [...text.matchAll(fence)].flatMap(([, language, block]) => (language === "sh" ? splitCommands(block!) : []));

/** Commands of a shell script, each as its words without quotes; redirections and comments left out. */
export function splitCommands(script: string): string[][] {
  const commands: string[][] = [[]];
  const part = /\\\n|#[^\n]*|&&|[;\n|]|[<>]+ *\S+|(?:[^\s;|<>"'\\]|\\[^\n]|"[^"]*"|'[^']*')+/g;
  for (const [found] of script.matchAll(part)) {
    if (found === "\\\n" || /^[#<>]/.test(found)) continue;
    if (/^(&&|[;\n|])$/.test(found)) commands.push([]);
    else commands.at(-1)!.push(found.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"));
  }
  return commands.filter((words) => words.length > 0);
}

/** Of these commands those of the program, without `npx` and without the program's name. */
export const programCommandsOf = (commands: readonly string[][]): string[][] =>
  commands
    .map((words) => (words[0] === "npx" ? words.slice(1) : words))
    .filter(([first]) => first === "closedloop")
    .map(([, ...words]) => words);

/** Each block of shell with one or more commands of the program, and the lines that the block of output below it quotes. */
export const quotedOutputsOf = ({ text }: Page): { words: string[]; lines: string[] }[] =>
  [...text.matchAll(/^```sh\n([\s\S]*?)^```\n\n```\n([\s\S]*?)^```$/gm)].flatMap(([, script, output]) => {
    const words = programCommandsOf(splitCommands(script!)).at(-1);
    const lines = output!.split("\n").filter((line) => line.trim() !== "" && line.trim() !== "...");
    return words ? [{ words, lines }] : [];
  });
