import { capitalised, moment } from "../../src/report/format.js";
import { type Html, html } from "../../src/report/html.js";
import { type Gathered, shownDimensions } from "./gathered.js";
import { words } from "./words.js";

/** Title, clock, definition, and the way to each section. */
export function heading({ facts, isScored, trend }: Pick<Gathered, "facts" | "isScored" | "trend">): Html {
  const links = [
    ["funnel", "The funnel"],
    ...(trend.rows.length > 0 ? ofMonths : []),
    ...shownDimensions({ isScored }).map(
      (dimension) => [dimension, capitalised(`by ${words[dimension].noun}`)] as const,
    ),
    ...(isScored ? ofScores : []),
    ["rejections", "Why MQLs come back"],
    ["quality", "Data quality"],
  ] as const;
  return html`<a class="skip" href="#funnel">Skip to the funnel</a>
<header>
<h1>Lead funnel</h1>
<p class="as-of">As of ${moment(facts.as_of, facts.time_zone)} (reporting time zone ${facts.time_zone}).
${definition(facts.definition_version, isScored)}</p>
<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ul>${links.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>`;
}

const ofMonths = [["months", "Month by month"]] as const;
const ofScores = [
  ["calibration", "What a score is worth"],
  ["thresholds", "Where the threshold should lie"],
] as const;

function definition(version: string | null, isScored: boolean): string {
  if (version === null) return "No definition folder: nothing is scored.";
  return isScored
    ? `MQL definition: ${version}.`
    : `MQL definition: ${version}. Nothing is scored: no MQL carries a score.`;
}
