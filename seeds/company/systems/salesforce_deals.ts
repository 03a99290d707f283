/** Rows of Opportunity, of its saves and of the people on it; ids of the latter two are given where they are written. */
import { contactOf, type Deal, type Employer } from "../world/human.js";
import { at, day, type Fields } from "./salesforce_objects.js";

const probability: Record<string, number> = {
  Prospecting: 10,
  Qualification: 25,
  Proposal: 50,
  Negotiation: 75,
  "Closed Won": 100,
  "Closed Lost": 0,
};

export function opportunityRow(employer: Employer, deal: Deal): Fields {
  const last = at(deal.saves.at(-1)?.at ?? deal.created);
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
    CloseDate: day(deal.closeDate),
    LeadSource: deal.source,
    Type: "New Business",
    OwnerId: deal.owner.id,
    CreatedDate: at(deal.created),
    LastModifiedDate: last,
    SystemModstamp: last,
    LossReason__c: deal.reason,
  };
}

export const savesOf = ({ id, saves }: Deal): Fields[] =>
  saves.map(({ at: savedAt, stage, closeDate, cents }) => ({
    OpportunityId: id,
    StageName: stage,
    Amount: cents / 100,
    CloseDate: day(closeDate),
    Probability: probability[stage],
    CreatedDate: at(savedAt),
    SystemModstamp: at(savedAt),
    IsDeleted: false,
  }));

/** Who is on it by a contact role; others are on it by the lead that became it. */
export const rolesOf = ({ id, isDeleted, members }: Deal): Fields[] =>
  members.flatMap(({ human, role, since, byRole }) => {
    const contact = contactOf(human);
    if (!byRole || !contact) return [];
    return {
      OpportunityId: id,
      ContactId: contact.id,
      Role: role,
      IsPrimary: role === "Decision Maker",
      IsDeleted: isDeleted,
      CreatedDate: at(since),
      SystemModstamp: at(since),
    };
  });
