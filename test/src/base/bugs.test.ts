import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { bugKind, bugPath, describeBug, keepBug, showBugsVariable } from "../../../src/base/bugs.js";

const quoting = () => new Error("Conversion Error: Could not convert 'ada@acme.test'\n    at ada@acme.test, LINE 1:");

test("a bug is told by its kind and its place in the code, without the values that it quotes", () => {
  const told = describeBug(quoting());
  expect(told).toMatch(/^this is a bug, please report it: Conversion Error: .*\n {4}at .*bugs\.test\.ts/);
  expect(told).toContain(`With the environment variable ${showBugsVariable}=1 the whole message is printed.`);
  expect(told).not.toContain("ada@");
  expect(bugKind(new TypeError("x is not a function: ada@acme.test"))).toBe("TypeError");
  expect([describeBug("ada@acme.test"), describeBug(undefined)].join()).not.toContain("ada@");
});

test("the whole message is kept in a private file, which the lines name, even where a file that all may read was", async () => {
  const folder = mkdtempSync(join(tmpdir(), "bugs-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of ["bug.txt", "bug.txt.new"]) writeFileSync(join(folder, name), "old", { mode: 0o666 });
  const error = quoting();
  await keepBug(error, folder);
  expect(describeBug(error)).toContain(`The whole message is in ${bugPath(folder)}. It may quote your data.`);
  expect(readFileSync(bugPath(folder), "utf8")).toContain("ada@acme.test");
  expect(statSync(bugPath(folder)).mode & 0o777).toBe(0o600);
});

test("who asks for it gets the whole message", () => {
  vi.stubEnv(showBugsVariable, "1");
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(describeBug(quoting())).toContain("ada@acme.test");
});
