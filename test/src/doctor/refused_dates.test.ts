import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { configSchema } from "../../../src/config/config_schema.js";
import { proposeFormatsForRefused } from "../../../src/doctor/refused_dates.js";
import { readCatalogue } from "../../../src/project/catalogue.js";
import { temporaryFolder } from "../../support/cli.js";

const { sources: tables } = await readCatalogue();

/** What doctor says of a file that was refused for its dates. */
async function proposed(source: object, table: string, file: string, content: string, why: string) {
  const project = temporaryFolder();
  const config = configSchema.parse({ sources: [{ name: "one", path: "exports", ...source }] });
  const path = join(project, "exports", file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  const [refused] = await proposeFormatsForRefused([{ source: "one", table, file, why }], { project, config, tables });
  return refused?.why;
}

const why = "2 of 2 records do not fit (created_at not an instant: 2 from line 2)";

test("a project's file that is refused for its dates is told the formats with which it would be read", async () => {
  const content = "id,createdate\n1,24.02.2026 14:05\n2,25.02.2026 09:00\n";
  expect(await proposed({ system: "hubspot" }, "raw.hubspot_contacts", "contacts.csv", content, why)).toBe(
    `${why}. Its dates need formats: {createdate: "%d.%m.%Y %H:%M"} (from the values)`,
  );
  const people = { file: "a/people.csv", columns: { record_id: "id", created_at: "since" } };
  expect(
    await proposed(
      { system: "mapped", entities: { people } },
      "raw.mapped_people",
      "a/people.csv",
      "id,since\n1,01/02/2026\n",
      why,
    ),
  ).toBe(
    `${why}. Its dates need formats: {since: "%m/%d/%Y"} (please confirm for since: no value tells the day from the month)`,
  );
});

test("the formats that other files of the object need stay, unless they take the same text for another day", async () => {
  const content = "id,createdate\n1,24.02.2026\n2,25.02.2026\n";
  const beside = (createdate: string) =>
    proposed({ system: "hubspot", formats: { createdate } }, "raw.hubspot_contacts", "contacts.csv", content, why);
  expect(await beside("%m/%d/%Y")).toContain(`formats: {createdate: ["%m/%d/%Y", "%d.%m.%Y"]} (from the values)`);
  expect(await beside("%m.%d.%Y")).toContain(`formats: {createdate: "%d.%m.%Y"} (from the values)`);
});

test("a file that is refused for something else, or whose dates have no common format, is told none", async () => {
  const other = "the column id is missing";
  const content = "id,createdate\n1,24.02.2026\n2,02/24/26\n";
  const hubspot = { system: "hubspot" };
  expect(await proposed(hubspot, "raw.hubspot_contacts", "contacts.csv", content, why)).toBe(why);
  expect(await proposed(hubspot, "raw.hubspot_contacts", "contacts.csv", content, other)).toBe(other);
});
