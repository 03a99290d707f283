import type { Config } from "../../../src/config/config_schema.js";
import { readDefinitions } from "../../../src/config/read_definitions.js";
import { createProject } from "./temporary_project.js";

/** The definition that the specification prints, but for the types that only patterns emit. */
export const specDefinitionYaml = `name: two-axis
mode: two_axis
grades: {A: 40, B: 25, C: 10}
decay: {per_idle_month: 0.15}
recency: [{within_days: 14, weight: 2.5}, {within_days: 60, weight: 1.5}]
caps: {awareness: 30}
mql:
  scored: {grades: [A, B], min_engagement: 50}
  hand_raiser: {grades: [A, B], activity_types: [demo_request, email_reply]}
tiers: {hot: {within_hours: 48, activity_types: [pricing_form]}}
quadrant: {high: 50, medium: 20}
cool_off_days: 30
sign_off: {marketing: null, sales: null}
`;

export const fitCsv = `rule_id,label,attribute,match,value,points,group,disqualifies
vp,Vice president,seniority,equals,vp,25,seniority,
size,Right size,employee_count,range,50..500,15,,
competitor,Competitor,is_competitor,is_true,,-100,,TRUE
`;

export const engagementCsv = `rule_id,label,activity_type,asset,points,buying_stage,cap_group
demo,Demo requested,demo_request,,30,bofu,
blog,Blog read,blog_visit,*/pricing/*,0.5,tofu,awareness
`;

/** The files of a version: the printed definition and two small tables, or what is given in their place; undefined leaves one out. */
export function versionFiles(version: string, given: Readonly<Record<string, string | undefined>> = {}) {
  const files = { "definition.yaml": specDefinitionYaml, "fit.csv": fitCsv, "engagement.csv": engagementCsv, ...given };
  const kept = Object.entries(files).filter((file): file is [string, string] => file[1] !== undefined);
  return Object.fromEntries(kept.map(([name, text]) => [`definition/${version}/${name}`, text]));
}

/** Reads a project of one version. */
export const readOneVersion = async (
  given: Readonly<Record<string, string | undefined>> = {},
  config?: Pick<Config, "sources">,
) => readDefinitions(await createProject(versionFiles("2026-01-01", given)), config);
