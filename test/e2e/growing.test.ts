import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { closedloop, queryProject, temporaryFolder } from "../support/cli.js";

const header = "Id,Email,Status,CreatedDate\n";
const row = (nth: number) => `00Q00000000000${nth}AAA,p${nth}@acme.example,MQL,2026-05-01 09:00:00\n`;
const clock = ["--as-of", "2026-06-02T00:00:00Z"];

/** Runs a command while another program appends a record to a file every tenth of a second. */
async function whileWriting(path: string, work: () => ReturnType<typeof closedloop>) {
  let nth = 10;
  const writer = setInterval(() => appendFileSync(path, row(nth++)), 100);
  try {
    return await work();
  } finally {
    clearInterval(writer);
  }
}

test("a night publishes what is whole and leaves what is still written to for the next, which has all of it", async () => {
  const project = temporaryFolder();
  const exports = join(project, "exports");
  mkdirSync(join(exports, "2026-06-02"), { recursive: true });
  writeFileSync(
    join(project, "closedloop.yaml"),
    "sources: [{name: crm, system: salesforce, path: exports, settle_seconds: 1}]\n",
  );
  const growing = join(exports, "2026-06-02", "Lead.csv");
  writeFileSync(growing, header + row(1));
  const first = await whileWriting(growing, () => closedloop(["run", "--project", project, ...clock]));
  expect(first).toMatchObject({ code: 3, stderr: expect.stringMatching(/No data was ever loaded for 1 table/) });

  writeFileSync(join(exports, "Lead.csv"), header + row(1) + row(2));
  const second = await whileWriting(growing, () => closedloop(["run", "--project", project, ...clock]));
  expect(second).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/left for the next run: crm: 2026-06-02\/Lead.csv: it is still growing/),
  });
  const people = "select count(*)::integer as people from marts.people";
  expect(await queryProject(project, people)).toEqual([{ people: 2 }]);

  expect(await closedloop(["run", "--project", project, ...clock])).toMatchObject({ code: 0 });
  const [found] = await queryProject(project, people);
  expect(found!.people).toBeGreaterThan(10);
  expect(await queryProject(project, `from marts.data_quality where "check" like 'files left%'`)).toEqual([]);
});
