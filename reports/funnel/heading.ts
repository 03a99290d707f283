import { capitalise, formatInstant } from "../../src/report/format_values.js";
import { type Html, html } from "../../src/report/html.js";
import { dimensionSections } from "./dimension_sections.js";
import type { FunnelData } from "./funnel_data.js";

/** Title, as-of instant, definition in force, and links to the sections. */
export function renderHeading(data: FunnelData): Html {
  const { facts, isScored, trend } = data;
  const links = [
    ["funnel", "The funnel"],
    ...(trend.rows.length > 0 ? monthLinks : []),
    ...dimensionSections(data).map(({ id, labels }) => [id, capitalise(`by ${labels.noun}`)] as const),
    ...(isScored ? scoreLinks : []),
    ["rejections", "Why MQLs come back"],
    ["quality", "Data quality"],
  ] as const;
  return html`<a class="skip" href="#funnel">Skip to the funnel</a>
<header>
<h1>Lead funnel</h1>
<p class="as-of">As of ${formatInstant(facts.as_of, facts.time_zone)} (reporting time zone ${facts.time_zone}).
${definitionSentence(facts.definition_version, isScored)}</p>
<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ul>${links.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>`;
}

const monthLinks = [["months", "Month by month"]] as const;
const scoreLinks = [
  ["calibration", "What a score is worth"],
  ["thresholds", "Where to set the threshold"],
] as const;

function definitionSentence(version: string | null, isScored: boolean): string {
  if (version === null) return "There is no MQL definition: nothing is scored.";
  return isScored
    ? `Scored with the MQL definition in force since ${version}.`
    : `The MQL definition in force since ${version} scored no MQL.`;
}
