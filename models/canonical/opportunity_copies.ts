import { sql } from "kysely";
import { pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { source_opportunity_states_given } from "./source_opportunity_states_given.js";

const columns = {
  ...pickColumns(source_opportunity_states_given, "system", "opportunity_id"),
  original_system: text("Source of the opportunity that counts in its place"),
  original_id: text("Id of that opportunity in its source"),
};

/**
 * A copy counts itself unless its original is really there: in another source that has the id and is no copy itself. An
 * original that its source calls deleted is there, too: its copy does not bring it back. If no source has the original of
 * several copies, one of them counts: in the first source by name, the one with the first id.
 */
export const opportunity_copies = model({
  name: "intermediate.opportunity_copies",
  about: "One row per opportunity that counts nowhere, because it is a copy of one that is there.",
  materialized: "table",
  grain: ["system", "opportunity_id"],
  from: { given: source_opportunity_states_given },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with copies as (select * from given where mirrors_id is not null and is_deleted is not true),
    originals as (
      select opportunity_id as mirrors_id, system, opportunity_id, 1 as place, is_deleted is true as is_deleted
      from given
      where mirrors_id is null
      union all
      select mirrors_id, system, opportunity_id, 2, false
      from copies
    )
    select
      copies.system,
      copies.opportunity_id,
      originals.system as original_system,
      originals.opportunity_id as original_id
    from copies
    inner join originals on originals.mirrors_id = copies.mirrors_id
    where case originals.place
      when 1 then originals.system <> copies.system
      else (originals.system, originals.opportunity_id) < (copies.system, copies.opportunity_id)
    end
    qualify row_number() over (
      partition by copies.system, copies.opportunity_id
      order by originals.place, originals.is_deleted, originals.system, originals.opportunity_id
    ) = 1`,
});
