import { capitalised, moment } from "../../src/report/format.js";
import { type Html, html } from "../../src/report/html.js";
import { dimensions, type Gathered } from "./gathered.js";
import { words } from "./words.js";

/** Title, clock, definition, and the way to each section. */
export function heading({ facts, isScored }: Gathered): Html {
  const links = [
    ["funnel", "The funnel"],
    ...dimensions.map((dimension) => [dimension, capitalised(`by ${words[dimension].noun}`)] as const),
    ["rejections", "Why MQLs come back"],
    ["quality", "Data quality"],
  ] as const;
  return html`<header>
<h1>Lead funnel</h1>
<p class="as-of">As of ${moment(facts.as_of, facts.time_zone)} (reporting time zone ${facts.time_zone}).
${definition(facts.definition_version, isScored)}</p>
<nav aria-label="Sections"><ul>${links.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>`;
}

function definition(version: string | null, isScored: boolean): string {
  if (version === null) return "No scores: no definition folder.";
  return isScored ? `MQL definition: ${version}.` : `MQL definition: ${version}. No scores: no MQL carries one.`;
}
