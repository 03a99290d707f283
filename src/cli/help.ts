/** What the product is, in two sentences; the help breaks the lines. */
export const productSummary =
  "Which sources, personas, channels and campaigns earn their handoff from marketing to sales? " +
  "closedloop turns the nightly exports of the CRM and the marketing automation platform into one warehouse of people, " +
  "MQL cycles and rates, and reports the results in SQL and HTML.";

/** What the exit code of a command means. */
export const exitCodes: readonly (readonly [code: number, meaning: string])[] = [
  [0, "done"],
  [1, "a data check failed, or an export shrank by more than half; nothing was published"],
  [2, "wrong usage or configuration"],
  [3, "an export is missing or has no new data, or a file is in quarantine"],
  [4, "not enough disk, memory or time, no permission, or damaged files"],
  [70, "a bug in closedloop"],
  [75, "another run works on the project; try again later"],
  [129, "stopped because the terminal was closed (SIGHUP)"],
  [130, "stopped by Ctrl-C (SIGINT)"],
  [143, "stopped by the system or the scheduler (SIGTERM)"],
];

/** Examples of the usual tasks, and what the exit codes mean. */
export const helpExamples = `
A new project:
  closedloop init acme && cd acme         then put the exports into exports/salesforce
  closedloop doctor                       what the exports contain and what is missing
Every night:
  closedloop run
Questions:
  closedloop query funnel-by-dimension --param dimension=source
  closedloop chart funnel-by-channel --out funnel.png
  closedloop reconcile marketing.csv --out reconciled.csv
  closedloop explain person ada@acme.example
  closedloop sql "select outcome, count(*) from marts.mql_cycles where cycle_no > 0 group by all" --format csv

Exit codes:
${exitCodes.map(([code, meaning]) => `  ${String(code).padEnd(4)}${meaning}`).join("\n")}`;

/** Below the help of `forget`. */
export const forgetHelp = `
who: an email address, a person_id, a record as system:id (crm:00Q...), or a record id alone.
All records that belong to the same person are found and shown first; without a terminal, --yes is needed.

Examples:
  closedloop forget ada@acme.example --dry-run
  closedloop forget crm:00Q5e00000Ld001EAB --yes

Exit codes: 0 erased, and no file has anything of the person; 1 something is left, its files are named;
2 nobody found, or several people.`;
