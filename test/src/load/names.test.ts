import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { escapeControls } from "../../../src/base/escape_controls.js";
import { reportLoadProgress } from "../../../src/cli/nightly/report_progress.js";
import { createLoadProject, crmSource } from "./load_project.js";

const map = { name: "map", system: "marketo", path: "exports/map" };
const hostile = [
  "leads_';drop table leads;--.csv",
  "leads_[ab]*.csv",
  "leads_?.csv",
  'leads_"quoted".csv',
  "leads_\nforged: 5 loaded.csv",
  "leads_\u202egpj.csv",
  "leads_\u001b[2J.csv",
  "leads_$(reboot).csv",
  "leads_..csv",
  "leads_%s%n.csv",
];

test("files with hostile names are read, each only that file, and none can fake a line of output", async () => {
  const at = createLoadProject([map]);
  for (const [nth, name] of hostile.entries()) at.put(`exports/map/${name}`, `id,company\n${nth},Acme\n`);
  at.put("exports/map/[dir]*/leads.csv", "id,company\n99,Acme\n");
  const { events, code } = await at.loadWithEvents();
  expect(code).toBe(0);
  expect(await at.raw("select count(*)::integer as rows from raw.marketo_leads")).toEqual([
    { rows: hostile.length + 1 },
  ]);
  const lines: string[] = [];
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  for (const event of events) reportLoadProgress(event);
  stderr.mockRestore();
  expect(lines).toHaveLength(hostile.length + 1);
  for (const line of lines) expect(line).toMatch(/^map: \P{C}+ -> raw.marketo_leads: 1 loaded\n$/u);
});

test("a quarantined file with a hostile name cannot fake a line of output either", async () => {
  const at = createLoadProject([map]);
  at.put("exports/map/leads_\n\u001b[31m.csv", "id,company\n1");
  const { error } = await at.loadWithEvents();
  expect(error?.message).toContain("leads_\\n\\u001b[31m.csv: line 2");
});

test("a name is shown as one line of plain characters, letters of any script as they are", () => {
  expect(escapeControls("Łódź 東京\r\n\u2028\u200f\u009b.csv")).toBe("Łódź 東京\\r\\n\\u2028\\u200f\\u009b.csv");
});

test("a pipe named like an export is refused at once, by the object's name and by a pattern", async () => {
  for (const source of [crmSource, { ...crmSource, files: { Lead: "Lea*.csv" } }]) {
    const at = createLoadProject([source]);
    mkdirSync(join(at.project, "exports/crm"), { recursive: true });
    execFileSync("mkfifo", [join(at.project, "exports/crm/Lead.csv")]);
    expect(await at.loadWithEvents()).toMatchObject({
      code: 3,
      error: { message: expect.stringMatching(/not a plain file/) },
    });
  }
});

test("a pipe, a link and a name that is not UTF-8 are not opened if no source names them", async () => {
  const at = createLoadProject();
  at.put("exports/crm/Lead.csv", "Id\n1\n");
  execFileSync("mkfifo", [join(at.project, "exports/crm/pipe")]);
  symlinkSync("/dev/zero", join(at.project, "exports/crm/zero.csv"));
  writeFileSync(Buffer.concat([Buffer.from(join(at.project, "exports/crm/")), Buffer.from([0xff, 0xfe])]), "x");
  expect(await at.loadWithEvents()).toMatchObject({ code: 0, added: ["Lead.csv"] });
});

test("a link to a folder is refused, because it may point to something else tomorrow", async () => {
  const at = createLoadProject();
  at.put("exports/crm/Lead.csv", "Id\n1\n");
  at.put("elsewhere/Lead.csv", "Id\n2\n");
  symlinkSync(join(at.project, "elsewhere"), join(at.project, "exports/crm/more"));
  expect(await at.loadWithEvents()).toMatchObject({
    code: 3,
    error: { message: expect.stringMatching(/symbolic link/) },
  });
});

test("a name that leaves the folder is refused before anything is read", async () => {
  for (const Lead of ["../Lead.csv", "a/../../Lead.csv", "/etc/passwd"]) {
    const at = createLoadProject([{ ...crmSource, files: { Lead } }]);
    at.put("exports/crm/Account.csv", "Id\n1\n");
    at.put("exports/Lead.csv", "Id\n1\n");
    expect(await at.loadWithEvents()).toMatchObject({ code: 2 });
  }
});
