import { sql } from "kysely";
import { pickColumns, type RowOf } from "../../src/table/columns.js";
import { comparisonKey, matchesRule } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { fit_rules } from "../run/fit_rules.js";
import { list_attributes } from "../run/list_attributes.js";
import { person_attributes } from "./person_attributes.js";

const columns = {
  ...pickColumns(fit_rules, "definition_version", "rule_id"),
  ...pickColumns(person_attributes, "attribute", "value"),
};

/** A range, e.g. `50..500`, includes both bounds; one bound can be left out. */
const inRange = sql`(
  coalesce(
    try_cast(parts.part as double) >= try_cast(split_part(rules.value, '..', 1) as double),
    trim(split_part(rules.value, '..', 1)) = '' and try_cast(parts.part as double) is not null)
  and coalesce(
    try_cast(parts.part as double) <= try_cast(split_part(rules.value, '..', 2) as double),
    trim(split_part(rules.value, '..', 2)) = '' and try_cast(parts.part as double) is not null))`;

/** A plain number, e.g. `-5`, `.5` or `1e2`: other texts that a cast to DOUBLE accepts, e.g. `nan` or `1_00`, do not count. */
const plainNumberPattern = sql.lit("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,2})?");

/** Compares each rule with each distinct value once, however many people have the value. */
export const fit_values_matched = model({
  name: "intermediate.fit_values_matched",
  about: "One row per fit rule and value of its attribute that the rule matches.",
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
    -- The elements of a list attribute, e.g. of dbt;Snowflake; any other value is a list with one element.
    parts as (
      select
        "values".*,
        trim(unnest(
          case
            when lists.attribute is not null then string_split(coalesce("values".value, ''), ';')
            else [coalesce("values".value, '')]
          end
        )) as part
      from "values"
      left join lists on lists.attribute = "values".attribute
    )
    select distinct rules.definition_version, rules.rule_id, parts.attribute, parts.value
    from parts
    inner join rules on rules.attribute = parts.attribute
    where
      case rules.match
        when 'is_null' then parts.value is null
        when 'is_true' then coalesce(${comparisonKey("parts.part")} in ('true', '1', 'yes'), false)
        when 'range' then regexp_full_match(parts.part, ${plainNumberPattern}) and coalesce(${inRange}, false)
        else parts.value is not null and coalesce(${matchesRule("rules", "parts.part")}, false)
      end`,
});
