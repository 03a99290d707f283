import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Standard objects of Salesforce that closedloop does not read. Most have a history, shares and a feed as well. */
const objects =
  `AcceptedEventRelation AccountBrand AccountTeamMember ActionPlan ApexClass ApexLog ApexTrigger Asset AssetAction AssetRelationship
  AuthorizationForm AuthorizationFormConsent AuthorizationFormDataUse AuthorizationFormText BusinessProcess Calendar CalendarView
  CallCenter CaseComment CaseMilestone CaseStatus ChangeRequest CollaborationGroup CommSubscription CommSubscriptionChannelType
  CommSubscriptionConsent CommSubscriptionTiming Community ConnectedApplication ConsumptionRate ConsumptionSchedule ContactPointAddress
  ContactPointConsent ContactPointEmail ContactPointPhone ContactPointTypeConsent ContentAsset ContentDocument ContentFolder
  ContentVersion ContentWorkspace ContractLineItem CreditMemo CreditMemoLine CustomPermission Customer Dashboard DataUseLegalBasis
  DataUsePurpose Document Domain DuplicateRule EmailServicesAddress EmailTemplate EngagementChannelType Entitlement EntityMilestone
  ExternalDataSource FinanceTransaction FiscalYearSettings FlowInterview Folder Group GroupMember Holiday Idea Image Incident Individual
  Invoice InvoiceLine KnowledgeArticle LegalEntity LineItemsOverride LinkedArticle Location LoginHistory Macro MailmergeTemplate
  MessagingEndUser MessagingSession MilestoneType NamedCredential Network OperatingHours OrderItem Organization PartyConsent Payment
  PaymentGateway PendingServiceRouting PermissionSet Pricebook2 PricebookEntry Problem ProcessDefinition Product2 Profile Promotion
  QuickText Quote QuoteLineItem Recommendation RecordType RefundLinePayment Report ReturnOrder Scontrol Scorecard SellerDetail
  ServiceContract SharingRules Site SocialPersona Solution StaticResource Topic UserLicense UserRole WebLink WorkOrder WorkType`.split(
    /\s+/,
  );

const audit = ["CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById", "SystemModstamp"];

/** Objects whose columns are those of one that closedloop reads, at least in part. */
const similar: Readonly<Record<string, string>> = {
  AccountContactRole: `Id,IsDeleted,AccountId,ContactId,Role,IsPrimary,${audit}`,
  ActivityHistory: `Id,AccountId,WhoId,WhatId,Subject,IsTask,ActivityDate,ActivityDateTime,OwnerId,Status,Priority,IsHighPriority,ActivityType,IsClosed,IsAllDayEvent,DurationInMinutes,Location,Description,IsDeleted,${audit},CallDurationInSeconds,CallType,CallDisposition,CallObject,IsReminderSet,EndDateTime,StartDateTime,ActivitySubtype,CompletedDateTime`,
  CampaignMemberStatus: `Id,IsDeleted,CampaignId,Label,SortOrder,IsDefault,HasResponded,${audit}`,
  Case: `Id,IsDeleted,MasterRecordId,CaseNumber,ContactId,AccountId,SuppliedName,SuppliedEmail,SuppliedCompany,Type,Status,Reason,Origin,Subject,Priority,Description,IsClosed,ClosedDate,OwnerId,${audit},ContactEmail`,
  ContactRequest: `Id,OwnerId,IsDeleted,Name,${audit},WhatId,WhoId,PreferredPhone,PreferredChannel,Status,RequestReason,IsCallback`,
  Contract: `Id,AccountId,Pricebook2Id,StartDate,EndDate,BillingCity,BillingCountry,ContractTerm,OwnerId,Status,CompanySignedDate,Description,IsDeleted,ContractNumber,${audit}`,
  FeedAttachment: "Id,FeedEntityId,Type,RecordId,Title,Value,IsDeleted",
  LeadStatus: `Id,MasterLabel,ApiName,SortOrder,IsDefault,IsConverted,${audit}`,
  OpportunityStage: `Id,MasterLabel,ApiName,IsActive,SortOrder,IsClosed,IsWon,ForecastCategory,DefaultProbability,Description,${audit}`,
  Order: `Id,OwnerId,ContractId,AccountId,Pricebook2Id,OriginalOrderId,EffectiveDate,EndDate,IsReductionOrder,Status,Description,Type,BillingCity,BillingCountry,OrderNumber,TotalAmount,IsDeleted,${audit}`,
};

function headersOf(name: string, kind: string): string[] {
  if (kind === "History")
    return ["Id", "IsDeleted", `${name}Id`, "CreatedById", "CreatedDate", "Field", "DataType", "OldValue", "NewValue"];
  if (kind === "Share")
    return [
      "Id",
      `${name}Id`,
      "UserOrGroupId",
      `${name}AccessLevel`,
      "RowCause",
      "LastModifiedDate",
      "LastModifiedById",
      "IsDeleted",
    ];
  if (kind === "Feed")
    return [
      "Id",
      "ParentId",
      "Type",
      ...audit.slice(0, 2),
      "IsDeleted",
      "LastModifiedDate",
      "SystemModstamp",
      "CommentCount",
      "LikeCount",
      "Title",
      "Body",
      "LinkUrl",
    ];
  return ["Id", "Name", "OwnerId", "Type", "Status", "Description", "IsActive", "IsDeleted", ...audit, `${name}Number`];
}

const quotedLine = (cells: readonly string[]) => `${cells.map((cell) => `"${cell}"`).join(",")}\n`;

/** How many files a Data Export of a usual org has. */
export const dataExportFiles = 461;

/** Gives names of people and companies letters beyond ASCII. */
const withAccents = (text: string) => text.replaceAll("a", "á").replaceAll("o", "ó");
/** Letters that ISO-8859-1 lacks. */
const beyondLatin1 = /[^\0-\u00ff]/g;
const accented = new Set(["LastName", "Company"]);

/** The example's Salesforce files with letters beyond ASCII, as one folder of UTF-8 and as a whole Data Export in ISO-8859-1. */
export function writeDataExport(utf8: string, latin1: string): void {
  for (const folder of [utf8, latin1]) mkdirSync(folder, { recursive: true });
  const from = "seeds/example/exports/salesforce";
  for (const file of readdirSync(from)) {
    const text = readFileSync(join(from, file), "utf8").replace(beyondLatin1, "\u00f1");
    const [head = "", ...rows] = text.trimEnd().split("\n");
    const columns = head.split(",").map((name) => name.slice(1, -1));
    const lines = rows.map((row) => {
      const cells = row.slice(1, -1).split('","');
      return quotedLine(cells.map((cell, at) => (accented.has(columns[at]!) ? withAccents(cell) : cell)));
    });
    writeFileSync(join(utf8, file), `${head}\n${lines.join("")}`);
    writeFileSync(join(latin1, file), `${head}\n${lines.join("")}`, "latin1");
  }
  for (const [name, headers] of Object.entries(similar))
    writeFileSync(join(latin1, `${name}.csv`), quotedLine(headers.split(",")));
  const further = ["", "History", "Share", "Feed"].flatMap((kind) => objects.map((name) => ({ name, kind })));
  for (const { name, kind } of further.slice(0, dataExportFiles - readdirSync(latin1).length)) {
    const headers = headersOf(name, kind);
    // A few objects have records, of which no value tells anything.
    const record = kind === "" && name.startsWith("P") ? quotedLine(headers.map(() => "1")) : "";
    writeFileSync(join(latin1, `${name}${kind}.csv`), quotedLine(headers) + record);
  }
}
