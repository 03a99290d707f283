/** What a row of a rule table says, once read and found valid. */
import type { ActivityType } from "./activity_types.js";

/** Attributes of a person that a fit rule may read, besides the custom ones of the sources. */
export const fitAttributes = [
  "job_title",
  "seniority",
  "department",
  "persona",
  "industry",
  "employee_count",
  "annual_revenue",
  "country",
  "region",
  "tech_stack",
  "email_domain",
  "email_domain_type",
  "is_competitor",
  "is_customer",
  "is_student",
  "email_status",
] as const;

/** Attributes whose values are lists, their elements separated by `;`; a custom one says so by `[]` behind its name. */
export const listAttributes: readonly string[] = ["tech_stack"];

export const fitMatches = ["equals", "in", "contains", "regex", "range", "is_true", "is_null"] as const;
export const buyingStages = ["tofu", "mofu", "bofu"] as const;

/** A row of fit.csv. */
export interface FitRule {
  readonly rule_id: string;
  readonly label: string;
  readonly attribute: string;
  readonly match: (typeof fitMatches)[number];
  /** As `match` reads it; null where it needs none. */
  readonly value: string | null;
  readonly points: number;
  /** Of the hits of one group only the largest counts; null: it adds up with all others. */
  readonly group: string | null;
  readonly disqualifies: boolean;
}

/** A row of engagement.csv. */
export interface EngagementRule {
  readonly rule_id: string;
  readonly label: string;
  readonly activity_type: ActivityType;
  /** Glob on the page, form, email or asset name; null: any, and none. */
  readonly asset: string | null;
  readonly points: number;
  readonly buying_stage: (typeof buyingStages)[number] | null;
  /** A cap of definition.yaml; null: uncapped. */
  readonly cap_group: string | null;
}
