import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { verify } from "../../../../src/cli/nightly/verify.js";
import { addLoad, openHistory, rowsPath } from "../../../../src/load/history.js";
import type { LoadRecord } from "../../../../src/load/load_record.js";
import { createBareProject } from "../../../support/bare_project.js";
import { temporaryFolder } from "../../../support/cli.js";

test("a damaged load whose file is named after a person is told without the address", async () => {
  const project = await createBareProject(temporaryFolder(), "create table one as select 1 as id");
  const history = join(project, "warehouse", "history");
  const load: Partial<LoadRecord> = {
    load_id: "0".repeat(32),
    system: "crm",
    table: "raw.leads",
    file: "ada@acme.example.csv",
    loaded_at: "2026-07-01T05:15:00Z",
  };
  await openHistory(history);
  await addLoad(history, load as LoadRecord, async (folder) => {
    for (const name of ["rows.parquet", "rejects.parquet"]) writeFileSync(join(folder, name), name);
  });
  rmSync(rowsPath(history, load.load_id!));
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(`${text}`) > 0);
  onTestFinished(() => spy.mockRestore());
  await expect(verify({ project })).rejects.toMatchObject({ exitCode: 4 });
  expect(written.join("")).toContain("crm: <address>.csv -> raw.leads, loaded 2026-07-01T05:15:00Z");
});
