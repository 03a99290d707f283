import { sql } from "kysely";
import { flag, instant, nullable, personal, text, whole } from "../../../../src/table/columns.js";
import { trimToNull } from "../../../../src/table/dialect.js";
import { model } from "../../../../src/table/model.js";
import { activityAttribute, botFlag, botPattern } from "../shared/marketo.js";
import { marketo_activities as raw } from "../sources/marketo_activities.js";

/** An attribute is read where it is asked for only: a view's column that nobody selects costs nothing. */
export const marketo_activities = model({
  name: "staging.marketo_activities",
  about: "One row per Marketo activity, renamed, with those of its attributes that say what it was.",
  materialized: "view",
  grain: ["system", "activity_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    activity_id: text("marketoGUID, in old exports an integer"),
    lead_id: text("Lead that it is about"),
    activity_type_id: whole("Type: 1 Visit Webpage, 2 Fill Out Form, ...; from 100000 on the instance's own"),
    smart_campaign_id: nullable(text("Smart campaign that did it; no program")),
    primary_attribute_value_id: nullable(text("Id of what it was done to: of type 104 the program")),
    program_id: nullable(text("Attribute Program ID")),
    primary_attribute_value: nullable(
      personal(text("Name of what it was done to: page, form, email, program, field; of a merge that of a human")),
    ),
    attributes: nullable(personal(text("JSON of its attributes as exported, malformed or not"))),
    webpage_url: nullable(text("Attribute Webpage URL: path of the page; read only where the primary value is blank")),
    old_status: nullable(text("Attribute Old Status: of the member of a program")),
    new_status: nullable(text("Attribute New Status: of the member of a program")),
    new_stage: nullable(text("Attribute New Stage: of the revenue cycle")),
    old_stage: nullable(text("Attribute Old Stage: of the revenue cycle")),
    old_value: nullable(personal(text("Attribute Old Value: of the field changed"))),
    new_value: nullable(personal(text("Attribute New Value: of the field changed"))),
    merged_ids: nullable(text("Attribute Merge IDs: leads merged into this one, as a list in text")),
    bot_activity_pattern: nullable(text("Attribute Bot Activity Pattern: how a bot was known; N/A: it is none")),
    action_result: nullable(text("succeeded, skipped or failed, lower case; null if the export does not say")),
    is_bot_activity: nullable(flag("Attribute Is Bot Activity; null if it does not say")),
    has_malformed_attributes: nullable(flag("Whether its attributes are no JSON, and say nothing; null without any")),
    occurred_at: instant("When it happened, UTC"),
  },
  select: (db) =>
    db.selectFrom("raw").select(({ ref }) => {
      const attribute = (name: Parameters<typeof activityAttribute>[1]) => activityAttribute(ref("attributes"), name);
      return [
        "system",
        "marketoGUID as activity_id",
        "leadId as lead_id",
        "activityTypeId as activity_type_id",
        trimToNull("campaignId").as("smart_campaign_id"),
        trimToNull("primaryAttributeValueId").as("primary_attribute_value_id"),
        attribute("Program ID").as("program_id"),
        "primaryAttributeValue as primary_attribute_value",
        "attributes",
        sql<
          string | null
        >`case when ${trimToNull("primaryAttributeValue")} is null then ${attribute("Webpage URL")} end`.as(
          "webpage_url",
        ),
        attribute("Old Status").as("old_status"),
        attribute("New Status").as("new_status"),
        attribute("New Stage").as("new_stage"),
        attribute("Old Stage").as("old_stage"),
        attribute("Old Value").as("old_value"),
        attribute("New Value").as("new_value"),
        attribute("Merge IDs").as("merged_ids"),
        botPattern(ref("attributes")).as("bot_activity_pattern"),
        sql<string | null>`lower(${trimToNull("actionResult")})`.as("action_result"),
        botFlag(ref("attributes")).as("is_bot_activity"),
        sql<boolean | null>`not json_valid(${trimToNull("attributes")})`.as("has_malformed_attributes"),
        "activityDate as occurred_at",
      ];
    }),
});
