import { expect, test } from "vitest";
import { salesforce_contacts } from "../../../../models/adapters/salesforce/staging/salesforce_contacts.js";
import { runModel } from "../../../support/run_model.js";

test("a contact of a Data Export gets its name from the parts", async () => {
  const rows = await runModel(salesforce_contacts, {
    raw: [{ FirstName: "Ada", LastName: "King" }, { Name: "Grace Hopper" }],
  });
  expect(rows.map(({ full_name }) => full_name)).toEqual(["Ada King", "Grace Hopper"]);
});

test("a private contact has no account, and a contact without the flag is not deleted", async () => {
  const rows = await runModel(salesforce_contacts, {
    raw: [
      { Id: "003AbCdEfGhIjKl", AccountId: "000000000000000AAA" },
      { IsDeleted: true, MasterRecordId: "003AbCdEfGhIjKl" },
    ],
  });
  expect(rows).toMatchObject([
    { contact_id: "003AbCdEfGhIjKlIVK", account_id: null, master_contact_id: null, is_deleted: false },
    { master_contact_id: "003AbCdEfGhIjKlIVK", is_deleted: true },
  ]);
});

test("the country of a contact is the typed one, else the code", async () => {
  const rows = await runModel(salesforce_contacts, {
    raw: [{ MailingCountry: "Germany", MailingCountryCode: "DE" }, { MailingCountryCode: "DE" }, {}],
  });
  expect(rows.map(({ country }) => country)).toEqual(["Germany", "DE", null]);
});
