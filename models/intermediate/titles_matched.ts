import { sql } from "kysely";
import { personal, type RowOf, text } from "../../src/table/columns.js";
import { matchesRule } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_attributes } from "../canonical/source_attributes.js";
import { source_people } from "../canonical/source_people.js";
import { personas } from "../lookups/personas.js";
import { titles } from "../lookups/titles.js";

const columns = {
  job_title: personal(text("Job title as typed, without surrounding space")),
  seniority: text("Seniority by titles.csv, e.g. VP; Unmapped if no rule fits"),
  department: text("Department by titles.csv, e.g. Marketing; Unmapped if no rule fits"),
  persona: text("Persona by personas.csv; Unmapped if no rule fits"),
};

export const titles_matched = model({
  name: "intermediate.titles_matched",
  about: "One row per job title, past or present, with the seniority, department and persona that the lookups give it.",
  materialized: "table",
  grain: ["job_title"],
  from: { people: source_people, attributes: source_attributes, titles, personas },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with typed as (
      select trim(job_title) as job_title from people where trim(job_title) <> ''
      union
      select trim(value) from attributes where attribute = 'job_title' and trim(value) <> ''
    ),
    ranked as (
      select
        typed.job_title,
        arg_min(titles.seniority, titles.priority) as seniority,
        arg_min(titles.department, titles.priority) as department
      from typed
      inner join titles on ${matchesRule("titles", "typed.job_title")}
      group by typed.job_title
    ),
    meant as (
      select typed.job_title, arg_min(personas.persona, personas.priority) as persona
      from typed
      inner join personas on ${matchesRule("personas", "typed.job_title")}
      group by typed.job_title
    )
    select
      typed.job_title,
      coalesce(ranked.seniority, 'Unmapped') as seniority,
      coalesce(ranked.department, 'Unmapped') as department,
      coalesce(meant.persona, 'Unmapped') as persona
    from typed
    left join ranked on ranked.job_title = typed.job_title
    left join meant on meant.job_title = typed.job_title`,
});
