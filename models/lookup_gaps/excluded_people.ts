import { sql } from "kysely";
import { isMailAddress, mailHost, matchesRegex } from "../../src/table/dialect.js";
import type { Remark, RemarkQuery } from "../../src/table/lookup_gap.js";
import { source_people } from "../canonical/source_people.js";
import { records_judged } from "../intermediate/records_judged.js";
import { shared_mailboxes } from "../run/shared_mailboxes.js";

/** Domains that are reserved for tests, or often typed by people who test a form. */
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
  ('test', 'marked as tests', 'not counted: a field of theirs is mapped to is_test'),
  ('internal', 'with an address of your own domains',
    'not counted: identity.internal_domains, or type internal in reference/email_domains.csv'),
  ('deleted', 'deleted, or merged into a record that was not found', 'not counted'),
  ('missing', 'that a later full export no longer has', 'not counted: snapshots.missing_is_deleted'),
  ('anonymous', 'of anonymous web visitors', 'not counted')) as exclusions(exclusion, subject, advice)`;

/** Counts only: no names, addresses or ids of people. */
export const excluded_people: RemarkQuery = {
  from: { judged: records_judged, people: source_people, mailboxes: shared_mailboxes },
  remarks: sql<Remark>`
    with totals as (select count(*) as total from judged),
    kept as (
      select
        case when ${isMailAddress("judged.email")} then split_part(judged.email, '@', 1) end as mailbox,
        ${mailHost("judged.email")} as host,
        judged.email is not null and not ${isMailAddress("judged.email")} as has_no_address,
        judged.has_own_email,
        ${matchesRegex(testName, sql<string | null>`people.full_name`)} as is_named_test
      from judged
      inner join people on people.system = judged.system
        and people.entity = judged.entity
        and people.record_id = judged.record_id
      where judged.exclusion is null
    ),
    counted as (
      select
        exclusions.subject,
        exclusions.advice,
        count(*) as count
      from judged
      inner join ${exclusionAdvice} on exclusions.exclusion = judged.exclusion
      group by all
      union all
      select
        'with an address at ' || host,
        'counted as leads; to leave them out, set identity.internal_domains: [' || host || ']',
        count(*)
      from kept
      where host in (${sql.join(testHosts.map((host) => sql.lit(host)))})
      group by all
      union all
      select
        'with a name that looks like a test',
        'counted as leads; to leave them out, mark them in a field and add custom: {<field>: is_test} to the source',
        count(*)
      from kept
      where is_named_test
      union all
      select
        'with an address of a shared mailbox (' || string_agg(distinct mailbox, ', ' order by mailbox) || ')',
        'counted as leads, but not merged by this address (identity.shared_mailboxes)',
        count(*)
      from kept
      inner join mailboxes using (mailbox)
      union all
      select
        'with an email that is no address, e.g. n/a or none@',
        'counted as leads, but not merged by this text',
        count(*)
      from kept
      where has_no_address
      union all
      select
        'with an address of a mailbox that looks shared (' || string_agg(distinct mailbox, ', ' order by mailbox) || ')',
        'records with the same address become one person; if many people use it, add the mailbox to identity.shared_mailboxes',
        count(*)
      from kept
      where has_own_email and mailbox in (${sql.join(functionMailboxes.map((mailbox) => sql.lit(mailbox)))})
    )
    select
      counted.subject,
      counted.count,
      totals.total,
      counted.advice
    from counted
    cross join totals
    where counted.count > 0
    order by counted.count desc, counted.subject`,
};
