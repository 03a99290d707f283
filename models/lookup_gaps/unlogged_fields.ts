import { sql } from "kysely";
import type { Remark, RemarkQuery } from "../../src/table/lookup_gap.js";
import { source_findings } from "../canonical/source_findings.js";
import { unloggedFieldsCheck } from "../shared/quality_checks.js";

/** Fields of the configuration that a source's log of changes does not have: their changes stay unknown. */
export const unlogged_fields: RemarkQuery = {
  from: { findings: source_findings },
  remarks: sql<Remark>`
    select
      subject,
      count,
      count as total,
      'settings' as topic,
      'the log names fields by their labels; name the label at the source, e.g. labels: {leadStatus: Person Status}' as advice
    from findings
    where "check" = ${sql.lit(unloggedFieldsCheck)}`,
};
