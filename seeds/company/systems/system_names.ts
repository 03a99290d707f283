/** Systems that the company can be exported from: `<crm>+<map>`, or one name for both. `systems.ts` configures them. */
export const systemNames = ["salesforce+marketo", "salesforce+pardot", "fivetran", "hubspot"] as const;
export type SystemName = (typeof systemNames)[number];
