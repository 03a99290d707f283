import { sql } from "kysely";
import type { SettingQuery } from "../../src/table/lookup_gap.js";
import { source_opportunity_states } from "../canonical/source_opportunity_states.js";

/** The currencies of opportunities. In Salesforce, `000` is that of records that the system made. */
export const currency: SettingQuery = {
  setting: "currency",
  about: (rows, total) => `${rows} of ${total} opportunities with a currency have it`,
  from: { states: source_opportunity_states },
  words: sql`
    select
      upper(trim(currency)) as word,
      count(*) as rows,
      (sum(count(*)) over ())::bigint as total
    from states
    where regexp_matches(trim(currency), '^[A-Za-z]{3}$')
    group by upper(trim(currency))
    order by rows desc, word`,
};
