import { capitalised, count, percent } from "../../src/report/format.js";
import { type Html, html } from "../../src/report/html.js";
import { type TableColumn, table } from "../../src/report/table.js";
import type { FindingRow, Gathered } from "./gathered.js";

/** The findings of one check, most frequent first. */
type Check = [FindingRow, ...FindingRow[]];

/** What was not mapped, left out, moved or missing. Examples stay in the query: they name records. */
export function quality({ findings: { warn, info } }: Gathered): Html {
  return html`<section id="quality" aria-labelledby="quality-title">
<h2 id="quality-title">Data quality</h2>
<p>What was not mapped, left out, moved or missing, and so may bend the numbers above.</p>
${part("To mend in the exports, the lookups or the configuration", warn, "There is nothing to mend.")}
${part("Good to know", info, "There is nothing else to know.")}
</section>`;
}

function part(caption: string, findings: Gathered["findings"]["warn"], otherwise: string): Html {
  if (findings.rows.length === 0) return html`<p class="note">${otherwise}</p>`;
  const checks = byCheck(findings.rows);
  return table({ caption, behind: findings, columns, groups: [{ rows: checks }] });
}

/** The query gives the findings of a check one after the other. */
function byCheck(rows: readonly FindingRow[]): Check[] {
  const checks: Check[] = [];
  for (const row of rows) {
    const last = checks.at(-1);
    if (last?.[0].check === row.check) last.push(row);
    else checks.push([row]);
  }
  return checks;
}

const columns: TableColumn<Check>[] = [
  { head: "What", kind: "text", cell: ([{ check }]) => capitalised(check) },
  { head: "Kinds", kind: "number", cell: ([{ subjects_in_check }]) => count(subjects_in_check) },
  { head: "Most frequent: how many, and their share of all that was looked at", kind: "text", cell: mostFrequent },
];

function mostFrequent(check: Check): Html {
  const more = Number(check[0].subjects_in_check) - check.length;
  const each = check.map(
    ({ subject, count: found, share }, at) =>
      html`${at > 0 && "; "}<strong>${shownOf(subject)}:</strong> ${count(found)}${share !== null && ` (${percent(share)})`}`,
  );
  return html`${each}${more > 0 && `; ${count(more)} more`}`;
}

/** People type addresses into free text such as a reason, and a report goes further than a query. */
const shownOf = (subject: string) => (subject.includes("@") ? "(withheld: it holds an address)" : subject || "(empty)");
