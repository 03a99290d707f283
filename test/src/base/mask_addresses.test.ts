import { expect, test } from "vitest";
import { maskAddresses } from "../../../src/base/mask_addresses.js";

test.each([
  ["crm: Lead_ada.doe@acme.com.csv -> raw.salesforce_leads", "crm: <address>.csv -> raw.salesforce_leads"],
  ["2026-07-01/o'neil+x@mail.acme.co.uk.csv.gz: left", "2026-07-01/o'<address>.csv.gz: left"],
  ["mailto:ada%40acme.com, and <bo@x.io>", "mailto:<address>, and <<address>>"],
  ["ada@localhost", "<address>"],
  ["jörg@büro.example.json", "<address>.json"],
  ["x@csv.example", "<address>"],
  ["export of 5 @ noon", "export of 5 @ noon"],
  ["a b", "a b"],
])("%s is told as %s", (text, told) => {
  expect(maskAddresses(text)).toBe(told);
});

test("a text of many signs takes no time", () => {
  expect(maskAddresses(`${"a".repeat(200_000)} @`)).toHaveLength(200_002);
});
