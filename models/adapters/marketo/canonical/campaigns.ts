import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { marketo_programs } from "../staging/marketo_programs.js";

export const campaigns = entityPart({
  product: "marketo",
  entity: "campaigns",
  from: { programs: marketo_programs },
  select: () => sql`select system, program_id as campaign_id, name, channel as type, starts_on from programs`,
});
