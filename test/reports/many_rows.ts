import type { RowsByTable } from "../support/built_models.js";
import { cycleRow, runRow } from "./mart_rows.js";

/** A company of many months, slices and reasons: what a small given set of rows cannot show of a page's layout. */
const sources = [
  "Web",
  "Webinar",
  "Paid Search",
  "Organic Search",
  "Trade Show",
  "Partner",
  "Referral",
  "Outbound",
].concat(
  [
    "Content Syndication",
    "Paid Social",
    "Email",
    "Community",
    "Direct Mail to Named Accounts",
    "Podcast",
    "Review Sites",
  ],
  ["Analyst Relations", "Co-marketing", "Chat"],
);
const channels = sources.slice(0, 12).map((source) => `${source}: programs`);
const personas = [
  "Marketing",
  "Sales",
  "Revenue Operations",
  "Finance",
  "IT",
  "Product",
  "Customer Success",
  "Founder",
].concat(["Human Resources", "Procurement", "Engineering", "Unmapped"]);
const reasons = [
  "Not a fit",
  "No budget",
  "No answer",
  "Competitor",
  "Student",
  "Bad data",
  "Not now",
  "Duplicate",
].concat(["Already a customer", "No authority", "Expired", "Unmapped", "No reason given"]);
const bands = ["[0,31)", "[31,51)", "[51,71)", "[71,inf)"];
const day = 86_400_000;
const first = Date.parse("2025-01-02T15:00:00Z");

/** The same numbers each time: the remainders of a linear congruence, as shares of 1. */
function repeatableShares(): () => number {
  let state = 20_260_701;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** 2,000 MQLs over 18 months in 18 sources, 12 channels, 12 personas and 13 reasons; the better the band, the further they come. */
export function manyRows(): RowsByTable {
  const next = repeatableShares();
  const skewed = <T>(of: readonly T[]): T => of[Math.floor(next() ** 2.2 * of.length)]!;
  const cycles = Array.from({ length: 2000 }, (_, at) => {
    const mql = first + Math.floor(next() * 545) * day;
    const rank = Math.floor(next() ** 0.8 * bands.length);
    const score = [20, 40, 60, 90][rank]!;
    const reaches = [0.55, 0.6, 0.62, 0.45].map((share) => next() < share + rank * 0.11 - 0.15);
    const after = (days: number) => new Date(mql + days * day).toISOString();
    const depth = reaches.indexOf(false) < 0 ? 4 : reaches.indexOf(false);
    const instants = { sal_at: after(2), sql_at: after(20), opportunity_at: after(45), won_at: after(150) };
    const reached = Object.entries(instants)
      .slice(0, depth)
      .filter(([, instant]) => instant <= "2026-07-01");
    const back = reached.length < 2 && next() < 0.6;
    return cycleRow(`crm:${at}`, 1, {
      source: skewed(sources),
      channel: skewed(channels),
      persona: skewed(personas),
      trigger_campaign_id: `701${skewed(sources)}`,
      campaign: `Campaign of ${skewed(sources)}`,
      mql_at: after(0),
      ...Object.fromEntries(reached),
      outcome: back ? "rejected" : (reached.at(-1)?.[0].replace("_at", "") ?? "awaiting"),
      ...(back && {
        rejected_at: after(5),
        rejected_from: reached.length > 0 ? "sal" : "mql",
        rejection_reason: skewed(reasons),
      }),
      ...{
        engagement_score: score,
        total_score: score + 10,
        grade: ["D", "C", "B", "A"][rank],
        path: "scored",
        tier: "mql",
      },
      ...{ engagement_band: bands[rank], total_band: bands[rank], definition_version: "2025-01-01" },
    });
  });
  return {
    "marts.mql_cycles": cycles,
    "marts.runs": [{ ...runRow, definition_version: "2025-01-01", min_sample: 20 }],
    "raw.targets": [
      ...sources.slice(0, 4).map((value) => ({
        ...{
          period_kind: "all",
          dimension: "source",
          value,
          metric: "matured_rate_sql",
          target: 0.3,
          period_start: null,
        },
      })),
      ...["sal", "sql"].flatMap((stage) =>
        Array.from({ length: 12 }, (_, at) => ({
          ...{ period_kind: "month", dimension: "all", value: "all", metric: `matured_rate_${stage}` },
          ...{ target: stage === "sal" ? 0.55 : 0.3, period_start: `2025-${String(at + 1).padStart(2, "0")}-01` },
        })),
      ),
    ],
  };
}
