/** The rules of a definition after they were read and validated. */
import type { ActivityType } from "./activity_types.js";

/** The built-in attributes of a person that a fit rule may read; sources may add custom ones. */
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

/** Attributes whose values are lists separated by `;`. A custom one has `[]` after its name. */
export const listAttributes: readonly string[] = ["tech_stack"];

export const fitMatches = ["equals", "in", "contains", "regex", "range", "is_true", "is_null"] as const;
export const buyingStages = ["tofu", "mofu", "bofu"] as const;

/** A row of fit.csv. */
export interface FitRule {
  readonly rule_id: string;
  readonly label: string;
  readonly attribute: string;
  readonly match: (typeof fitMatches)[number];
  /** What `match` compares with; null if it needs no value. */
  readonly value: string | null;
  readonly points: number;
  /** Of the matching rules of a group only the one with the most points counts; null: always counts. */
  readonly group: string | null;
  readonly disqualifies: boolean;
}

/** A row of engagement.csv. */
export interface EngagementRule {
  readonly rule_id: string;
  readonly label: string;
  readonly activity_type: ActivityType;
  /** Glob on the name of the page, form, email or asset; null: matches any activity, with or without one. */
  readonly asset: string | null;
  readonly points: number;
  readonly buying_stage: (typeof buyingStages)[number] | null;
  /** The name of a cap in definition.yaml; null: uncapped. */
  readonly cap_group: string | null;
}
