/** Rows of the exports about opportunities. */
import type { Exports } from "./exports.js";
import { contactOf, type Deal, type Employer } from "./human.js";
import { date, instant } from "./salesforce_files.js";

const probability: Record<string, number> = {
  Prospecting: 10,
  Qualification: 25,
  Proposal: 50,
  Negotiation: 75,
  "Closed Won": 100,
  "Closed Lost": 0,
};

/** The opportunity, its saves and the people on it. */
export function writeDeal(exports: Exports, employer: Employer, deal: Deal): void {
  const last = deal.saves.at(-1)?.at ?? deal.created;
  exports.crm.write("Opportunity", {
    Id: deal.id,
    IsDeleted: deal.isDeleted,
    AccountId: employer.account?.id,
    Name: deal.name,
    StageName: deal.stage,
    IsClosed: deal.outcome !== "open",
    IsWon: deal.outcome === "won",
    CurrencyIsoCode: deal.currency,
    Amount: deal.cents / 100,
    CloseDate: date(deal.closeDate),
    LeadSource: deal.source,
    Type: "New Business",
    OwnerId: deal.owner.id,
    CreatedDate: instant(deal.created),
    LastModifiedDate: instant(last),
    SystemModstamp: instant(last),
    LossReason__c: deal.reason,
  });
  for (const { at, stage, closeDate, cents } of deal.saves) {
    exports.crm.write("OpportunityHistory", {
      Id: exports.id("OpportunityHistory"),
      OpportunityId: deal.id,
      StageName: stage,
      Amount: cents / 100,
      CloseDate: date(closeDate),
      Probability: probability[stage],
      CreatedDate: instant(at),
      SystemModstamp: instant(at),
      IsDeleted: false,
    });
  }
  for (const { human, role, since, byRole } of deal.members) {
    const contact = contactOf(human);
    if (!byRole || !contact) continue;
    exports.crm.write("OpportunityContactRole", {
      Id: exports.id("OpportunityContactRole"),
      OpportunityId: deal.id,
      ContactId: contact.id,
      Role: role,
      IsPrimary: role === "Decision Maker",
      IsDeleted: deal.isDeleted,
      CreatedDate: instant(since),
      SystemModstamp: instant(since),
    });
  }
}
