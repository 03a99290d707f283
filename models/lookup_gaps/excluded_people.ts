import { sql } from "kysely";
import { matchesRegex } from "../../src/table/dialect.js";
import type { Remark, RemarkQuery } from "../../src/table/lookup_gap.js";
import { source_people } from "../canonical/source_people.js";
import { records_judged } from "../intermediate/records_judged.js";
import { shared_mailboxes } from "../run/shared_mailboxes.js";

/** Domains of nobody: reserved for documentation and tests, or taken by whoever tests a form. */
const testHosts = ["example.com", "example.org", "example.net", "test.com", "test.test", "email.test"];
const testName = "^(test|testing|tester|dummy|fake|asdf\\w*|qwerty|xxx+)\\b|\\b(test|dummy|delete me|do not use)$";
const functionMailboxes = [
  "admin",
  "billing",
  "help",
  "hr",
  "jobs",
  "marketing",
  "noreply",
  "no-reply",
  "press",
  "team",
  "webmaster",
];

const exclusionAdvice = sql`(values
  ('test', 'marked as tests by the attribute is_test', 'left out: custom: {<field>: is_test} of the source names the mark'),
  ('internal', 'of your own domains', 'left out: identity.internal_domains, and internal in reference/email_domains.csv'),
  ('deleted', 'deleted, or merged away into nothing', 'left out'),
  ('anonymous', 'web visitors whom nobody knows', 'left out')) as whys(exclusion, subject, advice)`;

/** Of whom it says only how many they are: never a name, an address or an id. */
export const excluded_people: RemarkQuery = {
  from: { judged: records_judged, people: source_people, mailboxes: shared_mailboxes },
  remarks: sql<Remark>`
    with totals as (select count(*) as total from judged),
    kept as (
      select split_part(judged.email, '@', 1) as mailbox, split_part(judged.email, '@', -1) as host,
        judged.has_own_email, ${matchesRegex(testName, sql<string | null>`people.full_name`)} as is_named_test
      from judged
      inner join people on people.system = judged.system and people.record_id = judged.record_id
      where judged.exclusion is null
    ),
    told as (
      select whys.subject, whys.advice, count(*) as count
      from judged
      inner join ${exclusionAdvice} on whys.exclusion = judged.exclusion
      group by all
      union all
      select 'with an address at ' || host, 'counted as leads: identity.internal_domains: [' || host || '] leaves them out', count(*)
      from kept
      where host in (${sql.join(testHosts.map((host) => sql.lit(host)))})
      group by all
      union all
      select 'named like a test', 'counted as leads: mark them by a field, and say custom: {<field>: is_test} of the source', count(*)
      from kept
      where is_named_test
      union all
      select 'of shared mailboxes (' || string_agg(distinct mailbox, ', ' order by mailbox) || ')',
        'kept, but join nobody by their address: identity.shared_mailboxes', count(*)
      from kept
      inner join mailboxes using (mailbox)
      union all
      select 'of mailboxes that look shared (' || string_agg(distinct mailbox, ', ' order by mailbox) || ')',
        'join whoever writes from there: add them to identity.shared_mailboxes', count(*)
      from kept
      where has_own_email and mailbox in (${sql.join(functionMailboxes.map((mailbox) => sql.lit(mailbox)))})
    )
    select told.subject, told.count, totals.total, told.advice
    from told
    cross join totals
    where told.count > 0
    order by told.count desc, told.subject`,
};
