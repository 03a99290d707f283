import { sql } from "kysely";
import { nullable, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { company_sizes } from "../lookups/company_sizes.js";
import { owners } from "../lookups/owners.js";
import { regions } from "../lookups/regions.js";
import { describedColumns, joinLookups, lookupsOf } from "../shared/described_columns.js";
import { people_resolved } from "./people_resolved.js";
import { titles_matched } from "./titles_matched.js";

const columns = {
  ...pickColumns(people_resolved, "person_id"),
  seniority: nullable(text("Seniority by job title; Unmapped if no rule of titles.csv fits; null without a title")),
  department: nullable(text("Department by job title; Unmapped if no rule of titles.csv fits; null without a title")),
  persona: nullable(
    text(
      "Persona that a source gives, else by job title; Unmapped if no rule of personas.csv fits; null without either",
    ),
  ),
  company_size_band: nullable(
    text("Size band of the company, e.g. 51-200; Unmapped if no band of company_sizes.csv fits; null if unknown"),
  ),
  region: nullable(text("Region of the country; Unmapped if regions.csv does not have it; null without a country")),
  owner_team: nullable(text("Team of the owner; null if owners.csv does not have the owner")),
};

export const people_described = model({
  name: "intermediate.people_described",
  about: "One row per person: values that come from lookups, e.g. persona and region.",
  materialized: "table",
  grain: ["person_id"],
  from: { people: people_resolved, titles: titles_matched, sizes: company_sizes, regions, owners },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with ${lookupsOf("people")}
    select
      people.person_id,
      titles.department,
      ${describedColumns("people")}
    from people
    ${joinLookups("people")}`,
});
