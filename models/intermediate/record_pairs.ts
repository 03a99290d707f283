import { sql } from "kysely";
import { oneOf, type RowOf, text } from "../../src/columns.js";
import { model } from "../../src/model.js";
import { run_context } from "../sources/run_context.js";
import { records_judged } from "./records_judged.js";
import { source_links } from "./source_links.js";

const columns = {
  one: text("The one record, as system:id"),
  other: text("The other record, as system:id"),
  reason: oneOf(["conversion", "link", "merge", "email"], "Why they are one human, strongest first"),
};

/** Records of one email are paired with the first of them only: a star joins them as well as a clique, in far fewer rows. */
export const record_pairs = model({
  name: "intermediate.record_pairs",
  about: "One row per pair of kept records that are one human, and the reason.",
  materialized: "table",
  grain: ["one", "other", "reason"],
  from: { records: records_judged, links: source_links, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with kept as (
      select *, system || ':' || record_id as node from records where exclusion is null
    ),
    of_email as (
      select node, min(node) over (partition by joining_email) as first_node,
        count(*) over (partition by joining_email) as record_count
      from kept
      where joining_email is not null
    )
    select one.node as one, other.node as other, links.reason
    from links
    inner join kept as one on one.system = links.system and one.record_id = links.record_id
    inner join kept as other on other.system = links.other_system and other.record_id = links.other_record_id
    where one.node <> other.node
    group by one.node, other.node, links.reason
    union all
    select of_email.first_node as one, of_email.node as other, 'email' as reason
    from of_email
    cross join run
    where of_email.node <> of_email.first_node and of_email.record_count <= run.max_records_per_email`,
});
