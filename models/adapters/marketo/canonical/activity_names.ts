import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { standardTypes } from "../shared/marketo.js";

export const activity_names = entityPart({
  product: "marketo",
  entity: "activity_names",
  from: {},
  select: () => sql`select 'marketo' as product, type_id::varchar as raw_id, name from ${standardTypes}`,
});
