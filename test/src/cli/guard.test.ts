import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { questionMemory } from "../../../src/base/question_limits.js";
import { guard } from "../../../src/cli/guard.js";
import { createProgram } from "../../../src/cli/program.js";
import { isQuestion, questionNames } from "../../../src/cli/question_names.js";
import { temporaryFolder } from "../../support/cli.js";

/** Guards a script; returns its exit code and what the guard printed. */
async function guarded(script: string, memoryLimit?: number) {
  const entry = join(temporaryFolder(), "entry.mjs");
  writeFileSync(entry, script);
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    return { code: await guard(entry, [], memoryLimit), told: write.mock.calls.join("") };
  } finally {
    write.mockRestore();
  }
}

test("every command that asks questions has a guard, and no other", () => {
  const asks = createProgram("0").commands.filter((command) => command.helpGroup() === "Ask questions:");
  expect(asks.map((command) => command.name())).toEqual(questionNames);
  expect([["sql", "select 1"], ["query"], ["run"], ["--help"], []].map(isQuestion)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test.each([
  ["process.exit(0)", 0, ""],
  ["process.exit(3)", 3, ""],
  ["process.on('message', () => {}); process.send({ ended: 2 })", 2, ""],
  ["process.exit(1)", 70, ""],
  ["process.exit(134)", 70, ""],
  [
    "process.kill(process.pid, 'SIGKILL')",
    4,
    /^closedloop: The query was ended by SIGKILL: likely because memory ran out; ask for fewer/,
  ],
  ["process.kill(process.pid, 'SIGABRT')", 4, /ended by SIGABRT: likely because memory ran out/],
  ["process.kill(process.pid, 'SIGSEGV')", 4, /ended by SIGSEGV: ask in another way/],
  ["process.kill(process.pid, 'SIGTERM')", 143, ""],
])("a process that ends itself by %s gives the exit code %i", async (script, code, told) => {
  expect(await guarded(script)).toEqual({ code, told: typeof told === "string" ? told : expect.stringMatching(told) });
});

test("a process that does not stop at its time limit is killed, and its files go", async () => {
  const folder = temporaryFolder();
  const partial = join(folder, "answer.csv.1.partial");
  const { code, told } = await guarded(`
    import { mkdirSync, writeFileSync } from "node:fs";
    import { tmpdir } from "node:os";
    import { join } from "node:path";
    writeFileSync(${JSON.stringify(partial)}, "half");
    mkdirSync(join(tmpdir(), "spill"));
    process.send({ partial: ${JSON.stringify(partial)} });
    process.send({ timeoutSeconds: -0.9 }, () => { for (;;); });`);
  expect({ code, told }).toEqual({ code: 4, told: expect.stringContaining("stopped at its time limit") });
  expect(readdirSync(folder)).toEqual([]);
});

test("a process that uses too much memory is killed", async () => {
  const { code, told } = await guarded(
    "const kept = []; setInterval(() => kept.push(Buffer.alloc(2e7, 1)), 1)",
    250 * 2 ** 20,
  );
  expect({ code, told }).toEqual({ code: 4, told: expect.stringContaining("stopped at its memory limit of 0.2 GiB") });
});

test("a small machine keeps a part of its memory, and DuckDB's limit is below that of the process", () => {
  const gib = 2 ** 30;
  expect(questionMemory(64 * gib)).toEqual({ process: 3 * gib, database: 2e9 });
  expect(questionMemory(2 * gib)).toEqual({ process: 1.5 * gib, database: Math.floor(0.65 * 1.5 * gib) });
});

test("all temporary files of the process are in one folder, which goes with it", async () => {
  const place = join(temporaryFolder(), "place");
  const script = `
    import { writeFileSync } from "node:fs"; import { tmpdir } from "node:os"; import { join } from "node:path";
    writeFileSync(join(tmpdir(), "spilled"), ""); writeFileSync(${JSON.stringify(place)}, tmpdir());`;
  expect(await guarded(script)).toEqual({ code: 0, told: "" });
  const scratch = readFileSync(place, "utf8");
  expect(scratch.startsWith(join(tmpdir(), "closedloop-"))).toBe(true);
  expect(existsSync(scratch)).toBe(false);
});
