/** The columns of truth.json that the warehouse must match, and the keys of its rows. */
const splitWords = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");

const scores = "fit_score grade engagement_score total_score";
const profile = `source channel first_campaign_id persona seniority industry company_size_band region account_id
  owner_id owner_team`;
const forEachStage = (of: (stage: string) => string) => ["sal", "sql", "opportunity", "won"].map(of).join(" ");

export const truthKeys = {
  people: ["person_id"],
  cycles: ["person_id", "cycle_no"],
  scores: ["person_id", "scored_at"],
  opportunities: ["opportunity_key"],
  credits: ["person_id", "cycle_no"],
  rates: ["period_kind", "period_start", "dimension", "value"],
  rejections: ["period_kind", "period_start", "dimension", "value", "reason"],
};

export const truthColumns = {
  people:
    splitWords(`${profile} account_is_matched stage is_customer last_activity_at activities_30d ${scores} is_disqualified quadrant
    action tier`),
  cycles:
    splitWords(`mql_origin mql_at sal_at sql_at opportunity_at won_at lost_at rejected_at first_touch_at meeting_at
    sal_imputed sql_imputed opportunity_imputed mql_is_approximate outcome rejected_from rejection_reason
    rejection_reason_raw repeat_mql_count blocked_by_cool_off reversed_rejections inside_cool_off is_recycled
    has_influenced_opportunity opportunity_id amount currency definition_version path tier ${scores} engagement_band
    total_band is_fit_backfilled trigger_campaign_id ${profile}`),
  opportunities:
    splitWords(`outcome people cycles primary_cycle_id source channel persona mql_at is_sourced is_influenced amount
    currency is_close_approximate created_at closed_at`),
  credits: ["amount_credited"],
  scores: splitWords(`definition_version ${scores} is_disqualified tier path is_mql_eligible`),
  rates: splitWords(`mqls people ${forEachStage(
    (stage) => `reached_${stage} mature_${stage} reached_${stage}_in_window
      rate_${stage} matured_rate_${stage}`,
  )}
    reached_meeting rate_meeting imputed_sal imputed_sql imputed_opportunity awaiting rejected refused decided
    rejection_rate unqualified_entries`),
  rejections: splitWords("rejected rejected_at_mql dropped_later share"),
};
