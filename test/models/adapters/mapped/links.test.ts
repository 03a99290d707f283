import { expect, test } from "vitest";
import { links } from "../../../../models/adapters/mapped/canonical/links.js";
import { runPart } from "../../../support/run_model.js";

test("a mapped link to a record of Salesforce may have 15 or 18 characters; ids of other systems stay as they are", async () => {
  const link = (other_system: string, other_record_id: string) => ({
    ...{ system: "list", record_id: "1", other_system, other_record_id },
  });
  const rows = await runPart(links, {
    links: [
      link("crm", "0035e00000AbCdE"),
      link("crm", "0035e00000AbCdEAAV"),
      link("shop", "0035e00000AbCdE"),
      link("unknown", "7"),
    ],
    systems: [
      { system: "crm", product: "salesforce" },
      { system: "shop", product: "mapped" },
    ],
  });
  expect(rows.map(({ other_system, other_record_id }) => [other_system, other_record_id]).sort()).toEqual([
    ["crm", "0035e00000AbCdEAAV"],
    ["shop", "0035e00000AbCdE"],
    ["unknown", "7"],
  ]);
});
