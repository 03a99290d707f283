/** Rows of Opportunity, OpportunityHistory and OpportunityContactRole, the latter two without their ids. */
import { contactOf, type Deal, type Employer } from "../world/human.js";
import { dayValue, instantValue, type SalesforceRow } from "./salesforce_objects.js";

const probability: Record<string, number> = {
  Prospecting: 10,
  Qualification: 25,
  Proposal: 50,
  Negotiation: 75,
  "Closed Won": 100,
  "Closed Lost": 0,
};

export function opportunityRow(employer: Employer, deal: Deal): SalesforceRow {
  const last = instantValue(deal.stageHistory.at(-1)?.at ?? deal.created);
  return {
    Id: deal.id,
    IsDeleted: deal.isDeleted,
    AccountId: employer.account?.id,
    Name: deal.name,
    StageName: deal.stage,
    IsClosed: deal.outcome !== "open",
    IsWon: deal.outcome === "won",
    CurrencyIsoCode: deal.currency,
    Amount: deal.cents / 100,
    CloseDate: dayValue(deal.closeDate),
    LeadSource: deal.source,
    Type: "New Business",
    OwnerId: deal.owner.id,
    CreatedDate: instantValue(deal.created),
    LastModifiedDate: last,
    SystemModstamp: last,
    LossReason__c: deal.reason,
  };
}

export const opportunityHistoryRows = ({ id, stageHistory }: Deal): SalesforceRow[] =>
  stageHistory.map(({ at: savedAt, stage, closeDate, cents }) => ({
    OpportunityId: id,
    StageName: stage,
    Amount: cents / 100,
    CloseDate: dayValue(closeDate),
    Probability: probability[stage],
    CreatedDate: instantValue(savedAt),
    SystemModstamp: instantValue(savedAt),
    IsDeleted: false,
  }));

/** People with a contact role. Others take part in the opportunity only through the converted lead. */
export const contactRoleRows = ({ id, isDeleted, members }: Deal): SalesforceRow[] =>
  members.flatMap(({ human, role, since, byRole }) => {
    const contact = contactOf(human);
    if (!byRole || !contact) return [];
    return {
      OpportunityId: id,
      ContactId: contact.id,
      Role: role,
      IsPrimary: role === "Decision Maker",
      IsDeleted: isDeleted,
      CreatedDate: instantValue(since),
      SystemModstamp: instantValue(since),
    };
  });
