import { expect, test } from "vitest";
import { custom_fields } from "../../../models/run/custom_fields.js";
import { list_attributes } from "../../../models/run/list_attributes.js";
import type { Source } from "../../../src/table/model.js";
import { runFacts } from "../../support/built_models.js";

const people = { file: "p.csv", columns: { record_id: "no", "attributes.tools[]": "t", "attributes.plan": "p" } };
const run = runFacts("2026-07-01T00:00:00Z", {
  sources: [
    {
      name: "crm",
      system: "salesforce",
      path: "a",
      custom: { Tools__c: "tools[]", Shops__c: "shops[]", Plan__c: "plan" },
    },
    { name: "shop", system: "mapped", path: "b", entities: { people } },
  ],
});
const rowsOf = <Row>({ origin }: Source<Row>) => (origin.kind === "run" ? origin.rows(run) : []);

test("the list attributes are tech_stack and those that a source marks with [], each once", () => {
  expect(rowsOf(list_attributes)).toEqual([
    { attribute: "tech_stack" },
    { attribute: "tools" },
    { attribute: "shops" },
  ]);
});

test("a custom field gives the attribute without its mark", () => {
  expect(rowsOf(custom_fields).map(({ attribute }) => attribute)).toEqual(["tools", "shops", "plan"]);
});
