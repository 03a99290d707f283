import { palette, typeface } from "./theme.js";

const { ink, muted, accent, tint, line, wash } = palette;

/** The style sheet of all reports. The page allows it by its hash, and no other style. */
export const stylesheet = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { scroll-padding-top: 16px; }
body { margin: 0; background: #fff; color: ${ink}; font: 15px/1.55 ${typeface}; border-top: 5px solid ${accent}; }
header, main, footer { max-width: 1180px; margin: 0 auto; padding: 0 28px; }
header { padding-top: 36px; }
h1 { margin: 0 0 6px; font-size: 32px; font-weight: 600; line-height: 1.15; letter-spacing: -0.02em; }
h2 { margin: 0 0 6px; font-size: 22px; font-weight: 600; line-height: 1.25; letter-spacing: -0.01em; }
h3 { margin: 32px 0 4px; font-size: 17px; font-weight: 600; line-height: 1.3; }
section { margin-top: 48px; padding-top: 28px; border-top: 1px solid ${line}; }
p { max-width: 88ch; margin: 6px 0 14px; text-wrap: pretty; }
strong, dt { font-weight: 600; }
.as-of { color: ${muted}; }
.lede { font-size: 17px; }
nav { margin: 22px 0 0; padding: 14px 18px; background: ${wash}; border-radius: 6px; }
nav ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 5px 24px; margin: 0; padding: 0; list-style: none; font-size: 14px; }
nav h2 { margin: 0 0 6px; color: ${muted}; font-size: 12px; letter-spacing: 0; }
a { color: ${accent}; text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid ${accent}; outline-offset: 2px; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 12px; top: 12px; padding: 6px 10px; background: #fff; }
.cards { display: grid; grid-template-columns: repeat(5, 1fr); gap: 14px; margin: 18px 0 22px; padding: 0; list-style: none; }
.cards li { padding: 14px 16px 12px; border: 1px solid ${line}; border-top: 3px solid ${accent}; border-radius: 4px; }
.cards span { display: block; color: ${muted}; font-size: 12.5px; line-height: 1.45; }
.cards .name { color: ${ink}; font-size: 13px; font-weight: 600; }
.cards strong { display: block; margin: 2px 0 4px; font-size: 30px; line-height: 1.2; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.scroll { margin: 20px 0 8px; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 13px; line-height: 1.4; font-variant-numeric: tabular-nums; }
caption { padding-bottom: 8px; font-size: 14px; font-weight: 600; text-align: left; }
.query { display: block; margin-top: 2px; color: ${muted}; font-size: 12px; font-weight: 400; }
code, .id { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 11.5px; }
th, td { padding: 6px 8px; border-bottom: 1px solid ${line}; vertical-align: top; text-align: left; font-weight: 400; }
thead th { border-bottom: 1px solid ${ink}; color: ${muted}; font-size: 12px; font-weight: 600; line-height: 1.3; vertical-align: bottom; }
thead th.over { border-bottom: 1px solid ${line}; color: ${ink}; text-align: right; white-space: nowrap; }
tbody th { min-width: 150px; font-weight: 600; }
tbody tr:hover > * { background: ${wash}; }
.number { text-align: right; }
.first { padding-left: 16px; }
td.number { white-space: nowrap; }
tbody th.group { padding-top: 16px; color: ${muted}; font-size: 12px; font-weight: 400; }
.faint th, .faint td, .young { color: ${muted}; }
.faint th { font-weight: 400; }
.range, .id { display: block; color: ${muted}; font-size: 11.5px; font-weight: 400; }
dl { display: grid; grid-template-columns: minmax(120px, 190px) 1fr; gap: 5px 18px; margin: 18px 0;
  padding: 14px 18px; border-left: 3px solid ${tint}; background: ${wash}; font-size: 13px; line-height: 1.5; }
dd { margin: 0; }
figure { margin: 22px 0 26px; }
figure svg { display: block; max-width: 100%; height: auto; }
figcaption { max-width: 120ch; text-wrap: pretty; margin-top: 10px; color: ${muted}; font-size: 12.5px; line-height: 1.5; }
.live { display: none; }
.enlivened .live { display: block; }
.enlivened .still { display: none; }
#tip { position: fixed; z-index: 1; display: grid; gap: 1px 14px; grid-template-columns: auto auto; max-width: 420px; margin: 0; padding: 9px 12px;
  border: 1px solid ${line}; border-radius: 4px; background: #fff; box-shadow: 0 4px 16px rgb(22 32 43 / 18%); font-size: 12.5px; pointer-events: none; overflow-wrap: anywhere; }
#tip[hidden] { display: none; }
#tip dt { color: ${muted}; font-weight: 400; }
#tip dd { font-weight: 600; }
.note { color: ${muted}; font-size: 13px; }
footer { margin-top: 56px; padding-top: 16px; padding-bottom: 44px; color: ${muted}; font-size: 12.5px; }
@media (max-width: 900px) { .cards { grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); } }
@page { size: landscape; margin: 13mm 12mm; }
@media print {
  body { border: 0; font-size: 9.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  header, main, footer { max-width: none; padding: 0; }
  nav, .skip, #tip { display: none; }
  p { max-width: none; }
  section { margin-top: 18pt; padding-top: 10pt; }
  section:has(figure) { break-before: page; margin-top: 0; padding-top: 0; border: 0; }
  h2, h3, caption, thead, section > p, .cards { break-after: avoid; }
  tbody tr:first-child, .still + figcaption { break-before: avoid; }
  figure svg { max-height: 148mm; }
  .cards .name, .cards span { font-size: 8pt; }
  .scroll { overflow: visible; }
  .still, .enlivened .still { display: block; }
  .enlivened .live { display: none; }
  table { font-size: 8pt; }
  thead { display: table-header-group; }
  thead th, .range, .id, .query, figcaption, code { font-size: 7pt; }
  th, td { padding: 2.5pt 4pt; }
  tbody th { min-width: 90pt; }
  tr, figure, dl, caption, .short, .cards { break-inside: avoid; }
  dl { font-size: 8pt; }
  a { color: inherit; }
}
`;
