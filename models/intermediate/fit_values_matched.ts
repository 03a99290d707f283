import { sql } from "kysely";
import { nullable, personal, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey, matchesRule } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { fit_rules } from "../run/fit_rules.js";
import { list_attributes } from "../run/list_attributes.js";
import { person_attributes } from "./person_attributes.js";

const columns = {
  definition_version: text("Version of the definition"),
  rule_id: text("Rule that hits"),
  attribute: text("Attribute"),
  value: nullable(personal(text("Value of the attribute"))),
};

/** `50..500`, an end left out is open; a value that is no number lies in no range. */
const inRange = sql`(
  coalesce(try_cast(parts.part as double) >= try_cast(split_part(rules.value, '..', 1) as double),
    trim(split_part(rules.value, '..', 1)) = '' and try_cast(parts.part as double) is not null)
  and coalesce(try_cast(parts.part as double) <= try_cast(split_part(rules.value, '..', 2) as double),
    trim(split_part(rules.value, '..', 2)) = '' and try_cast(parts.part as double) is not null))`;

/** Each rule looks once at each distinct value, however many people have it. */
export const fit_values_matched = model({
  name: "intermediate.fit_values_matched",
  about: "One row per fit rule and value of its attribute on which it hits.",
  materialized: "table",
  grain: ["definition_version", "rule_id", "value"],
  from: { attributes: person_attributes, rules: fit_rules, lists: list_attributes },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with "values" as (
      select distinct attributes.attribute, attributes.value
      from attributes
      semi join rules on rules.attribute = attributes.attribute
    ),
    parts as (
      select "values".*, trim(unnest(case when lists.attribute is not null
          then string_split(coalesce("values".value, ''), ';') else [coalesce("values".value, '')] end)) as part
      from "values"
      left join lists on lists.attribute = "values".attribute
    )
    select distinct rules.definition_version, rules.rule_id, parts.attribute, parts.value
    from parts
    inner join rules on rules.attribute = parts.attribute
    where case rules.match
      when 'is_null' then parts.value is null
      when 'is_true' then coalesce(${comparisonKey("parts.part")} in ('true', '1', 'yes'), false)
      when 'range' then regexp_full_match(parts.part, '[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,2})?') and coalesce(${inRange}, false)
      else parts.value is not null and coalesce(${matchesRule("rules", "parts.part")}, false) end`,
});
