import { describe, expect, test } from "vitest";
import { withWarehouse } from "../../../src/table/database_file.js";
import { rowsOf } from "../../../src/table/rows.js";
import { readShippedLookups } from "./shipped_lookups.js";

const tables = await readShippedLookups(["titles", "personas", "channels"]);
const rowsIn = (name: string) => tables.get(name)?.rows ?? [];

/** The value of the first rule that matches: regular expressions by DuckDB's RE2, as the warehouse does. */
async function firstMatch(name: string, column: string, title: string): Promise<string | null> {
  const rules = rowsIn(name).filter((row) => row[column] !== null);
  return withWarehouse(":memory:", "READ_WRITE", async (memory) => {
    for (const { match, value, ...row } of rules) {
      const [text, rule] = [title, value ?? ""].map((part) => part.toLowerCase().replaceAll("'", "''"));
      const hits = {
        equals: `'${text}' = '${rule}'`,
        in: `list_contains(string_split('${rule}', ';'), '${text}')`,
        contains: `contains('${text}', '${rule}')`,
        regex: `regexp_matches('${text}', '${(value ?? "").replaceAll("'", "''")}', 'i')`,
      }[match ?? ""];
      const [found] = await rowsOf<{ hit: boolean }>(memory, `select ${hits} as hit`);
      if (found?.hit) return row[column] ?? null;
    }
    return null;
  });
}

describe("a job title", () => {
  test.each([
    ["CEO & Founder", "c_level", "executive", "Business owner"],
    ["Vice President, Marketing", "vp", "marketing", "Marketing leader"],
    ["SVP Sales", "vp", "sales", "Sales leader"],
    ["Vice President", "vp", "executive", "Other leader"],
    ["Director of Demand Generation", "director", "marketing", "Marketing leader"],
    ["Head of Operations", "director", "operations", "Operations leader"],
    ["Chief Information Security Officer", "c_level", "it", "Security leader"],
    ["CTO", "c_level", "engineering", "Engineering leader"],
    ["Marketing Operations Manager", "manager", "marketing", "Revenue operations"],
    ["RevOps Analyst", "individual", "operations", "Revenue operations"],
    ["Senior Software Engineer", "senior", "engineering", "Developer"],
    ["IT Manager", "manager", "it", "IT practitioner"],
    ["Product Owner", "individual", "product", "Product practitioner"],
    ["Account Executive", "individual", "sales", "Sales practitioner"],
    ["Customer Success Manager", "manager", "customer_success", "Customer success"],
    ["Executive Assistant to the CEO", "individual", "executive", "Assistant"],
    ["Chief of Staff", "director", "executive", null],
    ["Lead Generation Specialist", "individual", "marketing", null],
    ["Marketing Intern", "intern_student", "marketing", "Student or intern"],
    ["Student at MIT", "intern_student", null, "Student or intern"],
    ["Internal Auditor", null, "finance", "Finance practitioner"],
    ["General Counsel", "c_level", "legal", "Legal"],
    ["HR Business Partner", "director", "hr", "People practitioner"],
    ["Geschäftsführer", "c_level", "executive", "Business owner"],
    ["Accountant", "individual", "finance", "Finance practitioner"],
    ["Director", "director", null, null],
  ])("%s is %s of %s, persona %s", async (title, seniority, department, persona) => {
    const found = [
      await firstMatch("titles", "seniority", title),
      await firstMatch("titles", "department", title),
      await firstMatch("personas", "persona", title),
    ];
    expect(found).toEqual([seniority, department, persona]);
  });
});

describe("a first-touch source", () => {
  const channelOf = (source: string, medium = "", type = "") =>
    rowsIn("channels").find((rule) =>
      [
        [rule.source, source],
        [rule.medium, medium],
        [rule.campaign_type, type],
      ].every(([wanted, found]) => wanted === null || wanted?.toLowerCase() === found?.toLowerCase()),
    )?.channel;

  test.each([
    ["organic_search", "", "", "Organic Search"],
    ["google", "cpc", "", "Paid Search"],
    ["google", "organic", "", "Organic Search"],
    ["linkedin", "cpc", "", "Paid Social"],
    ["social", "", "", "Organic Social"],
    ["direct_traffic", "", "", "Direct"],
    ["Web", "", "Webinar", "Webinar"],
    ["Web", "", "", "Website"],
    ["Phone Inquiry", "", "", "Inbound Phone"],
    ["Partner Referral", "", "Trade Show", "Partner"],
    ["Purchased List", "", "", "Purchased List"],
    ["Other", "", "Conference", "Event"],
    ["Other", "", "", "Other"],
    ["", "", "Trade Show", "Event"],
    ["Carrier pigeon", "", "", undefined],
  ])("%s, medium %s, campaign %s, is channel %s", (source, medium, type, channel) => {
    expect(channelOf(source, medium, type)).toBe(channel);
  });
});
