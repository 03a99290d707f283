import type { RunFacts } from "../../src/runs/run_facts.js";
import { flag, instant, nullable, oneOf, real, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";
import { criticalZ } from "../shared/statistics.js";

export const run_context = source({
  name: "raw.run_context",
  about: "One row: what this run takes for now and here. Written by the run; no model asks the machine's clock.",
  origin: {
    kind: "run",
    rows: ({ config, asOf }: RunFacts) => [
      {
        time_zone: config.time_zone,
        currency: config.currency,
        mql_source: config.mql.source,
        lead_converted_is: config.conversion.lead_converted_is,
        fiscal_year_start_month: BigInt(config.fiscal_year_start_month),
        max_records_per_email: BigInt(config.identity.max_records_per_email),
        min_sample: BigInt(config.statistics.min_sample),
        critical_z: criticalZ(config.statistics.alpha),
        cycle_expires_days: config.mql.cycle_expires_days,
        account_match_days: config.conversion.account_match_days,
        requalify_customers: config.mql.requalify_customers,
        as_of: asOf,
      },
    ],
  },
  grain: [],
  columns: {
    time_zone: text("Reporting time zone, IANA name"),
    currency: text("Reporting currency, three letters"),
    mql_source: oneOf(["recorded", "computed", "recorded_else_computed"], "Whose MQLs count"),
    lead_converted_is: oneOf(["sql", "sal"], "The stage that the conversion of a lead reaches"),
    fiscal_year_start_month: whole("Month in which the fiscal year begins, 1 to 12"),
    max_records_per_email: whole("An email on more records than this joins none of them"),
    min_sample: whole("A slice of fewer MQLs is small: never ranked, never compared"),
    critical_z: real("A difference is a change where |z| is above this: p below statistics.alpha, two-sided"),
    cycle_expires_days: nullable(real("Silence after which an undecided cycle expires; null: never", "days")),
    account_match_days: nullable(
      real("Days within which people of an opportunity's account count as on it; null: never"),
    ),
    requalify_customers: flag("Whether a customer may qualify again"),
    as_of: instant("The run's now, UTC: nothing later is known"),
  },
});
