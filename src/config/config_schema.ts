/** The schema of closedloop.yaml: every key with its type and its default. */
import { z } from "zod";
import { comparisonKey } from "../base/comparison_key.js";
import { encodings } from "../base/encodings.js";
import { taskKinds } from "../base/task_kinds.js";
import { listProducts } from "../table/adapters.js";
import { attributeNamePattern } from "./custom_attributes.js";
import { mappedEntitiesSchema } from "./mapped_entities.js";
import { dimensionName, dimensionsInput, validateDimensions } from "./validate_dimensions.js";
import { formatsSchema, nullWordsSchema } from "./value_reading_schema.js";

const days = z.number().positive();
const strictSection = <S extends z.ZodRawShape>(shape: S) => z.strictObject(shape);
/** A section that may be left out: its keys then take their defaults. */
const section = <S extends z.ZodRawShape>(shape: S) => {
  const schema = strictSection(shape);
  return schema.prefault({} as z.input<typeof schema>);
};

const text = z.string().min(1);
const timeZone = z.string().refine(isTimeZone, "expected an IANA time zone name, such as America/New_York or UTC");
const currency = z.string().regex(/^[A-Z]{3}$/, "expected a three-letter currency code, such as USD");
const memory = z.string().regex(/^\d+(\.\d+)? ?([KMGT]|[KMGT]i?B)$/i, "expected an amount of memory, such as 4GB");
const ascending = z
  .array(z.number())
  .min(1)
  .refine((cuts) => cuts.every((cut, at) => at === 0 || cut > cuts[at - 1]!), "expected numbers in ascending order");

const attribute = z
  .string()
  .regex(
    attributeNamePattern,
    "expected the name of an attribute, such as persona, or tools[] if its values are lists",
  );
const sourceName = z.string().regex(/^[a-z][a-z0-9_]*$/, "expected lower-case letters, digits and _, such as crm");
const fileName = z
  .string()
  .regex(/^[^/\\]+$/, "expected the name of a file, without a folder")
  .refine((name) => name !== "." && name !== "..", "expected the name of a file, without a folder");
const hours = z.number().positive();
const freshnessHours = strictSection({ warn: hours.default(26), error: hours.default(50) });
const isOrdered = ({ warn, error }: z.output<typeof freshnessHours>) => warn <= error;
const ordered = { message: "warn must not exceed error, so that the warning comes first" };
const sourceSystem = z.enum(listProducts() as [string, ...string[]]);

/** Keys of a source that only some systems have. */
const systemsOfKeys = [
  ["task_kinds", ["salesforce", "hubspot"]],
  ["labels", ["marketo"]],
] as const;

export const sourceSchema = strictSection({
  name: sourceName,
  system: sourceSystem,
  path: text,
  time_zone: timeZone.optional(),
  stage_field: text.optional(),
  /** Encoding of text files without a byte order mark. */
  encoding: z.enum(encodings).default("utf-8"),
  files: z.record(z.string(), text).default({}),
  custom: z.record(z.string(), attribute).default({}),
  formats: formatsSchema,
  null_words: nullWordsSchema,
  reason_fields: z.record(z.string(), text).default({}),
  /** What completed tasks of sales count as, by their type. */
  task_kinds: z.record(text, z.enum(taskKinds)).default({}),
  /** Labels of Marketo's fields, by the name of the field, where the label is not the name in words. */
  labels: z.record(text, text).default({}),
  reject_budget: section({ share: z.number().min(0).max(1).default(0.001), rows: z.int().min(0).optional() }),
  settle_seconds: z.number().min(0).max(3600).default(5),
  marker: fileName.optional(),
  manifest: fileName.optional(),
  incremental: z.boolean().default(false),
  /** Instead of the `freshness_hours` of all sources; null: it is never late. */
  freshness_hours: freshnessHours.refine(isOrdered, ordered).nullable().optional(),
  entities: mappedEntitiesSchema.optional(),
}).superRefine((source, context) => {
  const mapped = source.system === "mapped";
  if (mapped === (source.entities === undefined)) {
    const message = mapped
      ? "a source of `system: mapped` needs `entities`, which says which file feeds what; add it"
      : "only a source of `system: mapped` has `entities`; remove it or change the system";
    context.addIssue({ code: "custom", message, path: mapped ? [] : ["entities"] });
  }
  for (const [key, systems] of systemsOfKeys) {
    if (Object.keys(source[key]).length === 0 || systems.some((system) => system === source.system)) continue;
    const message = `only a source of \`system: ${systems.join("` or `")}\` has \`${key}\`; remove it`;
    context.addIssue({ code: "custom", message, path: [key] });
  }
  const types = Object.keys(source.task_kinds);
  for (const [at, type] of types.entries()) {
    if (types.findIndex((other) => comparisonKey(other) === comparisonKey(type)) === at) continue;
    const message = `"${type}" is there twice: case and outer spaces do not matter; remove one`;
    context.addIssue({ code: "custom", message, path: ["task_kinds", type] });
  }
});

const sources = z
  .array(sourceSchema)
  .min(1)
  .superRefine(
    (all, context) => {
      const names = all.map(({ name }) => name);
      for (const [at, name] of names.entries()) {
        if (names.indexOf(name) === at) continue;
        const message = `another source is already named "${name}"; give each source its own name`;
        context.addIssue({ code: "custom", message, path: [at, "name"] });
      }
    },
    // Also runs when another check failed, so that all mistakes are reported at once.
    { when: ({ value }) => z.array(z.object({ name: sourceName })).safeParse(value).success },
  );

export const configSchema = strictSection({
  time_zone: timeZone.default("America/New_York"),
  fiscal_year_start_month: z.int().min(1).max(12).default(2),
  currency: currency.default("USD"),
  sources,
  mql: section({
    source: z.enum(["recorded", "computed", "recorded_else_computed"]).default("recorded_else_computed"),
    requalify_customers: z.boolean().default(false),
    cycle_expires_days: days.nullable().default(null),
  }),
  conversion: section({
    lead_converted_is: z.enum(["sql", "sal"]).default("sql"),
    account_match_days: days.nullable().default(null),
  }),
  identity: section({
    max_records_per_email: z.int().positive().default(20),
    shared_mailboxes: z.array(text).default(["info", "sales", "support", "contact", "hello", "office"]),
    internal_domains: z.array(text).default([]),
  }),
  windows_days: section({
    sal: days.default(14),
    sql: days.default(45),
    opportunity: days.default(90),
    won: days.default(270),
  }),
  bands: section({ engagement: ascending.default([31, 51, 71]), total: ascending.default([31, 51, 71]) }),
  statistics: section({
    min_sample: z.int().positive().default(20),
    alpha: z.number().gt(0).lt(1).default(0.05),
  }),
  dimensions: z.array(dimensionName).default([]),
  snapshots: section({ missing_is_deleted: z.boolean().default(true) }),
  attribution: section({ lookback_days: days.default(365), half_life_days: days.default(7) }),
  sla: section({
    hours_to_first_touch: section({ hot: hours.default(4), mql: hours.default(24) }),
    attempts: section({ count: z.int().positive().default(5), days: days.default(10) }),
    disposition_hours: hours.default(48),
    handoff_hours: hours.default(24),
  }),
  freshness_hours: freshnessHours.prefault({}).refine(isOrdered, ordered),
  explore: z.enum(["without_personal_data", "full"]).default("without_personal_data"),
  publish: section({
    directory: text.default("warehouse"),
    keep: z.int().positive().default(3),
    parquet: z.boolean().default(false),
  }),
  /** How long to keep what no table depends on; null: for ever. */
  retention: section({
    replaced_loads_days: days.nullable().default(null),
    quarantine_days: days.nullable().default(null),
    runs: z.int().positive().default(1000),
  }),
  notify: section({ on_failure: text.nullable().default(null), on_success: text.nullable().default(null) }),
  metrics: section({ textfile: text.nullable().default(null) }),
  openlineage: section({
    url: z
      .url({ protocol: /^https?$/, error: "expected a URL that begins with https:// or http://" })
      .nullable()
      .default(null),
    file: text.nullable().default(null),
    namespace: text.default("closedloop"),
    api_key: text.nullable().default(null),
  }),
  resources: section({
    threads: z.int().positive().nullable().default(null),
    memory_limit: memory.nullable().default(null),
  }),
}).superRefine(
  (config, { addIssue }) => {
    for (const mistake of validateDimensions(config)) addIssue(mistake);
  },
  // Also runs when there are other mistakes, so that all are reported at once.
  { when: ({ value }) => dimensionsInput.safeParse(value).success },
);

export type Config = z.infer<typeof configSchema>;
export type SourceConfig = Config["sources"][number];

/** Accepts aliases such as Asia/Kolkata, which Intl.supportedValuesOf leaves out, but no offsets such as +01:00. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
