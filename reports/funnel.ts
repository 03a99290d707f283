import { html } from "../src/report/html.js";
import { page } from "../src/report/page.js";
import type { Report } from "../src/report/reports.js";
import { advice } from "./funnel/advice.js";
import { calibration } from "./funnel/calibration.js";
import { gathered } from "./funnel/gathered.js";
import { heading } from "./funnel/heading.js";
import { months } from "./funnel/months.js";
import { overview } from "./funnel/overview.js";
import { quality } from "./funnel/quality.js";
import { rejections } from "./funnel/rejections.js";
import { slices } from "./funnel/slices.js";

/** The first page that a team reads: how far its MQLs come, by whom they came, why they come back, what to doubt. */
export const funnel: Report = {
  file: "funnel.html",
  render: async (reader) => {
    const data = await gathered(reader);
    const body = html`${heading(data)}
<main>
${overview(data)}
${await months(data)}
${await slices(data)}
${await calibration(data)}
${advice(data)}
${await rejections(data)}
${quality(data)}
</main>
<footer><p>Made by closedloop from marts of the warehouse. Every number of a table or chart is in a row of the query named with it:
run it for the same rows, or with <code>--format csv</code> for a spreadsheet.</p></footer>`;
    return page("Lead funnel", body);
  },
};
