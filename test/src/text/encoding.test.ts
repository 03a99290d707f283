import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { guessEncoding } from "../../../src/text/encoding.js";
import { copyFileHead } from "../../../src/text/file_head.js";
import { temporaryFolder } from "../../support/cli.js";

async function* chunksOf(...chunks: readonly (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}
const latin1 = (text: string) => Buffer.from(text, "latin1");

test.each([
  ["plain text", [Buffer.from("Id,Name\n1,Jose\n")], "ascii"],
  ["UTF-8", [Buffer.from("Id,Name\n1,José\n")], "utf-8"],
  [
    "UTF-8 with a character that is split between two chunks",
    [Buffer.from([0x4a, 0xc3]), Buffer.from([0xa9, 10])],
    "utf-8",
  ],
  ["UTF-8 with a value that was damaged before", [Buffer.from("Jos\ufffd,M\ufffdller")], "utf-8"],
  ["Latin-1", [latin1("Id,Name\n1,José\n")], "latin-1"],
  ["Latin-1 at the very end of a long text", [Buffer.alloc(1 << 20, "a"), latin1("é")], "latin-1"],
  ["Latin-1 with a few values in UTF-8", [latin1("José Núñez Müller"), Buffer.from("Á")], "latin-1"],
  ["UTF-8 with a few values in Latin-1", [Buffer.from("José Núñez Müller"), latin1("é,")], "utf-8"],
  ["windows-1252, whose quotes are none in Latin-1", [Buffer.from([0x49, 0x92, 0x6d, 0xe9, 0x2c])], "windows-1252"],
] as const)("the bytes of a text tell its encoding: %s", async (_, chunks, encoding) => {
  expect(await guessEncoding(chunksOf(...chunks))).toBe(encoding);
});

test("the head of a long file ends with a whole line, also of a packed one; a short or damaged file is left as it is", async () => {
  const folder = temporaryFolder();
  const write = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const text = `id,name\n${Array.from({ length: 400 }, (_, at) => `${at},some name\n`).join("")}`;
  const head = (path: string) => copyFileHead(path, folder, 1000);
  for (const path of [write("long.csv", text), write("packed.csv.gz", gzipSync(text))]) {
    const { path: copy, share } = await head(path);
    expect(share).toBeLessThan(1);
    expect(text.startsWith(readFileSync(copy, "utf8"))).toBe(true);
    expect(readFileSync(copy, "utf8")).toMatch(/\n$/);
  }
  const whole = [
    write("short.csv", "id\n1\n"),
    write("long.json", `[${"1,".repeat(2000)}1]`),
    write("damaged.csv.gz", gzipSync(text).subarray(0, 40)),
    write("one_line.csv", "x".repeat(3000)),
  ];
  for (const path of whole) expect(await head(path)).toEqual({ path, share: 1 });
});
