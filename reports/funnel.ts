import { html } from "../src/report/html.js";
import { renderPage } from "../src/report/html_page.js";
import type { Report } from "../src/report/write_reports.js";
import { renderCalibration } from "./funnel/calibration.js";
import { readFunnelData } from "./funnel/funnel_data.js";
import { renderHeading } from "./funnel/heading.js";
import { renderMonths } from "./funnel/months.js";
import { renderOverview } from "./funnel/overview.js";
import { renderQuality } from "./funnel/quality.js";
import { renderRejections } from "./funnel/rejections.js";
import { renderSlices } from "./funnel/slices.js";
import { renderThresholds } from "./funnel/thresholds.js";

/** The first page that a team reads: how far its MQLs come, by whom they came, why they come back, what to doubt. */
export const funnel: Report = {
  file: "funnel.html",
  render: async (reader) => {
    const data = await readFunnelData(reader);
    const body = html`${renderHeading(data)}
<main>
${renderOverview(data)}
${await renderMonths(data)}
${await renderSlices(data)}
${await renderCalibration(data)}
${renderThresholds(data)}
${await renderRejections(data)}
${renderQuality(data)}
</main>
<footer><p>Made by closedloop from marts of the warehouse. Every number of a table or chart is in a row of the query named with it:
run it for the same rows, or with <code>--format csv</code> for a spreadsheet.</p></footer>`;
    return renderPage("Lead funnel", body);
  },
};
