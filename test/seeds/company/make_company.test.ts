import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeCompany } from "../../../seeds/company/make_company.js";
import { closedloop } from "../../support/cli.js";

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "closedloop-"));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** A hash of each file in a folder. */
async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const hashed = files.sort().map(async (path) => {
    const hash = createHash("sha256").update(await readFile(path));
    return [path.slice(folder.length), hash.digest("hex")] as const;
  });
  return Object.fromEntries(await Promise.all(hashed));
}

const make = async (name: string, leads: number, seed: number) => {
  const out = join(scratch, name);
  return { out, rows: await makeCompany({ leads, seed, out, systems: "salesforce+marketo" }) };
};
const lines = async (...path: string[]) => (await readFile(join(...path), "utf8")).trimEnd().split("\n");

describe("a generated company", () => {
  test("the same seed gives the same files, another seed gives others", async () => {
    const [one, again, other] = [await make("one", 150, 5), await make("again", 150, 5), await make("other", 150, 6)];
    expect(await contents(again.out)).toEqual(await contents(one.out));
    expect((await contents(other.out))["/exports/salesforce/Lead.csv"]).not.toBe(
      (await contents(one.out))["/exports/salesforce/Lead.csv"],
    );
  });

  test("the exports of Salesforce and Marketo stay the same when other systems change", async () => {
    const { out } = await make("pinned", 60, 5);
    const hash = createHash("sha256").update(JSON.stringify(await contents(join(out, "exports"))));
    expect(hash.digest("hex")).toBe("17e4a0184c6f9679aa77034467f68c58c7da42d5da37ad4914e0e52a1e772d3b");
  });

  test("the activities of a person do not depend on the number of later leads", async () => {
    const [few, many] = [await make("few", 60, 7), await make("many", 200, 7)];
    const leads = await lines(few.out, "exports/salesforce/Lead.csv");
    const more = await lines(many.out, "exports/salesforce/Lead.csv");
    // The last company of the smaller run may have fewer people.
    expect(more.slice(0, leads.length - 15)).toEqual(leads.slice(0, leads.length - 15));
  });

  test("its exports have the shapes of a weekly Data Export and of bulk extracts", async () => {
    const { out, rows } = await make("shapes", 150, 5);
    const [header, lead] = await lines(out, "exports/salesforce/Lead.csv");
    expect(header).toMatch(/^"Id","IsDeleted","MasterRecordId",/);
    expect(lead).toMatch(/^"00Q\w{15}","0","000000000000000AAA",.*"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"/);
    const [file] = Object.keys(rows).filter((name) => name.startsWith("activities_2026-06"));
    const [columns, activity] = await lines(out, "exports/marketo", file!);
    expect(columns).toMatch(/^marketoGUID,leadId,activityDate,activityTypeId,campaignId,/);
    expect(activity).toMatch(/^\d+,\d+,2026-06-\d\dT\d\d:\d\d:\d\d(Z|-0500),\d+,null,/);
  });

  test("it contains no real people: all email addresses end in .example", async () => {
    const { out } = await make("addresses", 150, 5);
    const exported = Object.keys(await contents(join(out, "exports")));
    for (const path of exported) {
      const text = await readFile(join(out, "exports", path), "utf8");
      for (const [address] of text.matchAll(/[\w.+-]+@[\w.-]+/g)) expect(address).toMatch(/\.example$/i);
    }
  });

  test("a folder that is not empty is left unchanged", async () => {
    const out = join(scratch, "shapes");
    await expect(makeCompany({ leads: 10, seed: 1, out, systems: "salesforce+marketo" })).rejects.toThrow(
      /is not empty; nothing was written/,
    );
  });

  test("the command takes a whole number of leads and says how to go on", async () => {
    const bad = await closedloop(["example", "--out", join(scratch, "bad"), "--leads", "2.5"]);
    expect(bad).toMatchObject({ code: 2, stderr: expect.stringContaining("expected a whole number") });
    const made = await closedloop(["example", "--out", join(scratch, "made"), "--leads", "20"]);
    expect(made).toMatchObject({ code: 0, stderr: expect.stringContaining("closedloop run --project") });
  });
});
