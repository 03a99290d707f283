import { expect, test } from "vitest";
import { describeNonHeaders, looksLikeHeaders } from "../../../src/doctor/header_similarity.js";

test.each([
  "lead_no,first_contact,landing_page,origin",
  "customer_id,E-Mail,Signup Date,utm_source",
  "lead_no,seller,won_date,segment",
  "leadId,createdAt,Company Name,mkto71_Score__c",
  "customer_id,won_on,vip_bonus",
])("%s is a header line", (line) => {
  expect(looksLikeHeaders(line.split(","))).toBe(true);
});

test.each([
  "Jane Roe,Acme Corp,Director of Marketing,Berlin",
  "Jane Page,Account Manager,Web,Berlin",
  "jane,roe,berlin,source",
  "jane_roe,lead,open,web",
  "DeVries,McDonald,Lead,Source",
  "name,source,jane@x.example",
  "id,name,123456",
  "id,name,",
  "id,name,Name",
  "id",
])("%s may be a record, and no word of it is printed", (line) => {
  const headers = line.split(",");
  expect(looksLikeHeaders(headers)).toBe(false);
  expect(describeNonHeaders(headers)).toMatch(
    new RegExp(`the first line does not look like a header line .*${headers.length} column`),
  );
});
