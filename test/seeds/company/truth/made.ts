/** Small hand-made lives, for tests of what is derived from them. */

import { bookOf } from "../../../../seeds/company/truth/book.js";
import type { Deed, Life, Micros, StageEvent, Standing, World } from "../../../../seeds/company/world/life.js";
import { configSchema } from "../../../../src/config/schema.js";
import { type GivenVersion, versionOf } from "../../../support/definition.js";

/** An instant such as `2026-03-02 10:00`, UTC; without a clock noon. */
export const at = (text: string): Micros =>
  Date.parse(`${text.replace(" ", "T")}${text.includes(" ") ? "" : "T12:00"}Z`) * 1000;

const standing: Standing = {
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

/** A life in which nothing happened, but for what is given. */
export const lifeOf = (given: Partial<Omit<Life, "standing">> & { standing?: Partial<Standing> } = {}): Life => ({
  person_id: "crm:p1",
  human: 1,
  records: [{ system: "crm", record_id: "p1" }],
  said: [],
  did: [],
  acquired: [],
  touches: [],
  events: [],
  deals: [],
  limits: [],
  ...given,
  standing: { ...standing, ...given.standing },
  account_is_matched: false,
});

export const event = (stage: StageEvent["stage"], when: string, more: Partial<StageEvent> = {}): StageEvent => ({
  stage,
  at: at(when),
  is_approximate: false,
  reason: null,
  opportunity_id: null,
  ...more,
});

export const deed = (type: string, when: string, more: Partial<Deed> = {}): Deed => ({
  type,
  asset: null,
  campaign_id: null,
  is_bot: false,
  at: at(when),
  ...more,
});

const campaign = (campaign_id: string, type: string, channel: string | null) =>
  [campaign_id, { campaign_id, name: campaign_id, type, channel }] as const;

export const world: World = {
  seed: 1,
  leads: 1,
  asOf: at("2026-07-01 00:00"),
  timeZone: "America/New_York",
  campaigns: new Map([
    campaign("c1", "Webinar", "Events"),
    campaign("c2", "Partners", "Partner"),
    campaign("c3", "Stunt", null),
  ]),
  channels: new Map([["Webinar", "Events"]]),
  reasons: new Map([["no money", "No budget"]]),
};

/** Two VP points make an A; a demo is worth 30, a webinar 12. */
export const fit = [{ rule_id: "vp", attribute: "seniority", match: "equals", value: "vp", points: 45 }];
export const engagement = [
  { rule_id: "demo", activity_type: "demo_request", points: 30 },
  { rule_id: "webinar", activity_type: "webinar_attendance", points: 12 },
];

/** The book of a company with the defaults, but for what is given. */
export const bookWith = (
  config: Record<string, unknown> = {},
  versions: readonly GivenVersion[] = [{ fit, engagement }],
) =>
  bookOf(
    world,
    versions.map(versionOf),
    configSchema.parse({ sources: [{ name: "crm", system: "salesforce", path: "exports" }], ...config }),
  );

/** Somebody whose fit is an A from the start. */
export const vp = [{ attribute: "seniority", value: "vp", at: at("2025-01-05") }];
