import { expect, test } from "vitest";
import { salesforce_opportunity_contact_roles } from "../../../../models/adapters/salesforce/staging/salesforce_opportunity_contact_roles.js";
import { runModel } from "../../../support/run_model.js";

test("is_primary is null if the export has no such column", async () => {
  const role = { OpportunityId: "006AbCdEfGhIjKl", ContactId: "003AbCdEfGhIjKl" };
  const rows = await runModel(salesforce_opportunity_contact_roles, { raw: [role, { ...role, IsPrimary: false }] });
  expect(rows).toMatchObject([
    { opportunity_id: "006AbCdEfGhIjKlIVK", contact_id: "003AbCdEfGhIjKlIVK", is_primary: null, is_deleted: false },
    { is_primary: false },
  ]);
});

test("a role with the all-zero contact id stays, without a contact", async () => {
  const rows = await runModel(salesforce_opportunity_contact_roles, { raw: [{ ContactId: "000000000000000AAA" }] });
  expect(rows).toMatchObject([{ contact_id: null }]);
});
