import { sql } from "kysely";
import { flag, nullable, personal, text } from "../../../../src/table/columns.js";
import { trimToNull } from "../../../../src/table/dialect.js";
import { computed, staged, trimmedToNull } from "../../../../src/table/staged.js";
import { activityAttribute, type attributeNames, botFlag, botPattern } from "../shared/marketo.js";
import { marketo_activities as raw } from "../sources/marketo_activities.js";

const attributes = sql.ref<string | null>("attributes");

/** One attribute of the JSON. Staging is a view, so an attribute that no query selects is never parsed. */
const attribute = (name: (typeof attributeNames)[number], about: string) =>
  computed(nullable(text(`Attribute ${name}: ${about}`)), () => activityAttribute(attributes, name));
const personalAttribute = (name: (typeof attributeNames)[number], about: string) =>
  computed(nullable(personal(text(`Attribute ${name}: ${about}`))), () => activityAttribute(attributes, name));

export const marketo_activities = staged(raw, {
  name: "staging.marketo_activities",
  about: "One row per Marketo activity, columns renamed, with the attributes that describe it.",
  isLarge: true,
  grain: ["system", "activity_id"],
  columns: {
    system: "system",
    activity_id: "marketoGUID",
    lead_id: "leadId",
    activity_type_id: "activityTypeId",
    smart_campaign_id: trimmedToNull("campaignId"),
    primary_attribute_value_id: trimmedToNull("primaryAttributeValueId"),
    program_id: attribute("Program ID", "program that the activity belongs to"),
    primary_attribute_value: "primaryAttributeValue",
    attributes: "attributes",
    webpage_url: computed(
      nullable(text("Attribute Webpage URL: path of the page; only where the primary value is blank, else null")),
      () =>
        sql<
          string | null
        >`case when ${trimToNull("primaryAttributeValue")} is null then ${activityAttribute(attributes, "Webpage URL")} end`,
    ),
    old_status: attribute("Old Status", "status of the member of a program before the change"),
    new_status: attribute("New Status", "status of the member of a program after the change"),
    new_stage: attribute("New Stage", "stage of the revenue cycle after the change"),
    old_stage: attribute("Old Stage", "stage of the revenue cycle before the change"),
    old_value: personalAttribute("Old Value", "value of the field before the change"),
    new_value: personalAttribute("New Value", "value of the field after the change"),
    merged_ids: attribute("Merge IDs", "leads that were merged into this one, e.g. [12, 3]"),
    bot_activity_pattern: computed(
      nullable(text("Attribute Bot Activity Pattern: how the bot was recognised; N/A if it is not a bot")),
      () => botPattern(attributes),
    ),
    action_result: computed(
      nullable(text("succeeded, skipped or failed, in lower case; null if the export does not say")),
      () => sql<string | null>`lower(${trimToNull("actionResult")})`,
    ),
    is_bot_activity: computed(
      nullable(flag("Attribute Is Bot Activity or Bot Activity; null if Marketo does not say")),
      () => botFlag(attributes),
    ),
    has_malformed_attributes: computed(
      nullable(flag("True if the attributes are not valid JSON and cannot be read; null without attributes")),
      () => sql<boolean | null>`not json_valid(${trimToNull("attributes")})`,
    ),
    occurred_at: "activityDate",
  },
});
