import { sql } from "kysely";
import { part } from "../../../../src/table/united.js";
import { activityTypeRows } from "../shared/marketo.js";

export const activity_names = part({
  product: "marketo",
  entity: "activity_names",
  from: {},
  select: () => sql`select 'marketo' as product, type_id::varchar as raw_id, name from ${activityTypeRows}`,
});
