import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { withWarehouse } from "../../src/table/database_file.js";
import { quotedString } from "../../src/table/dialect.js";
import { rowsOf } from "../../src/table/rows.js";

/** The nights of a month. Each export has the state at midnight UTC. */
export const nights = Array.from({ length: 30 }, (_, no) => new Date(Date.UTC(2026, 5, no + 2)).toISOString());

/** Only records created in that month: of others the first state was never loaded. */
const createdInMonth = `CreatedDate >= '2026-06-01 00:00:00'`;
const objects = ["Lead", "LeadHistory", "Opportunity", "OpportunityHistory", "OpportunityContactRole", "Contact"];

const fieldBefore = (field: string) => `history.fields[${quotedString(field)}]`;

/** Leads at a midnight. Tracked fields have the value of the last change before it, else the old value of the first change after it. */
const leadAt = (midnight: string) => `
  select Lead.* replace (
      coalesce(${fieldBefore("Status")}, Status) as Status,
      coalesce(${fieldBefore("Disqualified_Reason__c")}, Disqualified_Reason__c) as Disqualified_Reason__c,
      case when converted then IsConverted else '0' end as IsConverted,
      case when converted then ConvertedDate end as ConvertedDate,
      case when converted then ConvertedContactId end as ConvertedContactId,
      case when converted then ConvertedAccountId end as ConvertedAccountId,
      case when converted then ConvertedOpportunityId end as ConvertedOpportunityId,
      coalesce(latest.changed, CreatedDate) as LastModifiedDate, coalesce(latest.changed, CreatedDate) as SystemModstamp)
  from Lead
  left join (
    select LeadId, map_from_entries(list((Field, value))) as fields from (
      select LeadId, Field, coalesce(
          arg_max(NewValue, (CreatedDate, Id)) filter (where CreatedDate < ${midnight}),
          arg_min(OldValue, (CreatedDate, Id)) filter (where CreatedDate >= ${midnight})) as value
      from LeadHistory group by LeadId, Field)
    where value is not null group by LeadId
  ) as history on history.LeadId = Lead.Id
  left join (
    select LeadId, max(CreatedDate) as changed, coalesce(bool_or(Field = 'leadConverted'), false) as converted
    from LeadHistory where CreatedDate < ${midnight} group by LeadId
  ) as latest on latest.LeadId = Lead.Id
  where CreatedDate < ${midnight}`;

const opportunityAt = (midnight: string) => `
  select Opportunity.* replace (
      coalesce(stood.StageName, Opportunity.StageName) as StageName,
      case when stood.StageName like 'Closed%' then '1' else '0' end as IsClosed,
      case when stood.StageName = 'Closed Won' then '1' else '0' end as IsWon,
      stood.CloseDate as CloseDate, stood.changed as LastModifiedDate, stood.changed as SystemModstamp)
  from Opportunity
  left join (
    select OpportunityId, arg_max(StageName, (CreatedDate, Id)) as StageName, arg_max(CloseDate, (CreatedDate, Id)) as CloseDate,
      max(CreatedDate) as changed
    from OpportunityHistory where CreatedDate < ${midnight} group by OpportunityId
  ) as stood on stood.OpportunityId = Opportunity.Id
  where CreatedDate < ${midnight}`;

/** Writes two sets of exports for one month: one with history objects, and one with the state at each midnight. */
export async function writeNightlyStates(exports: string, historyFolder: string, states: string): Promise<void> {
  await withWarehouse(":memory:", "READ_WRITE", async (memory) => {
    for (const object of objects) {
      const rows = `from read_csv(${quotedString(join(exports, `${object}.csv`))}, all_varchar = true)`;
      await memory.run(`create table ${object} as ${rows}`);
    }
    await memory.run(`delete from Lead where not ${createdInMonth}; delete from Opportunity where not ${createdInMonth};
      update Lead set MQL_Date__c = null; update Contact set MQL_Date__c = null`);
    const write = (select: string, folder: string, object: string) => {
      mkdirSync(folder, { recursive: true });
      return memory.run(`copy (${select}) to ${quotedString(join(folder, `${object}.csv`))} (header, force_quote *)`);
    };
    for (const object of objects) await write(`from ${object}`, historyFolder, object);
    for (const [no, midnight] of nights.entries()) {
      const at = quotedString(midnight.slice(0, 19).replace("T", " "));
      const folder = join(states, `night-${String(no + 1).padStart(2, "0")}`);
      await write(leadAt(at), folder, "Lead");
      await write(opportunityAt(at), folder, "Opportunity");
    }
    const last = join(states, "static");
    for (const object of ["OpportunityContactRole", "Contact"]) await write(`from ${object}`, last, object);
  });
}

/** Ids of leads whose status was MQL only between two midnights, so that no nightly export shows it. */
export async function unseenMqls(historyFolder: string): Promise<string[]> {
  return withWarehouse(":memory:", "READ_WRITE", async (memory) => {
    const history = `read_csv(${quotedString(join(historyFolder, "LeadHistory.csv"))}, all_varchar = true)`;
    const rows = await rowsOf<{ id: string }>(
      memory,
      `select distinct mql.LeadId as id from ${history} as mql semi join ${history} as later
         on later.LeadId = mql.LeadId and later.Field = 'Status' and (later.CreatedDate, later.Id) > (mql.CreatedDate, mql.Id)
         and left(later.CreatedDate, 10) = left(mql.CreatedDate, 10)
       where mql.Field = 'Status' and mql.NewValue = 'MQL' order by id`,
    );
    return rows.map(({ id }) => id);
  });
}
