import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { closedloop, temporaryFolder } from "../support/cli.js";

const { project } = inject("exampleNight");

const explain = (who: string, ...options: string[]) =>
  closedloop(["explain", "person", who, "--project", project, ...options]);

type Row = Record<string, string | null>;
const rowsOf = async (who: string): Promise<Row[]> => JSON.parse((await explain(who, "--format", "json")).stdout);
const cells = (rows: Row[], ...names: string[]) => rows.map((row) => names.map((name) => row[name]).join(" "));

const nora = "crm:0035e00000Ct001AAB";

describe("Nora's lead became a contact, and Marketo knows the contact", () => {
  test("each record says which pair joined it and which source says so; then comes her account", async () => {
    const rows = await rowsOf(nora);
    expect(cells(rows, "part", "system", "entity", "record_id", "state", "reason", "other_record", "told_by")).toEqual([
      "named crm contact 0035e00000Ct001AAB stands   ",
      `joined crm lead 00Q5e00000Ld001EAB stands conversion ${nora} crm`,
      `joined crm lead 00Q5e00000Ld001EAB stands email ${nora} `,
      `joined map leads 310001 stands link ${nora} map`,
      `joined map leads 310001 stands email ${nora} `,
      "account crm account 0015e00000Ac001AAB  record  ",
    ]);
    expect(rows[1]!.made_at).toBe("2025-09-08T13:05:00Z");
  });

  for (const who of [
    ...["00Q5e00000Ld001EAB", "00Q5e00000Ld001", "crm:00Q5e00000Ld001EAB", "crm:00Q5e00000Ld001", "map:310001"],
    ...["310001", " 0035e00000Ct001AAB "],
  ]) {
    test(`she is found by ${who}`, async () => expect(await rowsOf(who)).toEqual(await rowsOf(nora)));
  }
});

test("an email is found in any case; a record with it that was left out is named, and so is a matched account", async () => {
  const rows = await rowsOf(" Marcus.BELL@tidewater.example ");
  expect(cells(rows, "part", "record_id", "state", "reason", "detail").slice(-2)).toEqual([
    "account 0015e00000Ac002AAB  domain no record names an account; it is the only one with the domain of the email",
    "not joined 0035e00000Ct904AAB deleted left out the same email, but left out: deleted",
  ]);
});

test("the losers of a merge say what they were merged into", async () => {
  const merged = (await rowsOf("map:310175")).filter(({ state }) => state === "merged");
  expect(cells(merged, "person_id", "record_id", "merged_into", "reason", "other_record", "told_by")).toEqual([
    "map:310074 310174 map:310074 merge map:310074 map",
    "map:310074 310175 map:310074 merge map:310074 map",
  ]);
});

test("a shared mailbox joins nobody, and each person with it is named", async () => {
  const shared = "shared mailbox crm:00Q5e00000Ld048EAB";
  const apart = (await rowsOf("00Q5e00000Ld048EAB")).filter(({ part }) => part === "not joined");
  expect(cells(apart, "person_id", "record_id", "reason", "other_record")).toEqual([
    `crm:00Q5e00000Ld049EAB 00Q5e00000Ld049EAB ${shared}`,
    `map:310081 310081 ${shared}`,
  ]);
  const { code, stdout, stderr } = await explain("info@brighton-labs.example", "--format", "json");
  expect({ code, stderr }).toMatchObject({
    code: 0,
    stderr: expect.stringContaining("several people have this email"),
  });
  expect(cells(JSON.parse(stdout), "part", "person_id", "reason")).toEqual([
    "not joined crm:00Q5e00000Ld048EAB shared mailbox",
    "not joined crm:00Q5e00000Ld049EAB shared mailbox",
    "not joined crm:00Q5e00000Ld048EAB shared mailbox",
    "not joined map:310081 shared mailbox",
  ]);
});

test("a record that no person has says why it is left out", async () => {
  const { code, stdout, stderr } = await explain("0035e00000Ct903AAB", "--format", "json");
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining("no person has it") });
  expect(cells(JSON.parse(stdout), "part", "record_id", "state", "detail")).toEqual([
    "not joined 0035e00000Ct903AAB stands left out: internal",
  ]);
});

test("an unknown id or email exits with 2 and does not repeat the email; so does anything but a person", async () => {
  const nobody = await explain("nobody@nowhere.example");
  expect(nobody).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("has this email") });
  expect(nobody.stderr).not.toContain("nobody@");
  expect(await explain("00Q5e00000Ld999EAB")).toMatchObject({ code: 2, stderr: expect.stringContaining("system:id") });
  for (const who of ["", "'; drop table x; --", "%"]) expect(await explain(who)).toMatchObject({ code: 2 });
  expect(await closedloop(["explain", "account", "1", "--project", project])).toMatchObject({ code: 2 });
});

test("no email and no name is printed, in any format", async () => {
  const out = join(temporaryFolder(), "nora.csv");
  expect(await explain("nora.whitfield@harborlight.example", "--format", "csv", "--out", out)).toMatchObject({
    code: 0,
  });
  const printed = readFileSync(out, "utf8") + (await explain(nora)).stdout;
  expect(printed).toContain("00Q5e00000Ld001EAB");
  expect(printed).not.toMatch(/@|whitfield/i);
});
