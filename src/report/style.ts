/** The one style sheet of all reports. It stands in the page under its hash, so that no other style is obeyed. */
export const style = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1b1f24; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
header, main, footer { max-width: 1180px; margin: 0 auto; padding: 0 28px; }
header { padding-top: 32px; }
h1 { margin: 0 0 4px; font-size: 30px; line-height: 1.2; letter-spacing: -0.01em; }
h2 { margin: 44px 0 6px; font-size: 21px; line-height: 1.25; }
h3 { margin: 26px 0 4px; font-size: 16px; line-height: 1.3; }
p { max-width: 76ch; margin: 6px 0 12px; }
.as-of { color: #57606a; }
.lede { font-size: 17px; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 14px 0 0; padding: 10px 0; list-style: none;
  border-top: 1px solid #d8dee4; border-bottom: 1px solid #d8dee4; }
a { color: #0b5394; }
.scroll { margin: 12px 0 6px; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 13.5px; font-variant-numeric: tabular-nums; }
caption { padding-bottom: 6px; font-weight: 600; text-align: left; }
.query { display: block; color: #57606a; font-size: 12px; font-weight: 400; }
code, .id { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 11.5px; }
th, td { padding: 5px 8px; border-bottom: 1px solid #e4e8ec; vertical-align: top; text-align: left; font-weight: 400; }
thead th { border-bottom: 1px solid #8c959f; color: #424a53; font-size: 12px; font-weight: 600; vertical-align: bottom; }
thead th.over { border-left: 1px solid #d8dee4; text-align: center; white-space: nowrap; }
tbody th { min-width: 150px; }
.number { text-align: right; }
.first { border-left: 1px solid #e4e8ec; }
td.number { white-space: nowrap; }
tbody th.group { padding-top: 12px; color: #57606a; font-size: 12px; font-style: italic; }
.faint th, .faint td { color: #656d76; }
.range, .id { display: block; color: #57606a; font-size: 11.5px; }
.faint .range, .faint .id { color: #656d76; }
dl { display: grid; grid-template-columns: minmax(120px, 190px) 1fr; gap: 4px 18px; max-width: 900px; margin: 14px 0;
  padding: 12px 16px; background: #f6f8fa; font-size: 13.5px; }
dt { font-weight: 600; }
dd { margin: 0; }
figure { margin: 14px 0; }
figure svg { max-width: 100%; height: auto; }
figcaption { max-width: 90ch; color: #57606a; font-size: 13px; }
.note { color: #57606a; font-size: 13.5px; }
footer { margin-top: 48px; padding-top: 14px; padding-bottom: 40px; color: #57606a; font-size: 12.5px; }
@page { size: landscape; margin: 12mm; }
@media print {
  body { font-size: 10pt; }
  header, main, footer { max-width: none; padding: 0; }
  nav { display: none; }
  h2 { margin-top: 20pt; }
  h2, h3, caption, section > p { break-after: avoid; }
  .scroll { overflow: visible; }
  table { font-size: 8.5pt; }
  th, td { padding: 3pt 5pt; }
  tr, figure, dl { break-inside: avoid; }
  dl { border: 1px solid #d8dee4; background: none; }
}
`;
