import { expect, test } from "vitest";
import { source_links } from "../../../models/canonical/source_links.js";
import { runModel } from "../../support/run_model.js";

const link = (other_record_id: string, other_entity: string | null = null) => ({
  system: "shop",
  entity: "people",
  record_id: "1",
  other_system: "crm",
  other_entity,
  other_record_id,
  reason: "link" as const,
});
const person = (entity: string, record_id: string, more = {}) => ({ system: "crm", entity, record_id, ...more });
const others = async (given: ReturnType<typeof link>[], people: ReturnType<typeof person>[]) =>
  (await runModel(source_links, { given, people })).map(({ other_entity, other_record_id, reason }) => [
    other_entity,
    other_record_id,
    reason,
  ]);

test("a link by an id alone means the one record of a person with that id; an id of two objects joins neither", async () => {
  const people = [person("contact", "7"), person("contact", "8"), person("lead", "8")];
  expect((await others([link("7"), link("8"), link("9")], people)).sort()).toEqual([
    [null, "8", "link"],
    [null, "9", "link"],
    ["contact", "7", "link"],
  ]);
  expect(await others([link("8", "lead")], people)).toEqual([["lead", "8", "link"]]);
});

test("a record is merged into a record of its own object", async () => {
  expect(await others([], [person("lead", "8", { merged_into: "7" }), person("contact", "7")])).toEqual([
    ["lead", "7", "merge"],
  ]);
});
