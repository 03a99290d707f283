/** The text files of a new project. Its lookups are copies of the shipped ones. */

export interface ProjectFileOptions {
  /** Reporting zone, IANA name; default America/New_York. */
  readonly timeZone?: string | undefined;
  /** Reporting currency, three letters; default USD. */
  readonly currency?: string | undefined;
}

/** closedloop.yaml with the common keys at their defaults, each with a comment. */
export const renderClosedloopYaml = ({ timeZone = "America/New_York", currency = "USD" }: ProjectFileOptions): string =>
  `# What closedloop reads and how it counts. A key that is left out has its default. Paths are relative to this file.
# "\${NAME}" inside quotes is replaced by the environment variable NAME.

time_zone: ${timeZone} # reporting time zone (IANA name): days and months begin at its midnight
fiscal_year_start_month: 2 # 1 to 12
currency: ${currency} # reporting currency; amounts in other currencies are converted with reference/currency_rates.csv

# Where the nightly exports are. The name of a source is part of the ids of its people, e.g. crm:00Q...
sources:
  - name: crm
    system: salesforce # salesforce | hubspot | marketo | pardot | mapped
    path: exports/salesforce
    # time_zone: America/New_York # zone of times that are exported without one
    # files: {Lead: "leads_*.csv.gz"} # if a file is not named after its object
    # custom: {Persona__c: persona, Tools__c: "tools[]"} # custom fields for fit rules; []: a list separated by ;
    # task_kinds: {Demo: meeting, Paperwork: none} # what completed tasks of a type count as; others are of kind task
    # reason_fields: {lead: Disqualified_Reason__c, opportunity: LossReason__c}
    # settle_seconds: 5 # wait until a file is unchanged for so long; a file that still grows is left for the next run
    # marker: .done # load Lead.csv only if Lead.csv.done, or .done, is in the same folder
    # manifest: manifest.json # load only the files that it lists: {"files": [{"file": "Lead.csv", "sha256": ..., "bytes": ..., "records": ...}]}
    # incremental: true # an export has only the changed records: fewer rows than last night are normal

  # - {name: map, system: marketo, path: exports/marketo, stage_field: lifecycleStatus} # leads*.csv, activities*.csv, ...
  # - {name: map, system: pardot, path: exports/pardot, time_zone: America/New_York} # prospects*.csv, visitor_activities*.csv, ...

  # Any other system, without code: map the headers of its files to columns.
  # - name: marketplace
  #   system: mapped
  #   path: exports/marketplace
  #   time_zone: America/Sao_Paulo
  #   entities:
  #     people: {file: leads.csv, columns: {record_id: lead_no, created_at: first_contact_date, source: origin}}
  #     stage_events:
  #       - {file: leads.csv, columns: {record_id: lead_no, occurred_at: first_contact_date}, constants: {stage: mql}}
  #       - {file: deals.csv, columns: {record_id: lead_no, occurred_at: won_date, owner_id: rep}, constants: {stage: won}, link: mql}

# The MQL definition is in definition/<first day>/: definition.yaml, fit.csv, engagement.csv. To change it, add a folder
# with a later day: earlier MQLs stay as they were. Without such a folder nothing is scored.
mql:
  source: recorded_else_computed # which MQLs count: recorded | computed | recorded_else_computed
  requalify_customers: false # true: customers may become MQLs again

identity:
  internal_domains: [] # your own email domains: their records are excluded, and counted in data quality
  shared_mailboxes: [info, sales, support, contact, hello, office] # addresses that never merge two records into one person

windows_days: {sal: 14, sql: 45, opportunity: 90, won: 270} # days after the MQL in which a stage counts for the matured rates
# dimensions: [product_interest] # custom attributes (see custom: above) that become dimensions of the funnel
sla: {hours_to_first_touch: {hot: 4, mql: 24}, disposition_hours: 48} # checked, not used yet: the service levels of sales
freshness_hours: {warn: 26, error: 50} # the largest age of a source's newest data; a weekly export needs {warn: 194, error: 218}

explore: without_personal_data # or full: questions see personal data
publish: {directory: warehouse, keep: 3} # where the tables are published, and how many publications are kept

# notify: {on_failure: "\${CLOSEDLOOP_WEBHOOK}"} # a command or a URL (Slack, Teams, any other) that is told of failed runs
# resources: {threads: 4, memory_limit: 4GB} # default: all cores, and 3 GiB of memory before data spills to disk
`;

/** What to put into exports/salesforce. */
export const exportsReadme = `# Salesforce exports

Put one CSV file per object here, named after it (\`Lead.csv\`), from the weekly Data Export, Data Loader or \`sf data export\`.
Files of several nights may be side by side or replace each other: the warehouse keeps the history.

| object | needed | what it is for |
| --- | --- | --- |
| Lead | yes | people, status, conversion |
| Contact | yes | people after conversion |
| Account | yes | company, industry, size |
| Opportunity | yes | pipeline, won and lost, amounts |
| OpportunityContactRole | yes | whose opportunity it is |
| LeadHistory | if tracked | exact times of MQL, SAL, SQL and rejection: turn on field history for Status |
| OpportunityHistory, else OpportunityFieldHistory | recommended | when opportunities changed stage |
| ContactHistory, AccountHistory, RecordMergeHistory | if the export has them | stages on contacts; accounts as they were at an MQL; merges |
| Campaign, CampaignMember | recommended | campaigns and responses |
| Task, Event, TaskRelation, EventRelation | recommended | calls, emails and meetings of sales, and the people on them |

Include deleted rows if the tool can (\`--all-rows\`, Extract All), so that merged and deleted records are known.
Export all fields, also custom ones (\`__c\`). \`closedloop doctor --fields salesforce\` prints the queries.
\`closedloop doctor\` shows what these files contain and what is missing. Git ignores this folder: it holds personal data.
`;

export const gitignore = "warehouse/\nexports/\n";
