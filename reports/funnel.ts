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

/** The main report: how far MQLs get, by source and other dimensions, why they come back, and what may be wrong in the data. */
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
<footer><p>Made by closedloop. The command below each table or chart prints the same numbers; add <code>--format csv</code> for a
spreadsheet.</p></footer>`;
    return renderPage("Lead funnel", body);
  },
};
