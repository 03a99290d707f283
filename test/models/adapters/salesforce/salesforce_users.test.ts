import { expect, test } from "vitest";
import { salesforce_users } from "../../../../models/adapters/salesforce/staging/salesforce_users.js";
import { runModel } from "../../../support/run_model.js";

test("a user has the id that owner columns use, and a name from its parts if there is no full name", async () => {
  const rows = await runModel(salesforce_users, {
    raw: [{ Id: "005AbCdEfGhIjKl", FirstName: "Ada", LastName: "King", IsActive: true }, { Name: "Grace Hopper" }],
  });
  expect(rows).toMatchObject([
    { user_id: "005AbCdEfGhIjKlIVK", full_name: "Ada King", is_active: true },
    { full_name: "Grace Hopper", is_active: null },
  ]);
});
