/** The stages of the lifecycle, in the order that applies when several are dated at the same instant. */
export const stages = ["mql", "sal", "sql", "opportunity", "won", "lost", "rejected", "recycled"] as const;
export type Stage = (typeof stages)[number];

/** The stages after the MQL; the funnel has a rate for each. */
export const funnelStages = ["sal", "sql", "opportunity", "won"] as const;
export type FunnelStage = (typeof funnelStages)[number];

/** The outcome of an MQL cycle as of the run. */
export const outcomes = ["won", "lost", "rejected", "recycled", "opportunity", "sql", "sal", "awaiting"] as const;
