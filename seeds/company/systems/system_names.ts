/** Systems that export the made company: `<crm>+<map>`, or one name for both; what each writes stands in `systems.ts`. */
export const systemNames = ["salesforce+marketo", "salesforce+pardot", "fivetran", "hubspot"] as const;
export type SystemName = (typeof systemNames)[number];
