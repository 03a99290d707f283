import { expect, test } from "vitest";
import { chooseNamedObject, describeNonHeaders, looksLikeHeaders } from "../../../src/doctor/header_similarity.js";
import { nullable, text, withBinding } from "../../../src/table/columns.js";
import { source } from "../../../src/table/model.js";

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

test("of two products with contacts the one that most of the headers are of is meant", () => {
  const contacts = (product: string, columns: object) =>
    source({
      name: `raw.${product}_contacts`,
      about: "One row per contact.",
      origin: { kind: "export", product, object: "contact" },
      grain: ["id"],
      columns: { id: withBinding({ orHeaders: ["Record ID"] }, text("Id")), ...columns },
    });
  const acme = contacts("acme", { email: nullable(text("Address")), title: nullable(text("Title")) });
  const globex = contacts("globex", { email: nullable(text("Address")), score: nullable(text("Score")) });
  expect(chooseNamedObject([acme, globex], ["Record ID", "Email", "Score"])).toBe(globex);
  expect(chooseNamedObject([acme, globex], ["Record ID", "Email", "Title"])).toBe(acme);
  expect(chooseNamedObject([acme, globex], ["Name", "Address"])).toBeUndefined();
});
