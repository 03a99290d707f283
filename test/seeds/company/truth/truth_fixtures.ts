/** Small person histories for tests of the truth. */
import { createTruthContext } from "../../../../seeds/company/truth/truth_context.js";
import type {
  Activity,
  CompanyFacts,
  PersonHistory,
  PersonProfile,
  StageEvent,
} from "../../../../seeds/company/world/ground_truth.js";
import type { Micros } from "../../../../seeds/company/world/time_units.js";
import { configSchema } from "../../../../src/config/config_schema.js";
import { type GivenVersion, versionOf } from "../../../support/definition.js";

/** Parses an instant in UTC, e.g. `2026-03-02 10:00`. Without a time it is noon. */
export const microsAt = (text: string): Micros =>
  Date.parse(`${text.replace(" ", "T")}${text.includes(" ") ? "" : "T12:00"}Z`) * 1000;

const givenProfile: PersonProfile = {
  source: "Webinar",
  persona: "Buyer",
  seniority: "vp",
  industry: "Software",
  company_size_band: "51-200",
  region: "EMEA",
  account_id: "001",
  owner_id: "005",
  owner_team: "East",
};

/** A person history that is empty except for the given properties. */
export const personHistory = (
  given: Partial<Omit<PersonHistory, "profile">> & { profile?: Partial<PersonProfile> } = {},
): PersonHistory => ({
  person_id: "crm:p1",
  human: 1,
  records: [{ system: "crm", record_id: "p1" }],
  dimensions: [],
  observations: [],
  activities: [],
  acquisition_campaigns: [],
  touches: [],
  events: [],
  opportunities: [],
  limits: [],
  ...given,
  profile: { ...givenProfile, ...given.profile },
  account_is_matched: false,
});

export const stageEvent = (stage: StageEvent["stage"], when: string, more: Partial<StageEvent> = {}): StageEvent => ({
  stage,
  at: microsAt(when),
  is_approximate: false,
  reason: null,
  opportunity_id: null,
  ...more,
});

export const activityOf = (type: string, when: string, more: Partial<Activity> = {}): Activity => ({
  type,
  asset: null,
  campaign_id: null,
  is_bot: false,
  at: microsAt(when),
  ...more,
});

const campaign = (campaign_id: string, type: string, channel: string | null) =>
  [campaign_id, { campaign_id, name: campaign_id, type, channel }] as const;

export const companyFacts: CompanyFacts = {
  seed: 1,
  leads: 1,
  asOf: microsAt("2026-07-01 00:00"),
  timeZone: "America/New_York",
  campaigns: new Map([
    campaign("c1", "Webinar", "Events"),
    campaign("c2", "Partners", "Partner"),
    campaign("c3", "Stunt", null),
  ]),
  channels: new Map([["Webinar", "Events"]]),
  reasons: new Map([["no money", "No budget"]]),
};

/** A VP has fit grade A. A demo request is worth 30 points, a webinar 12. */
export const fitRules = [{ rule_id: "vp", attribute: "seniority", match: "equals", value: "vp", points: 45 }];
export const engagementRules = [
  { rule_id: "demo", activity_type: "demo_request", points: 30 },
  { rule_id: "webinar", activity_type: "webinar_attendance", points: 12 },
];

/** A truth context with default settings except for the given ones. */
export const truthContextWith = (
  config: Record<string, unknown> = {},
  versions: readonly GivenVersion[] = [{ fit: fitRules, engagement: engagementRules }],
) =>
  createTruthContext(
    companyFacts,
    versions.map(versionOf),
    configSchema.parse({ sources: [{ name: "crm", system: "salesforce", path: "exports" }], ...config }),
  );

/** A person with fit grade A from the start. */
export const vpObservations = [{ attribute: "seniority", value: "vp", at: microsAt("2025-01-05") }];
