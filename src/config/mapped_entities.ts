/** The schema of `entities` of a `mapped` source: which header of which file feeds which column of a canonical entity. */
import { z } from "zod";
import type { Format } from "../table/value_formats.js";
import { type EntityColumns, validateFeed } from "./validate_feed.js";
import { formatsSchema, nullWordsSchema } from "./value_reading_schema.js";

/** The columns of each canonical entity. All of `required` and at least one of `either` must be mapped or constant. */
export const canonicalColumns = {
  people: {
    required: ["record_id"],
    optional: [
      "email",
      "full_name",
      "job_title",
      "company",
      "account_id",
      "industry",
      "employee_count",
      "annual_revenue",
      "country",
      "source",
      "medium",
      "campaign_id",
      "created_at",
      "owner_id",
      "is_deleted",
      "merged_into",
    ],
    /** Any attribute of the team's own, for fit rules, e.g. `attributes.plan`, or `attributes.tools[]` for lists. */
    prefix: "attributes.",
  },
  accounts: {
    required: ["account_id"],
    optional: ["name", "domain", "industry", "employee_count", "annual_revenue", "country", "owner_id"],
  },
  activities: {
    required: ["record_id", "occurred_at"],
    either: ["raw_type", "activity_type"],
    optional: ["raw_type", "activity_type", "activity_id", "asset", "campaign_id", "is_bot"],
  },
  sales_touches: {
    required: ["record_id", "occurred_at"],
    optional: ["kind", "is_automated", "owner_id", "touch_id"],
  },
  stage_events: {
    required: ["record_id", "occurred_at", "stage"],
    optional: ["reason", "opportunity_id", "mql_at", "owner_id"],
  },
  opportunities: {
    required: ["opportunity_id"],
    optional: ["created_at", "outcome", "closed_at", "account_id", "amount", "currency", "owner_id", "name"],
  },
  opportunity_people: { required: ["opportunity_id", "record_id"], optional: ["role"] },
  campaigns: { required: ["campaign_id"], optional: ["name", "type", "starts_on"] },
  costs: { required: ["campaign_id", "month", "cost"], optional: ["currency"] },
  links: { required: ["record_id", "other_system", "other_record_id"], optional: [] },
} as const satisfies Record<string, EntityColumns>;

type CanonicalEntity = keyof typeof canonicalColumns;

const texts = z.record(z.string(), z.string());
const text = z.string().min(1);

const columns = z.record(z.string(), text);
const values = z.record(z.string(), texts);
const feedTextsSchema = z.object({
  columns: texts,
  constants: texts,
  formats: z.record(z.string(), z.unknown()),
  values,
});

const feedSchema = (entity: CanonicalEntity) =>
  z
    .strictObject({
      file: text,
      columns,
      constants: texts.default({}),
      formats: formatsSchema,
      null_words: nullWordsSchema,
      values: values.default({}),
      ...(entity === "stage_events" ? { link: z.literal("mql").optional() } : {}),
    })
    .superRefine(
      (one, { addIssue }) => {
        for (const issue of validateFeed(one, canonicalColumns[entity])) addIssue(issue);
      },
      // Also runs when another check failed, so that all mistakes are reported at once.
      { when: ({ value }) => feedTextsSchema.safeParse(value).success },
    );

const wrapInList = (given: unknown) =>
  typeof given === "object" && given !== null && !Array.isArray(given) ? [given] : given;

/** One file of an entity or a list of files, whose rows are combined. One file becomes a list, so that messages name its keys, not a choice of types. */
const feedsSchema = (entity: CanonicalEntity) =>
  z
    .preprocess(
      wrapInList,
      z
        .array(feedSchema(entity), "expected {file: ..., columns: {...}} or a list of them")
        .min(1, "expected at least one file"),
    )
    .optional();

export const mappedEntitiesSchema = z.strictObject({
  people: feedsSchema("people"),
  accounts: feedsSchema("accounts"),
  activities: feedsSchema("activities"),
  sales_touches: feedsSchema("sales_touches"),
  stage_events: feedsSchema("stage_events"),
  opportunities: feedsSchema("opportunities"),
  opportunity_people: feedsSchema("opportunity_people"),
  campaigns: feedsSchema("campaigns"),
  costs: feedsSchema("costs"),
  links: feedsSchema("links"),
});

/** One file that feeds one entity, as configured. */
export interface Feed {
  file: string;
  columns: Record<string, string>;
  constants: Record<string, string>;
  formats: Record<string, Format>;
  null_words: string[];
  values: Record<string, Record<string, string>>;
  link?: "mql" | undefined;
}
