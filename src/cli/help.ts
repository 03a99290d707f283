/** What the product is, in three lines. */
export const productSummary = `Which sources, personas, channels and campaigns earn their handoff from marketing to sales?
closedloop turns the nightly exports of the CRM and the marketing automation platform into one warehouse of people,
MQL cycles and rates, and says how it stands in SQL and in a report.`;

/** The commands by what one wants, and what their ends mean. */
export const helpExamples = `
A night:
  closedloop run                          load the exports, build, check, publish, write the report
A new project:
  closedloop doctor exports               what these files give, and a sources: block for closedloop.yaml
  closedloop init acme && cd acme         then put the exports into exports/salesforce
A question:
  closedloop query funnel-by-dimension --param dimension=source
  closedloop chart funnel-by-channel --out funnel.png
  closedloop reconcile marketing.csv --out reconciled.csv
  closedloop explain person 00Q5e00000Ld001EAB
  closedloop sql "select outcome, count(*) from marts.mql_cycles group by all" --format csv

Exit codes: 0 done; 1 a data check failed, or an export has less than half of the rows before: nothing published;
2 usage or configuration; 3 an export is missing or in quarantine; 4 disk, memory or permissions; 70 a bug.`;
