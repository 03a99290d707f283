import type { RunFacts } from "../../src/runs/run_facts.js";
import { flag, instant, nullable, oneOf, real, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";
import { criticalZ } from "../shared/statistics.js";

export const run_context = source({
  name: "raw.run_context",
  about:
    "One row with the clock, time zone, currency and settings of this run; models read the time from here, never from the machine.",
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
        lookback_days: config.attribution.lookback_days,
        requalify_customers: config.mql.requalify_customers,
        as_of: asOf,
      },
    ],
  },
  grain: [],
  columns: {
    time_zone: text("Reporting time zone as an IANA name, e.g. Europe/Berlin"),
    currency: text("Reporting currency as an ISO 4217 code, e.g. EUR"),
    mql_source: oneOf(
      ["recorded", "computed", "recorded_else_computed"],
      "Which MQLs count. recorded: those that a system recorded; computed: those that the definition computes; recorded_else_computed: recorded ones where a source has them, else computed ones",
    ),
    lead_converted_is: oneOf(["sql", "sal"], "Stage that a lead reaches by its conversion"),
    fiscal_year_start_month: whole("First month of the fiscal year, 1 to 12"),
    max_records_per_email: whole("Records with the same email are not joined if there are more of them than this"),
    min_sample: whole("A group with fewer MQLs than this is small, and is not ranked or compared"),
    critical_z: real(
      "A difference counts as a change if |z| is above this, i.e. two-sided p is below statistics.alpha",
    ),
    cycle_expires_days: nullable(real("Days of silence after which an undecided cycle expires; null if never", "days")),
    account_match_days: nullable(
      real("Days within which people of an opportunity's account count as people on it; null if never"),
    ),
    lookback_days: real(
      "An opportunity counts as sourced by an MQL at most this many days before it: attribution.lookback_days",
      "days",
    ),
    requalify_customers: flag("True if a customer may qualify again"),
    as_of: instant("Time that the run treats as now, UTC; anything later is ignored"),
  },
});
