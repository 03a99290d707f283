import type { Reached } from "../../src/lifecycle.js";
import type { Dimension, Facts } from "./gathered.js";

/** How the stages are called. */
export const stageNames: Readonly<Record<Reached, string>> = {
  sal: "SAL",
  sql: "SQL",
  opportunity: "Opportunity",
  won: "Won",
};

/** The days within which a stage counts in its matured rate. */
export const windowOf = (facts: Facts, stage: Reached): number => facts[`${stage}_days`];

/** How the dimensions are called, and what a value of each is. */
export const words: Readonly<Record<Dimension, { noun: string; plural: string; about: string }>> = {
  source: {
    noun: "source",
    plural: "sources",
    about: "Where the person first came from: the first-touch source of the person's oldest record.",
  },
  channel: {
    noun: "channel",
    plural: "channels",
    about:
      "The source and the type of the trigger campaign, as channels.csv groups them. Unmapped: no rule of it fits.",
  },
  persona: {
    noun: "persona",
    plural: "personas",
    about: "What the job title says of the person's role, as personas.csv reads it. Unmapped: no rule of it fits.",
  },
  trigger_campaign: {
    noun: "campaign",
    plural: "campaigns",
    about:
      "The trigger campaign: of the latest marketing activity or response at or before the MQL, else the person's first one. (none): no campaign is known.",
  },
};
