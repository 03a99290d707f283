/** The built-in dimensions of the funnel, e.g. `owner`, and the column of mql_cycles that each one reads. */
export const dimensions = {
  source: "source",
  channel: "channel",
  first_campaign: "first_campaign_id",
  trigger_campaign: "trigger_campaign_id",
  persona: "persona",
  seniority: "seniority",
  industry: "industry",
  company_size_band: "company_size_band",
  region: "region",
  grade: "grade",
  tier: "tier",
  path: "path",
  engagement_band: "engagement_band",
  total_band: "total_band",
  definition_version: "definition_version",
  owner: "owner_id",
  owner_team: "owner_team",
} as const;

/** The kinds of period, shortest first. `all` is one period without a start. */
export const periodKinds = ["month", "quarter", "fiscal_quarter", "all"] as const;
