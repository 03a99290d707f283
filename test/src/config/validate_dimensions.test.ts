import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/config/read_config.js";
import { configErrors, createProject } from "./temporary_project.js";

/** Attributes of two sources: of own fields, and of a mapped file. */
const sources = `sources:
  - {name: crm, system: salesforce, path: a, custom: {Product_Interest__c: product_interest, Tools__c: "tools[]", P__c: persona}}
  - name: portal
    system: mapped
    path: b
    entities: {people: {file: people.csv, columns: {record_id: id, attributes.plan: plan}, constants: {attributes.Region-EU: x}}}
`;
const read = async (dimensions: string, before = sources) =>
  readConfig(await createProject({ "closedloop.yaml": `${before}dimensions: ${dimensions}\n` }), {});
const refused = (dimensions: string, before?: string) => configErrors(read(dimensions, before));

test("an attribute of a custom field or of a mapped file can be a dimension", async () => {
  expect((await read("[plan, product_interest]")).dimensions).toEqual(["plan", "product_interest"]);
});

describe("a dimension is refused with its place", () => {
  test("if no source declares the attribute, with the one that was meant", async () => {
    const declared = "declared are product_interest, tools, persona, plan, Region-EU";
    expect(await refused("[plan, product_intrest]")).toEqual([
      `closedloop.yaml:7:20: dimensions[1]: no source declares the attribute "product_intrest"; ${declared}; did you mean "product_interest"?`,
    ]);
  });

  test("if nothing like it is declared, with how to declare it", async () => {
    const bare = "sources: [{name: crm, system: salesforce, path: a}]\n";
    expect(await refused("[plan]", bare)).toEqual([
      'closedloop.yaml:2:14: dimensions[0]: no source declares the attribute "plan"; name its field under `custom` of the source, or `attributes.plan` in a mapped source',
    ]);
  });

  test.each(["persona", "first_campaign", "all", "recycled"])("if %s is a built-in dimension", async (name) => {
    expect(await refused(`[${name}]`)).toEqual([
      `closedloop.yaml:7:14: dimensions[0]: "${name}" is a built-in dimension, which needs no entry; remove it here`,
    ]);
  });

  test("if it is no plain name, even where an attribute is called so", async () => {
    expect(await refused('["Region-EU", "", 5]')).toEqual([
      'closedloop.yaml:7:14: dimensions[0]: expected lower-case letters, digits and _, such as product_interest; found "Region-EU"',
      'closedloop.yaml:7:27: dimensions[1]: expected lower-case letters, digits and _, such as product_interest; found ""',
      "closedloop.yaml:7:31: dimensions[2]: expected text; found 5; put it in quotes",
    ]);
  });

  test("if it stands twice, or its values are lists", async () => {
    expect(await refused("[plan, tools, plan]")).toEqual([
      'closedloop.yaml:7:20: dimensions[1]: the values of "tools" are lists; a dimension needs an attribute with one value',
      'closedloop.yaml:7:27: dimensions[2]: "plan" is in this list already; remove it here',
    ]);
  });

  test("beside other mistakes of the file", async () => {
    expect(await refused("[pln]\ncurrency: euro")).toEqual([
      expect.stringMatching(/:7:14: dimensions\[0\]: no source declares the attribute "pln"; .* mean "plan"\?$/),
      expect.stringMatching(/:8:11: currency: /),
    ]);
  });
});
