import { capitalise, formatCount, formatPercent } from "../../src/report/format_values.js";
import { type Html, html } from "../../src/report/html.js";
import { renderTable, type TableColumn } from "../../src/report/html_table.js";
import type { FunnelData, QualityRow } from "./funnel_data.js";

/** The rows of one check, most frequent first. */
type CheckRows = [QualityRow, ...QualityRow[]];

/** What was not mapped, left out, moved or missing. Examples are only in the query, because they name records. */
export function renderQuality({ findings: { warn, info } }: FunnelData): Html {
  return html`<section id="quality" aria-labelledby="quality-title">
<h2 id="quality-title">Data quality</h2>
<p>What was not mapped, left out, moved or missing, and could distort the numbers above. What moves the funnel most is first. Words and file names of your data are not shown: <code>closedloop query data-quality --full</code> has them.</p>
${renderChecks("To fix in the exports, the lookups or the configuration", warn, "Nothing to fix.")}
${renderChecks("Good to know", info, "Nothing else to report.")}
</section>`;
}

function renderChecks(caption: string, findings: FunnelData["findings"]["warn"], otherwise: string): Html {
  if (findings.rows.length === 0) return html`<p class="note">${otherwise}</p>`;
  const checks = groupByCheck(findings.rows);
  const groups = [...new Set(checks.map(([{ concern }]) => concern))].map((concern) => ({
    heading: concernNames[concern],
    rows: checks.filter(([first]) => first.concern === concern),
  }));
  return renderTable({ caption, result: findings, columns, groups });
}

/** The query returns the rows of a check one after the other. */
function groupByCheck(rows: readonly QualityRow[]): CheckRows[] {
  const checks: CheckRows[] = [];
  for (const row of rows) {
    const last = checks.at(-1);
    if (last?.[0].check === row.check) last.push(row);
    else checks.push([row]);
  }
  return checks;
}

/** Checks whose names in the table only an analyst understands. */
const checkNames: Readonly<Record<string, string>> = {
  "events that count nowhere":
    "events that start or change no cycle (normal: e.g. a score that crosses the threshold again)",
  "activities of records not kept": "activities of excluded records",
  "stage events of records not kept": "stage events of excluded records",
  "sales touches of records not kept": "sales touches of excluded records",
  "opportunity roles of records not kept": "opportunity roles of excluded records",
  "activities of visitors whom nobody knows": "activities of anonymous visitors",
  "columns beyond the contract": "extra columns, ignored",
  "files that nobody reads": "files that are not read",
  "people whose account their email's domain gave": "account found by email domain",
  "people whose email's domain several accounts have": "account unknown: several have the email domain",
};

const concernNames: Readonly<Record<QualityRow["concern"], string>> = {
  results: "The funnel itself",
  files: "Files and rows",
  stages: "Stages and rejections",
  opportunities: "Opportunities and amounts",
  people: "People",
  activities: "Activities",
  scores: "Scores",
  lookups: "Lookups",
};

const columns: TableColumn<CheckRows>[] = [
  { head: "What", kind: "text", cell: ([{ check }]) => capitalise(checkNames[check] ?? check) },
  { head: "Kinds", kind: "number", cell: ([{ subjects_in_check }]) => formatCount(subjects_in_check) },
  { head: "Most frequent: count and share", kind: "text", cell: mostFrequentCell },
  { head: "What to do", kind: "text", cell: ([{ advice }]) => capitalise(advice ?? "") },
];

function mostFrequentCell(check: CheckRows): Html {
  const more = Number(check[0].subjects_in_check) - check.length;
  const each = check.map(
    ({ subject, has_private_subject, count: found, share }, at) =>
      html`${at > 0 && "; "}${!has_private_subject && html`<strong>${withoutAddress(subject)}:</strong> `}${formatCount(found)}${share !== null && ` (${formatPercent(share)})`}`,
  );
  return html`${each}${more > 0 && `; ${formatCount(more)} more`}`;
}

/** A word of the configuration may hold an email address, too, and a report is passed on. */
const withoutAddress = (subject: string) =>
  subject.includes("@") ? "(hidden: it contains an email address)" : subject || "(empty)";
