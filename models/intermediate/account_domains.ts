import { sql } from "kysely";
import { nullable, personal, type RowOf, text, whole } from "../../src/table/columns.js";
import { comparisonKey, siteHost } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_accounts } from "../canonical/source_accounts.js";
import { email_domains } from "../lookups/email_domains.js";
import { internal_domains } from "../run/internal_domains.js";

const columns = {
  domain: personal(text("Host of the accounts' web site, lower case, without www., e.g. acme.com")),
  account_system: nullable(text("Source of the only account with this domain; null if several accounts have it")),
  account_id: nullable(text("The only account with this domain; null if several accounts have it")),
  accounts: whole("Number of accounts with this domain"),
};

/**
 * Domains of email_domains.csv (free, disposable and student mail, competitors) and internal domains are left out.
 * If several accounts have one domain none is chosen: to take the oldest or the smallest id would be a guess.
 */
export const account_domains = model({
  name: "intermediate.account_domains",
  about: "One row per web domain of an account: which account a person with such an email address belongs to.",
  materialized: "table",
  grain: ["domain"],
  from: { accounts: source_accounts, known: email_domains, ours: internal_domains },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with hosted as materialized (
      select system, account_id, ${siteHost("domain")} as domain from accounts
    ),
    counted as (
      select
        domain,
        count(*) as accounts,
        min(system) as system,
        min(account_id) as account_id
      from hosted
      where domain is not null
      group by domain
    ),
    excluded as (
      select ${comparisonKey("domain")} as domain from known
      union
      select domain from ours
    )
    select
      counted.domain,
      case when counted.accounts = 1 then counted.system end as account_system,
      case when counted.accounts = 1 then counted.account_id end as account_id,
      counted.accounts
    from counted
    anti join excluded on excluded.domain = counted.domain
    -- An entry like .edu excludes every domain that ends in it.
    anti join (select domain from excluded where starts_with(domain, '.')) as endings
      on ends_with(counted.domain, endings.domain)`,
});
