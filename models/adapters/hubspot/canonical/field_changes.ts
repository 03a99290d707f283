import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { stage_words } from "../../../lookups/stage_words.js";
import { custom_fields } from "../../../run/custom_fields.js";
import { reason_fields } from "../../../run/reason_fields.js";
import { source_systems } from "../../../run/source_systems.js";
import { stage_fields } from "../../../run/stage_fields.js";
import { attributeFieldsOf, attributeOfField } from "../../../shared/attribute_fields.js";
import { hubspot_companies } from "../sources/hubspot_companies.js";
import { hubspot_contacts } from "../sources/hubspot_contacts.js";
import { hubspot_company_property_history } from "../staging/hubspot_company_property_history.js";
import { hubspot_contact_property_history } from "../staging/hubspot_contact_property_history.js";

const attributeProperties = attributeFieldsOf(hubspot_contacts).map(([, property]) => sql`(${sql.lit(property)})`);
const companyProperties = attributeFieldsOf(hubspot_companies).map(([, property]) => sql.lit(property));

/**
 * The histories have every property. Only those that hold a stage, a reason or an attribute of people are read; of companies,
 * only attributes. A value holds until the next one.
 */
export const field_changes = entityPart({
  product: "hubspot",
  entity: "field_changes",
  from: {
    history: hubspot_contact_property_history,
    company_history: hubspot_company_property_history,
    words: stage_words,
    systems: source_systems,
    stage_fields,
    reason_fields,
    custom_fields,
  },
  select: () => sql`
    with fields as (
      select systems.system, words.field
      from words
      inner join systems on systems.product = words.product
      where words.product = 'hubspot' and words.entity = 'contact' and not words.is_date_field
      union
      select system, lower(trim(field)) from stage_fields
      union
      select system, lower(trim(field)) from reason_fields where entity = 'contact'
      union
      select system, lower(trim(field)) from custom_fields
      union
      select systems.system, properties.property
      from systems
      cross join (values ${sql.join(attributeProperties)}) as properties(property)
      where systems.product = 'hubspot'
    ),
    field_values as (
      select
        history.system,
        history.contact_id,
        fields.field,
        nullif(trim(history.value), '') as new_value,
        lag(nullif(trim(history.value), '')) over (
          partition by history.system, history.contact_id, fields.field order by history.occurred_at
        ) as old_value,
        history.occurred_at
      from history
      inner join fields on fields.system = history.system and fields.field = lower(trim(history.property))
    ),
    company_values as (
      select
        system,
        company_id,
        lower(trim(property)) as field,
        nullif(trim(value), '') as new_value,
        lag(nullif(trim(value), '')) over (
          partition by system, company_id, lower(trim(property)) order by occurred_at
        ) as old_value,
        occurred_at
      from company_history
      where lower(trim(property)) in (${sql.join(companyProperties)})
    )
    select
      system,
      'contact' as entity,
      contact_id as record_id,
      field,
      old_value,
      new_value,
      ${attributeOfField(sql.ref("field"), hubspot_contacts)} as attribute,
      false as is_of_account,
      occurred_at::varchar as change_id,
      occurred_at
    from field_values
    where new_value is distinct from old_value
    union all
    select
      system,
      'company',
      company_id,
      field,
      old_value,
      new_value,
      ${attributeOfField(sql.ref("field"), hubspot_companies)},
      true,
      occurred_at::varchar,
      occurred_at
    from company_values
    where new_value is distinct from old_value
    union all
    select
      system,
      'contact',
      contact_id,
      'email_status',
      'valid',
      case when not is_set then 'valid' when property = 'hs_email_optout' then 'unsubscribed' else 'invalid' end,
      'email_status',
      false,
      property || ' ' || occurred_at,
      occurred_at
    from (
      select
        system,
        contact_id,
        lower(trim(property)) as property,
        trim(value) <> '' and lower(trim(value)) <> 'false' as is_set,
        occurred_at
      from history
      where lower(trim(property)) in ('hs_email_optout', 'hs_email_hard_bounce_reason_enum')
    )
    where is_set is not null`,
});
