import type { RunFacts } from "../../src/runs/run_facts.js";
import { nullable, oneOf, real, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

/** One band per interval between the cuts, with the lower bound in it and the upper bound not: `[0,31)`, `[31,51)`, ..., `[71,inf)`. */
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
    axis: oneOf(["engagement", "total"], "Score that the band belongs to"),
    band: text("Name of the band, e.g. [31,51)"),
    band_low: nullable(real("Lowest score of the band; null if it has no lower bound")),
    band_high: nullable(real("Lowest score above the band; null if it has no upper bound")),
  },
});
