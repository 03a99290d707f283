/** Systems that export the made company: `<crm>+<map>`, or one name for both; what each writes stands in `systems.ts`. */
export const systemsNames = ["salesforce+marketo", "salesforce+pardot", "fivetran", "hubspot"] as const;
export type SystemsName = (typeof systemsNames)[number];
