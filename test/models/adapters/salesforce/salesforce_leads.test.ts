import { expect, test } from "vitest";
import { salesforce_leads } from "../../../../models/adapters/salesforce/staging/salesforce_leads.js";
import { runModel } from "../../../support/run_model.js";

const idOf = async (Id: string) => (await runModel(salesforce_leads, { raw: [{ system: "crm", Id }] }))[0]?.lead_id;

test("an id of 15 characters gets three more, which encode its capital letters", async () => {
  expect(await idOf("00QAbCdEfGhIjKl")).toBe("00QAbCdEfGhIjKlMVK");
  expect(await idOf("00QxxZZZZZabcDE")).toBe("00QxxZZZZZabcDEE5Y");
  expect(await idOf("00q123456789012")).toBe("00q123456789012AAA");
});

test("an id of 18 characters is only trimmed", async () => {
  expect(await idOf(" 00QAbCdEfGhIjKlMVK ")).toBe("00QAbCdEfGhIjKlMVK");
});

test("ids that differ only in case are two leads", async () => {
  const rows = await runModel(salesforce_leads, { raw: [{ Id: "00Q00000000abcD" }, { Id: "00Q00000000abcd" }] });
  expect(new Set(rows.map(({ lead_id }) => lead_id.toLowerCase())).size).toBe(2);
});

test("the all-zero id and the blank one of an empty lookup are null", async () => {
  const [lead] = await runModel(salesforce_leads, {
    raw: [
      {
        Id: "00QAbCdEfGhIjKl",
        MasterRecordId: "",
        ConvertedAccountId: "000000000000000AAA",
        ConvertedContactId: "000000000000000",
        ConvertedOpportunityId: " ",
      },
    ],
  });
  expect(lead).toMatchObject({
    master_lead_id: null,
    owner_id: null,
    converted_account_id: null,
    converted_contact_id: null,
    converted_opportunity_id: null,
  });
});

test("a lead without flags is neither converted nor deleted", async () => {
  const rows = await runModel(salesforce_leads, {
    raw: [{ Id: "00Qa" }, { Id: "00Qb", IsConverted: true, IsDeleted: true }],
  });
  expect(rows).toMatchObject([
    { is_converted: false, is_deleted: false },
    { is_converted: true, is_deleted: true },
  ]);
});

test("the name of a lead is Name, else first and last name, else null", async () => {
  const rows = await runModel(salesforce_leads, {
    raw: [
      { Name: "Ada King", FirstName: "Ada", LastName: "Lovelace" },
      { Name: " ", FirstName: "Ada", LastName: "Lovelace" },
      { LastName: "Lovelace" },
      { FirstName: "", LastName: "" },
    ],
  });
  expect(rows.map(({ full_name }) => full_name)).toEqual(["Ada King", "Ada Lovelace", "Lovelace", null]);
});

test("a lead was last changed when a user changed it, else when anything did, else when it was created", async () => {
  const made = { CreatedDate: "2026-01-01T00:00:00Z" } as const;
  const touched = { ...made, SystemModstamp: "2026-03-01T00:00:00Z" } as const;
  const rows = await runModel(salesforce_leads, {
    raw: [{ ...touched, LastModifiedDate: "2026-02-01T00:00:00.000001Z" }, touched, made],
  });
  expect(rows.map(({ modified_at }) => modified_at)).toEqual([
    "2026-02-01T00:00:00.000001Z",
    "2026-03-01T00:00:00Z",
    "2026-01-01T00:00:00Z",
  ]);
});
