import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Typical first exports of a team: custom fields, unmapped values, a short history, and files with other names or of other systems. */
const exportFiles: Readonly<Record<string, string>> = {
  "crm/Lead.csv": `Id,FirstName,LastName,Email,Company,Title,Country,LeadSource,Status,CreatedDate,IsDeleted,Rejection_Reason__c,MQL_Date__c,Buyer_Persona__c
00Q000000000001,Ada,Quist,ada.quist@north.example,North,VP Marketing,Germany,Google Display,MQL,2025-01-10T09:00:00Z,false,,2025-01-12,Champion
00Q000000000002,Ben,Rook,ben.rook@south.example,South,Vibe Curator,Atlantis,Google Display,Rejected by Sales,2025-02-10T09:00:00Z,false,No budget this year,2025-02-12,Blocker
00Q000000000003,Test,Tester,test@example.com,None,Vibe Curator,Germany,Web,New,2025-09-01T09:00:00Z,false,,,
00Q000000000004,Cy,Stone,marketing@west.example,West,CFO,Germany,Carrier pigeon,Gone quiet,2025-09-02T09:00:00Z,false,call 0049 170 5551234 first,,
`,
  "crm/LeadHistory.csv": `Id,LeadId,Field,OldValue,NewValue,CreatedDate,IsDeleted
017000000000001,00Q000000000004,Status,New,Gone quiet,2025-09-03T09:00:00Z,false
`,
  "crm/people of accounts.csv": `Id,AccountId,Email,Title,LeadSource,CreatedDate,IsDeleted
003000000000001,001000000000001,dee@north.example,CEO,Web,2025-03-01T09:00:00Z,false
`,
  "crm/Task.csv": "WhoId,OwnerId,Status,CreatedDate\n00Q000000000001,005000000000001,Done,2025-09-02T09:00:00Z\n",
  "shop/signups.csv": "1,gold,2025-09-02\n2,silver,2025-09-03\n",
  "weekly.zip": "PK",
};

/** Two tables of a marketplace: its leads and its sellers. */
const marketplaceFiles: Readonly<Record<string, string>> = {
  "marketing_qualified_leads.csv": `lead_no,first_contact,landing_page,origin
m1,2026-01-05,home,organic_search
m2,2026-01-09,pricing,paid_search
m3,2026-02-01,home,carrier_pigeon
m4,2026-02-11,home,
`,
  "closed_deals.csv": `lead_no,seller,won_date,segment
m1,s1,2026-02-20 10:00:00,pets
m3,s2,2026-04-02 08:30:00,cars
`,
};

export const writeExports = (folder: string): string => writeFiles(folder, exportFiles);
export const writeMarketplace = (folder: string): string => writeFiles(folder, marketplaceFiles);

function writeFiles(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}
