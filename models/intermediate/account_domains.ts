import { sql } from "kysely";
import { nullable, type RowOf, text, whole } from "../../src/table/columns.js";
import { comparisonKey, siteHost } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_accounts } from "../canonical/source_accounts.js";
import { email_domains } from "../lookups/email_domains.js";
import { internal_domains } from "../run/internal_domains.js";

const columns = {
  domain: text("Host of the account's site, lower case, without www."),
  account_system: nullable(text("Source of the one account that has it; null if several do")),
  account_id: nullable(text("The one account that has it; null if several do")),
  accounts: whole("How many accounts have it"),
};

/**
 * A domain of email_domains.csv is nobody's: free, disposable and student mail, competitors, ourselves. Of several
 * accounts with one domain none is taken: the oldest or the smallest id would be a guess.
 */
export const account_domains = model({
  name: "intermediate.account_domains",
  about: "One row per web domain by which an account is found from an email: whose it is.",
  materialized: "table",
  grain: ["domain"],
  from: { accounts: source_accounts, known: email_domains, ours: internal_domains },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with hosted as materialized (select system, account_id, ${siteHost("domain")} as domain from accounts),
    held as (
      select domain, count(*) as accounts, min(system) as system, min(account_id) as account_id
      from hosted
      where domain is not null
      group by domain
    ),
    nobodys as (
      select ${comparisonKey("domain")} as domain from known
      union
      select domain from ours
    )
    select held.domain, case when held.accounts = 1 then held.system end as account_system,
      case when held.accounts = 1 then held.account_id end as account_id, held.accounts
    from held
    anti join nobodys on nobodys.domain = held.domain
    anti join (select domain from nobodys where starts_with(domain, '.')) as endings
      on ends_with(held.domain, endings.domain)`,
});
