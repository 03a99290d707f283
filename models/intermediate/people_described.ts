import { sql } from "kysely";
import { nullable, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { company_sizes } from "../lookups/company_sizes.js";
import { owners } from "../lookups/owners.js";
import { regions } from "../lookups/regions.js";
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
    with sized as (
      select
        people.employee_count,
        arg_min(sizes.band, coalesce(sizes.min_employees, 0)) as band
      from (select distinct employee_count from people where employee_count is not null) as people
      inner join sizes on people.employee_count >= coalesce(sizes.min_employees, 0)
        and (sizes.max_employees is null or people.employee_count <= sizes.max_employees)
      group by people.employee_count
    ),
    placed as (
      select
        ${comparisonKey("country")} as country,
        min(region) as region
      from regions
      group by ${comparisonKey("country")}
    )
    select
      people.person_id,
      titles.seniority,
      titles.department,
      coalesce(people.persona_given, titles.persona) as persona,
      case when people.employee_count is not null then coalesce(sized.band, 'Unmapped') end as company_size_band,
      case when people.country is not null then coalesce(placed.region, 'Unmapped') end as region,
      owners.team as owner_team
    from people
    left join titles on titles.job_title = people.job_title
    left join sized on sized.employee_count = people.employee_count
    left join placed on placed.country = ${comparisonKey("people.country")}
    left join owners on owners.owner_id = people.owner_id`,
});
