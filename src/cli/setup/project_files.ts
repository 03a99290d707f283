/** The texts of a new project; its lookups are copies of the shipped ones. */

export interface ProjectFileOptions {
  /** Reporting zone, IANA name; default America/New_York. */
  readonly timeZone?: string | undefined;
  /** Reporting currency, three letters; default USD. */
  readonly currency?: string | undefined;
}

/** closedloop.yaml with the common keys at their defaults, each with its meaning. */
export const renderClosedloopYaml = ({ timeZone = "America/New_York", currency = "USD" }: ProjectFileOptions): string =>
  `# What closedloop reads, and how it counts. Keys left out keep their defaults; paths are relative to this file.
# \${NAME} inside quotes takes a value from the environment.

time_zone: ${timeZone} # reporting zone, IANA name: days, months and quarters begin at its midnight
fiscal_year_start_month: 2 # 1 to 12
currency: ${currency} # reporting currency; other ones are converted with reference/currency_rates.csv

# Where the nightly exports lie. Each source has a name of its own, which begins the ids of its people (crm:00Q...).
sources:
  - name: crm
    system: salesforce # salesforce | hubspot | marketo | pardot | mapped
    path: exports/salesforce
    # time_zone: America/New_York # of times that the export leaves without a zone
    # files: {Lead: "leads_*.csv.gz"} # where a file is not named after its object
    # custom: {Persona__c: persona, Tools__c: "tools[]"} # own fields that fit rules may read; []: a list parted by ;
    # reason_fields: {lead: Disqualified_Reason__c, opportunity: LossReason__c}
    # settle_seconds: 5 # a file written later than that before it is looked at is waited for; one that still grows is left
    # marker: .done # take only what has Lead.csv.done, or .done in its folder, beside it
    # manifest: manifest.json # take only what it lists: {"files": [{"file": "Lead.csv", "sha256": ..., "bytes": ..., "records": ...}]}
    # incremental: true # each export brings only what changed: fewer rows than last night are no fall of volume

  # - {name: map, system: marketo, path: exports/marketo, stage_field: lifecycleStatus} # leads*.csv, activities*.csv, ...
  # - {name: map, system: pardot, path: exports/pardot, time_zone: America/New_York} # prospects*.csv, visitor_activities*.csv, ...

  # Any other system, without code: say which header of which file feeds which column.
  # - name: marketplace
  #   system: mapped
  #   path: exports/marketplace
  #   time_zone: America/Sao_Paulo
  #   entities:
  #     people: {file: leads.csv, columns: {record_id: lead_no, created_at: first_contact_date, source: origin}}
  #     stage_events:
  #       - {file: leads.csv, columns: {record_id: lead_no, occurred_at: first_contact_date}, constants: {stage: mql}}
  #       - {file: deals.csv, columns: {record_id: lead_no, occurred_at: won_date, owner_id: rep}, constants: {stage: won}, link: mql}

# What makes an MQL stands in definition/<day from which it holds>/: definition.yaml, fit.csv, engagement.csv. Another
# day's folder is another version: what was an MQL before that day stays one. Without any folder nothing is scored.
mql:
  source: recorded_else_computed # whose MQLs count: recorded | computed | recorded_else_computed
  requalify_customers: false # true: customers may become MQLs again

identity:
  internal_domains: [] # your own email domains: records with them are left out and counted
  shared_mailboxes: [info, sales, support, contact, hello, office] # never join two records into one person

windows_days: {sal: 14, sql: 45, opportunity: 90, won: 270} # how long after the MQL a stage still counts for matured rates
sla: {hours_to_first_touch: {hot: 4, mql: 24}, disposition_hours: 48} # what sales promises; business hours: reference/
freshness_hours: {warn: 26, error: 50} # how old the newest export may be

explore: without_personal_data # what ad hoc SQL sees; or full
publish: {directory: warehouse, keep: 3} # where the database goes, and how many earlier ones stay

# notify: {on_failure: "\${CLOSEDLOOP_WEBHOOK}"} # a command or a webhook URL
# resources: {threads: 4, memory_limit: 4GB} # if it does not say: all cores, and 3 GiB before it spills
`;

/** What to put into exports/salesforce. */
export const exportsReadme = `# Salesforce exports

Put one CSV file per object here, named after it (\`Lead.csv\`), from the weekly Data Export, Data Loader or \`sf data export\`.
Files from several nights may lie side by side or replace each other: the history is kept in the warehouse.

| object | needed | what it is for |
| --- | --- | --- |
| Lead | yes | people, status, conversion |
| Contact | yes | people after conversion |
| Account | yes | company, industry, size |
| Opportunity | yes | pipeline, won and lost, amounts |
| OpportunityContactRole | yes | whose opportunity it is |
| LeadHistory | if tracked | exact instants of MQL, SAL, SQL and rejection: switch field history on for Status |
| OpportunityHistory | recommended | when opportunities changed stage |
| Campaign, CampaignMember | recommended | campaigns, responses, costs |
| Task, Event | recommended | calls, emails and meetings of sales: service levels |
| User | recommended | names of owners |

Include deleted rows where the tool offers it (\`--all-rows\`, Extract All): merged and deleted records are then known as such.
Export all fields, the team's own ones (\`__c\`) included; \`closedloop doctor --fields salesforce\` prints the queries.
\`closedloop doctor\` says what the files here give, and what is missing, before anything is built. This folder is ignored by git: it holds personal data.
`;

export const gitignore = "warehouse/\nexports/\n";
