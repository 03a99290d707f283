import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { attributeOfField } from "../../../shared/attribute_fields.js";
import { salesforce_person_accounts } from "../intermediate/salesforce_person_accounts.js";
import { isOwnerField, namesOwnerByIds } from "../shared/owner_changes.js";
import { salesforce_accounts as raw_accounts } from "../sources/salesforce_accounts.js";
import { salesforce_contacts as raw_contacts } from "../sources/salesforce_contacts.js";
import { salesforce_leads as raw_leads } from "../sources/salesforce_leads.js";
import { salesforce_account_history } from "../staging/salesforce_account_history.js";
import { salesforce_contact_history } from "../staging/salesforce_contact_history.js";
import { salesforce_contacts } from "../staging/salesforce_contacts.js";
import { salesforce_lead_history } from "../staging/salesforce_lead_history.js";
import { salesforce_leads } from "../staging/salesforce_leads.js";

/** The email status that a value of HasOptedOutOfEmail means. */
const optOutStatus = (value: string) =>
  sql`case when lower(${sql.ref(value)}) in ('true', '1') then 'unsubscribed' else 'valid' end`;

/** A bounce as a change of the email status. */
const bounce = (entity: string, id: string) => sql`
      system,
      ${sql.lit(entity)} as entity,
      ${sql.ref(id)} as record_id,
      'emailbounceddate' as field,
      'valid' as old_value,
      'invalid' as new_value,
      'bounce' as change_id,
      email_bounced_at as occurred_at,
      'email_status' as attribute`;

/**
 * A change of owner has two rows, one with names and one with ids. Only the ids are read, as changes of the field OwnerId.
 * Of accounts only the fields that hold attributes are read, and the owner if the account is a person: then its contact has
 * the same. AccountHistory has no other field of that contact.
 */
export const field_changes = entityPart({
  product: "salesforce",
  entity: "field_changes",
  from: {
    lead_history: salesforce_lead_history,
    contact_history: salesforce_contact_history,
    account_history: salesforce_account_history,
    persons: salesforce_person_accounts,
    leads: salesforce_leads,
    contacts: salesforce_contacts,
  },
  select: () => sql`
    with account_changes as materialized (
      select
        *,
        ${attributeOfField(sql.ref("field"), raw_accounts)} as attribute
      from (
        select
          system,
          account_id,
          lower(trim(field)) as field,
          old_value,
          new_value,
          account_history_id as change_id,
          created_at as occurred_at
        from account_history
        where not is_deleted
      )
      where attribute is not null or ${sql.raw(isOwnerField)}
    ),
    changes as (
      select
        system,
        'lead' as entity,
        lead_id as record_id,
        lower(trim(field)) as field,
        old_value,
        new_value,
        lead_history_id as change_id,
        created_at as occurred_at
      from lead_history
      where not is_deleted
      union all
      select
        system,
        'contact',
        contact_id,
        lower(trim(field)),
        old_value,
        new_value,
        contact_history_id,
        created_at
      from contact_history
      where not is_deleted
      union all
      select
        account_changes.system,
        'contact',
        persons.contact_id,
        field,
        old_value,
        new_value,
        change_id,
        occurred_at
      from account_changes
      inner join persons on persons.system = account_changes.system and persons.account_id = account_changes.account_id
      where ${sql.raw(isOwnerField)}
    ),
    named as (
      select * replace (
        case when ${sql.raw(isOwnerField)} then 'ownerid' else field end as field,
        case when ${sql.raw(isOwnerField)} then ${salesforceId(sql.ref<string | null>("old_value"))} else old_value end as old_value,
        case when ${sql.raw(isOwnerField)} then ${salesforceId(sql.ref<string | null>("new_value"))} else new_value end as new_value
      )
      from changes
      where not ${sql.raw(isOwnerField)} or ${sql.raw(namesOwnerByIds)}
    )
    select *, ${attributeOfField(sql.ref("field"), raw_leads, raw_contacts)} as attribute
    from named
    union all by name
    select * exclude (account_id), 'account' as entity, account_id as record_id, true as is_of_account
    from account_changes
    where attribute is not null
    union all by name
    select
      * replace (
        'email_status' as field,
        ${optOutStatus("old_value")} as old_value,
        ${optOutStatus("new_value")} as new_value
      ),
      'email_status' as attribute
    from named
    where field = 'hasoptedoutofemail'
    union all by name
    select ${bounce("lead", "lead_id")} from leads where email_bounced_at is not null
    union all by name
    select ${bounce("contact", "contact_id")} from contacts where email_bounced_at is not null`,
});
