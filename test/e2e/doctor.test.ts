import { spawn } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { makeCompany } from "../../seeds/company/make_company.js";
import { initProject } from "../../src/cli/setup/init.js";
import { closedloop, exampleClock, queryProject, temporaryFolder } from "../support/cli.js";
import { askDoctor } from "../support/doctor.js";
import { writeExports, writeMarketplace } from "../support/doctor_exports.js";
import { copyProject } from "../support/example_night.js";

// Several whole nights run one after the other.
vi.setConfig({ testTimeout: 600_000 });

interface Told {
  lookups: { lookup: string; words: { word: string; rows: number; how: string }[]; rows: string[] }[];
  objects: { object: string; records: number }[];
  next: string;
}

const doctor = async (project: string): Promise<Told> => JSON.parse(await askDoctor({ project, format: "json" }));

const lookups = ["stage_map", "activity_map", "rejection_reasons", "personas", "titles", "channels", "regions"];

/** Reduces each lookup that the doctor reads to its header. */
function emptyLookups(project: string): void {
  mkdirSync(join(project, "reference"), { recursive: true });
  for (const name of lookups) {
    const shipped = readFileSync(`seeds/reference/${name}.csv`, "utf8");
    writeFileSync(join(project, "reference", `${name}.csv`), shipped.slice(0, shipped.indexOf("\n") + 1));
  }
}

const unmapped = (project: string) =>
  queryProject(project, `select "check", subject from marts.data_quality where "check" like 'unmapped%' order by all`);

/** Adds the lookup rows that the doctor printed. */
function heal(project: string, { lookups }: Told): void {
  for (const { lookup, rows } of lookups) appendFileSync(join(project, lookup), `${rows.join("\n")}\n`);
}

type Content = readonly (readonly [file: string, text: string | false])[];
const contentOf = (folder: string): Content =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .map((file) => [file, statSync(join(folder, file)).isFile() && readFileSync(join(folder, file), "utf8")]);

/** The example with empty lookups, the doctor's output as page and JSON, and the folder's contents before and after. */
let emptied: { project: string; page: string; json: string; before: Content; after: Content; left: string[] };
beforeAll(async () => {
  const folder = temporaryFolder((end) => ends.push(end));
  const project = copyProject(inject("exampleNight").project, folder);
  emptyLookups(project);
  const TMPDIR = join(folder, "tmp");
  mkdirSync(TMPDIR);
  const before = contentOf(project);
  const [page, json] = await Promise.all([
    closedloop(["doctor", "--project", project, ...exampleClock], ".", { TMPDIR }),
    askDoctor({ project, format: "json" }),
  ]);
  expect([page.code, page.stderr]).toEqual([0, ""]);
  const [after, left] = [contentOf(project), readdirSync(TMPDIR)];
  emptied = { project, page: page.stdout, json, before, after, left };
});
const ends: (() => void)[] = [];
afterAll(() => {
  for (const end of ends) end();
});

test("a project with empty lookups maps every word after its rows are pasted, and then says so in one line", async () => {
  const { project } = emptied;
  const before: Told = JSON.parse(emptied.json);
  heal(project, before);
  expect(await closedloop(["build", "--project", project, ...exampleClock])).toMatchObject({ code: 0 });
  for (const { lookup, rows } of before.lookups) expect([lookup, rows.length > 0]).toEqual([lookup, true]);
  expect(await unmapped(project)).toEqual([]);
  const outcomes = await queryProject(project, "select distinct outcome from marts.mql_cycles order by all");
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(expect.arrayContaining(["rejected", "won", "lost"]));
  const page = await askDoctor({ project });
  expect(page).toContain("Lookups: complete. Every value in the exports is mapped.\n");
  expect(page).toMatch(/Next: closedloop run\n$/);
});

test("so does the generated company, by the doctor's own count", async () => {
  const project = join(temporaryFolder(), "made");
  await makeCompany({ leads: 200, seed: 1, out: project, systems: "salesforce+marketo" });
  emptyLookups(project);
  const before = await doctor(project);
  expect(before.lookups.flatMap(({ words }) => words).length).toBeGreaterThan(60);
  heal(project, before);
  expect((await doctor(project)).lookups.flatMap(({ words }) => words)).toEqual([]);
});

test("the doctor counts the same unmapped values as a run", async () => {
  const { project } = inject("exampleNight");
  const checks: Record<string, string> = {
    activity_map: "unmapped activity types",
    personas: "unmapped personas",
    titles: "unmapped seniorities",
    channels: "unmapped channels",
    regions: "unmapped regions",
    rejection_reasons: "unmapped reasons",
  };
  const { lookups } = await doctor(project);
  const all = await queryProject(
    project,
    `select "check", subject, count::integer as count from marts.data_quality where "check" like 'unmapped%' order by count desc, subject`,
  );
  for (const [name, check] of Object.entries(checks)) {
    const found = all.flatMap(({ check: of, ...counted }) => (of === check ? [counted] : []));
    const { words } = lookups.find(({ lookup }) => lookup === `reference/${name}.csv`)!;
    expect([name, words.map(({ word, rows }) => ({ subject: word, count: rows }))]).toEqual([name, found]);
  }
});

test("a folder of an unknown system gives a `sources:` block that can be pasted as it is", async () => {
  const folder = temporaryFolder();
  const exports = writeMarketplace(join(folder, "exports"));
  const stdout = await askDoctor({ exports });
  expect(stdout).toContain("# Guessed from headers and values: please confirm each line.");
  // Both files are read.
  expect(stdout).not.toContain("Not recognised, or not read");
  const sources = /^sources:\n(?: .*\n)+/m.exec(stdout)![0];
  const project = join(folder, "acme");
  await initProject(project);
  const yaml = join(project, "closedloop.yaml");
  const kept = readFileSync(yaml, "utf8").replace(/^sources:\n(?: .*\n|\n(?= ))+/m, () => sources);
  writeFileSync(yaml, kept.replace("time_zone: UTC", "time_zone: America/Sao_Paulo"));
  const again = await doctor(project);
  expect(again.objects).toMatchObject([
    { object: "people", records: 4 },
    { object: "stage_events", records: 6 },
  ]);
  expect(again.lookups.flatMap(({ words }) => words)).toMatchObject([{ word: "carrier_pigeon", how: "nothing" }]);
  heal(project, again);
  expect(await closedloop(["run", "--project", project, ...exampleClock])).toMatchObject({ code: 0 });
  expect(await unmapped(project)).toEqual([]);
  const funnel = "select count(*)::integer as mqls, count(won_at)::integer as won from marts.mql_cycles";
  expect(await queryProject(project, funnel)).toEqual([{ mqls: 4, won: 2 }]);
});

test("the page for a new team's exports", async () => {
  const folder = temporaryFolder();
  writeExports(join(folder, "exports"));
  const { code, stdout } = await closedloop(["doctor", "exports", ...exampleClock], folder);
  expect(code).toBe(0);
  const page = stdout.replaceAll(folder, "/acme");
  for (const line of page.split("\n")) expect([line, line.length <= 110]).toEqual([line, true]);
  await expect(page).toMatchFileSnapshot("doctor.golden.txt");
});

test("the doctor prints no names, addresses or ids of people", async () => {
  const people = [
    ...readFileSync("seeds/example/exports/salesforce/Lead.csv", "utf8").matchAll(
      /^"(?<id>00Q\w+)","\d","\w*","(?<last>[^"]*)","(?<first>[^"]*)","[^"]*","[^"]*","[^"]*","(?<email>[^"]*)"/gm,
    ),
  ].flatMap(({ groups }) => [groups!.id!, `${groups!.first} ${groups!.last}`, groups!.email!]);
  expect(people.length).toBeGreaterThan(150);
  for (const canary of people.filter((text) => text.trim().length > 3)) {
    expect([canary, emptied.page.includes(canary), emptied.json.includes(canary)]).toEqual([canary, false, false]);
  }
});

test("the doctor changes nothing, works in a private folder and removes it, even if it is stopped", async () => {
  const { before, after, left } = emptied;
  expect([after, left]).toEqual([before, []]);
  const temporary = temporaryFolder();
  const { project } = inject("exampleNight");
  const untouched = contentOf(project);
  const child = spawn(process.execPath, [resolve("dist/src/cli/main.js"), "doctor", "--project", project], {
    env: { ...process.env, TMPDIR: temporary },
  });
  const ended = new Promise((done) => child.on("exit", (...end) => done(end)));
  while (!readdirSync(temporary).some((name) => name.startsWith("closedloop-doctor"))) await pause();
  const [workshop] = readdirSync(temporary).filter((name) => name.startsWith("closedloop-doctor"));
  expect(statSync(join(temporary, workshop!)).mode & 0o777).toBe(0o700);
  child.kill("SIGTERM");
  // A shell reports this end as 143.
  expect(await ended).toEqual([null, "SIGTERM"]);
  expect(readdirSync(temporary).filter((name) => name.startsWith("closedloop-doctor"))).toEqual([]);
  expect(contentOf(project)).toEqual(untouched);
});

const pause = () => new Promise((done) => setTimeout(done, 5));

test("rows can be appended to a file whose last line has no line end", async () => {
  const project = temporaryFolder();
  writeFileSync(
    join(project, "closedloop.yaml"),
    "sources: [{name: crm, system: salesforce, path: exports, settle_seconds: 0}]\n",
  );
  for (const folder of ["exports", "reference"]) mkdirSync(join(project, folder));
  cpSync("seeds/example/exports/salesforce/Lead.csv", join(project, "exports", "Lead.csv"));
  const path = join(project, "reference", "regions.csv");
  writeFileSync(path, "region,country\nEMEA,Germany");
  const { stdout } = await closedloop(["doctor", "--project", project, "--rows", "regions", ...exampleClock]);
  expect(stdout).toMatch(/^\n[^,]+,[^,]+\n/);
  expect(stdout.split("\n").length).toBeGreaterThan(3);
  expect(stdout).not.toContain("Germany");
});

test("exports that cannot be inspected end with an exit code and a message", async () => {
  const folder = temporaryFolder();
  const refused = (exitCode: number, message: string) => ({ exitCode, message: expect.stringContaining(message) });
  const asked = (exports?: string, more: object = {}) =>
    askDoctor({ project: folder, ...(exports ? { exports: join(folder, exports) } : {}), ...more });
  await expect(asked()).rejects.toMatchObject(refused(2, "closedloop doctor EXPORTS"));
  await expect(asked("nowhere")).rejects.toMatchObject(refused(3, "no such folder"));
  mkdirSync(join(folder, "empty"));
  await expect(asked("empty")).rejects.toMatchObject(refused(3, "no file is a known export"));
  mkdirSync(join(folder, "torn"));
  writeFileSync(join(folder, "torn", "Lead.csv"), 'Id,Status\n"00Q000000000001,New\n');
  const torn = await closedloop(["doctor", "torn"], folder);
  expect(torn).toMatchObject({
    code: 3,
    stdout: expect.stringMatching(/Lead\.csv: line 2: the last record is not whole/),
  });
  await expect(asked("torn", { rows: "chanels" })).rejects.toMatchObject(refused(2, "channels"));
  expect(await closedloop(["doctor", "--fields", "eloqua"], folder)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("expected one of"),
  });
});
