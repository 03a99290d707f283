/** The commands that ask run in a process of their own: whatever ends it, no answer looks whole that is not. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { bombs } from "../bombs/bombs.js";
import { dropBomb } from "../bombs/drop_bomb.js";
import { createBareProject } from "../support/bare_project.js";
import { closedloop, temporaryFolder } from "../support/cli.js";

const main = resolve("dist/src/cli/main.js");
let folder: string;
let project: string;
let scratch: string;
beforeAll(async () => {
  const ends: (() => void)[] = [];
  folder = temporaryFolder((remove) => ends.push(remove));
  project = await createBareProject(
    join(folder, "acme"),
    "create schema marts; create table marts.people as select 'canary@secret.example' as email, 1 as n",
  );
  scratch = join(folder, "scratch");
  mkdirSync(scratch);
  return () => {
    for (const end of ends) end();
  };
});

/** One call that DuckDB cannot interrupt for a long time. */
const deaf = "select levenshtein(repeat('a', 300000), repeat('b', 300000))";
const many = "select range as n, repeat('x', 100) as text from range(200000000)";
const out = () => join(folder, "answers", "answer.csv");
const ask = (query: string, ...options: string[]) =>
  closedloop(["sql", query, "--project", project, ...options], ".", { TMPDIR: scratch });

/** Starts the command and waits until `isReady`, in a folder that takes its answer. */
async function start(query: string, options: readonly string[], isReady: () => boolean) {
  mkdirSync(join(folder, "answers"), { recursive: true });
  const guard = spawn(process.execPath, [main, "sql", query, "--project", project, ...options], {
    env: { ...process.env, TMPDIR: scratch },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void guard.kill("SIGKILL"));
  const ended = once(guard, "exit") as Promise<[number | null, string | null]>;
  const told = text(guard.stderr!);
  while (!isReady() && guard.exitCode === null) await delay(20);
  expect(guard.exitCode).toBe(null);
  return { guard, ended, told, answering: childOf(guard) };
}

/** The process that answers for a guard; Linux lists the children of a process. */
const childOf = ({ pid }: ChildProcess) => Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim());
const isAlive = (pid: number) => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};
const isWriting = () => left().some((name) => name.endsWith(".partial"));
const left = () => [...readdirSync(join(folder, "answers")), ...readdirSync(scratch)];

test("a call that cannot be interrupted is killed at its time limit, said once", async () => {
  const { code, stdout, stderr } = await ask(deaf, "--timeout", "1", "--out", join(folder, "deaf.csv"));
  expect({ code, stdout, stderr }).toEqual({
    code: 4,
    stdout: "",
    stderr: "closedloop: The query was stopped at its time limit of 1 s; ask for less data, or raise --timeout.\n",
  });
  expect([...readdirSync(folder).filter((name) => name.startsWith("deaf")), ...readdirSync(scratch)]).toEqual([]);
});

test.runIf(process.platform === "linux")("a killed process is exit 4, and what it wrote is gone", async () => {
  const { ended, told, answering } = await start(many, ["--out", out()], isWriting);
  process.kill(answering, "SIGKILL");
  expect(await ended).toEqual([4, null]);
  expect(await told).toMatch(/^closedloop: The query was ended by SIGKILL: likely because memory ran out; ask for/);
  expect(left()).toEqual([]);
});

test.runIf(process.platform === "linux").each(["SIGTERM", "SIGINT"] as const)(
  "%s ends both processes and removes what they wrote",
  async (signal) => {
    const { guard, ended, told, answering } = await start(many, ["--out", out()], isWriting);
    guard.kill(signal);
    expect(await ended).toEqual([null, signal]);
    expect([await told, isAlive(answering), left()]).toEqual(["", false, []]);
  },
);

test.runIf(process.platform === "linux")(
  "if the guard is killed, the other process removes its files and ends",
  async () => {
    const { guard, answering } = await start(many, ["--out", out()], isWriting);
    guard.kill("SIGKILL");
    while (isAlive(answering)) await delay(20);
    expect(left()).toEqual([]);
  },
);

test("a reader that is too slow for the time limit gets exit 4, never 0 with a part of the rows", async () => {
  const asked = spawn(process.execPath, [main, "sql", many, "--project", project, "-f", "csv", "--timeout", "1"]);
  const told = text(asked.stderr);
  const ended = once(asked, "exit");
  expect(await ended).toEqual([4, null]);
  asked.stdout.destroy();
  expect(await told).toContain("stopped at its time limit of 1 s");
});

test("a pipe gets every row, however slowly it is read; a reader that has enough is no error", async () => {
  const lines = async (query: string, reading: string) => {
    const command = `"${process.execPath}" "${main}" sql "${query}" --project "${project}" -f csv; echo "exit $?" >&2`;
    const shell = spawn("sh", ["-c", `{ ${command}; } | ${reading}`]);
    const told = text(shell.stderr);
    return [(await text(shell.stdout)).trim(), (await told).trim()];
  };
  expect(await lines("from range(300000)", "{ sleep 1; wc -l; }")).toEqual(["300001", "exit 0"]);
  expect(await lines("from range(30000000)", "head -n 2")).toEqual(["range\r\n0", "exit 0"]);
});

test.runIf(process.platform === "linux")("a full disk is exit 4: for the standard output and for --out", async () => {
  const full = spawn(process.execPath, [main, "sql", "from range(100000)", "--project", project, "-f", "csv"], {
    stdio: ["ignore", openSync("/dev/full", "w"), "pipe"],
  });
  const told = text(full.stderr!);
  expect(await once(full, "exit")).toEqual([4, null]);
  expect(await told).toContain("ENOSPC");
  mkdirSync(join(folder, "answers"), { recursive: true });
  writeFileSync(out(), "an older answer");
  for (const format of ["csv", "parquet"]) {
    // The shell limits the size of any file to 512 kB.
    const command = `ulimit -f 1000; "${process.execPath}" "${main}" sql "${many} limit 300000" --project "${project}" -f ${format} -o "${out()}"`;
    const limited = spawn("sh", ["-c", command], { env: { ...process.env, TMPDIR: scratch } });
    const [code] = await once(limited, "exit");
    expect([format, code, left()]).toEqual([format, 4, ["answer.csv"]]);
    expect(readFileSync(out(), "utf8")).toBe("an older answer");
  }
});

test("the time limit is a number of seconds", async () => {
  for (const wrong of ["abc", "-1"])
    expect(await ask("select 1", `--timeout=${wrong}`)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--timeout"),
    });
});

test("no error of a command quotes a person", async () => {
  const { code, stdout, stderr } = await ask("select email::integer from marts.people");
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).not.toContain("canary");
});

test("hostile statements are refused through the command too, and write nothing", async () => {
  const leak = join(folder, "leak.csv");
  const statements = [
    `copy marts.people to '${leak}'`,
    `select 1; copy marts.people to '${leak}'`,
    `explain analyze copy marts.people to '${leak}'`,
    `attach '${leak}'`,
    "set enable_external_access = true",
    "/* select */ pragma enable_profiling",
    "from enable_logging(storage = 'stdout')",
    "from read_text('/etc/passwd')",
    "from read_text('/proc/self/environ')",
    "from 'https://example.com/canary.csv'",
  ];
  for (const { code, stdout } of await Promise.all(statements.map((statement) => ask(statement))))
    expect([code, stdout]).toEqual([2, ""]);
  expect(readdirSync(folder)).not.toContain("leak.csv");
});

test("queries that need endless memory, depth or time end with 2 or 4; npm run bombs has more", async () => {
  const dropped = {
    "a text of two billion letters": 1,
    "brackets, a hundred thousand deep": 60,
    "a recursion that doubles its rows": 1,
  };
  const results = Object.entries(dropped).map(([name, timeout]) => dropBomb(project, bombs[name]!, timeout));
  for (const { code, message } of await Promise.all(results)) {
    expect([2, 4]).toContain(code);
    expect(message).toMatch(/^closedloop: /);
  }
});

test("without a usable temporary folder a question says so and exits with 4", async () => {
  const folder = temporaryFolder();
  const { code, stderr } = await closedloop(["sql", "select 1"], folder, { TMPDIR: join(folder, "gone") });
  expect({ code, stderr }).toEqual({
    code: 4,
    stderr: `closedloop: ${join(folder, "gone")}: no temporary folder can be made there (ENOENT); let TMPDIR name a folder that this user may write to\n`,
  });
});
