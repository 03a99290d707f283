/** The schema of definition.yaml: when a lead counts as qualified. */
import { z } from "zod";

const text = z.string().min(1);
const notNegative = z.number().min(0);
const types = z.array(text);

const grade = z.enum(["A", "B", "C", "D"]);
const grades = z.array(grade).refine((all) => new Set(all).size === all.length, "expected each grade once");
const someGrades = grades.min(1);

/** The lowest fit score of grades A, B and C; everything below C is D. */
const minFits = z
  .strictObject({ A: z.number(), B: z.number(), C: z.number() })
  .superRefine(({ A, B, C }, { addIssue }) => {
    if (A <= B) addIssue({ code: "custom", path: ["B"], message: `must be below A (${A})` });
    if (B <= C) addIssue({ code: "custom", path: ["C"], message: `must be below B (${B})` });
  });

/** The share of points lost in an idle month. Scores divide by powers of the share that is left, which overflows if it is near 0; 1 needs no division. */
const decayShare = z
  .number()
  .refine(
    (share) => (share >= 0 && share <= 0.9) || share === 1,
    "expected a number from 0 to 0.9, or 1 to lose all points after one idle month (values in between overflow)",
  );

const decay = z
  .strictObject({
    per_idle_month: decayShare.optional(),
    points_per_idle_month: notNegative.optional(),
  })
  .refine(
    (one) => (one.per_idle_month === undefined) !== (one.points_per_idle_month === undefined),
    "give exactly one of per_idle_month and points_per_idle_month",
  );

const recency = z
  .array(z.strictObject({ within_days: z.number().positive(), weight: z.number().min(1) }))
  .superRefine((entries, { addIssue }) => {
    for (const [at, { within_days, weight }] of entries.entries()) {
      const before = entries[at - 1];
      if (!before) continue;
      const mistake = (key: string, message: string) => addIssue({ code: "custom", path: [at, key], message });
      if (within_days <= before.within_days)
        mistake("within_days", `must be above the ${before.within_days} before it`);
      if (weight > before.weight) mistake("weight", `must not exceed the ${before.weight} before it`);
    }
  });

const handRaiserOff = { grades: [], activity_types: [] };
const handRaiser = z
  .preprocess(
    // `hand_raiser: []` switches the path off, too.
    (given) => (Array.isArray(given) && given.length === 0 ? handRaiserOff : given),
    z.strictObject({ grades, activity_types: types }),
  )
  .default(handRaiserOff);

const quadrant = z
  .strictObject({ high: z.number().default(50), medium: z.number().default(20) })
  .prefault({})
  .refine(({ high, medium }) => high > medium, "high must be above medium");

const signature = text.nullable().default(null);

const hot = z.strictObject({ within_hours: z.number().positive(), activity_types: types });

const common = {
  name: text,
  grades: minFits,
  decay,
  recency: recency.default([]),
  caps: z.record(z.string(), z.number().positive()).default({}),
  quadrant,
  cool_off_days: notNegative.default(30),
  sign_off: z.strictObject({ marketing: signature, sales: signature }).prefault({}),
};

const twoAxis = z.strictObject({
  mode: z.literal("two_axis"),
  ...common,
  mql: z.strictObject({
    scored: z.strictObject({ grades: someGrades, min_engagement: notNegative }),
    hand_raiser: handRaiser,
  }),
  tiers: z.strictObject({ hot: hot.optional() }).prefault({}),
});

const combined = z.strictObject({
  mode: z.literal("combined"),
  ...common,
  mql: z.strictObject({
    scored: z.strictObject({ min_total: z.number(), grades: someGrades.optional() }),
    hand_raiser: handRaiser,
  }),
  tiers: z.strictObject({ hot: hot.extend({ min_total: z.number().optional() }).optional() }).prefault({}),
});

/** definition.yaml by itself; `definition_cross_checks.ts` compares it with the tables in its folder. */
export const definitionSchema = z.discriminatedUnion("mode", [twoAxis, combined]);

export type Definition = z.infer<typeof definitionSchema>;
