/** The words of the lifecycle: stages in the order in which they are taken at one instant. */
export const stages = ["mql", "sal", "sql", "opportunity", "won", "lost", "rejected", "recycled"] as const;
export type Stage = (typeof stages)[number];

/** The stages after the MQL that a funnel counts, each with a rate of its own. */
export const funnelStages = ["sal", "sql", "opportunity", "won"] as const;
export type FunnelStage = (typeof funnelStages)[number];

/** Where a cycle stands as of now. */
export const outcomes = ["won", "lost", "rejected", "recycled", "opportunity", "sql", "sal", "awaiting"] as const;
