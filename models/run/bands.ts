import type { RunFacts } from "../../src/runs/run_facts.js";
import { nullable, oneOf, real, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

/** Half-open bands between the cuts: `[0,31)`, `[31,51)`, ..., `[71,inf)`. */
const bandsBetween = (axis: "engagement" | "total", cuts: readonly number[]) =>
  [null, ...cuts].map((low, at) => {
    const high = cuts[at] ?? null;
    return { axis, band: `[${low ?? 0},${high ?? "inf"})`, band_low: low, band_high: high };
  });

export const bands = source({
  name: "raw.bands",
  about: "One row per axis and score band.",
  origin: {
    kind: "run",
    rows: ({ config: { bands } }: RunFacts) => [
      ...bandsBetween("engagement", bands.engagement),
      ...bandsBetween("total", bands.total),
    ],
  },
  grain: ["axis", "band"],
  columns: {
    axis: oneOf(["engagement", "total"], "The score that the band cuts"),
    band: text("How the band reads: [31,51)"),
    band_low: nullable(real("Lowest score of the band; null: no lower bound")),
    band_high: nullable(real("First score above the band; null: no upper bound")),
  },
});
