import { type RawBuilder, sql } from "kysely";

/** Why there cannot be an event (lifecycle.md 2). */
export const eventFaults = ["after the run's as-of", "before 1970", "more than ten years before its record"] as const;

/** SQL of what is wrong with an event; null if it counts. `madeAt`: when its record was made; null if unknown. */
export const eventFault = (occurredAt: string, madeAt: string, asOf: string): RawBuilder<string | null> => sql`case
        when ${sql.ref(occurredAt)} > ${sql.ref(asOf)} then ${sql.lit(eventFaults[0])}
        when ${sql.ref(occurredAt)} < timestamp '1970-01-01' then ${sql.lit(eventFaults[1])}
        -- A record that cannot have been made yet says nothing about its events.
        when ${sql.ref(madeAt)} <= ${sql.ref(asOf)} and ${sql.ref(occurredAt)} < ${sql.ref(madeAt)} - interval 10 year
          then ${sql.lit(eventFaults[2])}
      end`;
