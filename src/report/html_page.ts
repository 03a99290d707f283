import { createHash } from "node:crypto";
import { createChartScript } from "./chart_script.js";
import { renderFontFaces } from "./fonts.js";
import { type Html, html, trustedHtml } from "./html.js";
import { stylesheet } from "./stylesheet.js";

/** One self-contained page: it loads nothing, and only the hashed script and style run. Its charts have tooltips. */
export function renderPage(title: string, body: Html): string {
  const sheet = embedCode(`${renderFontFaces()}\n${stylesheet}`);
  const script = embedCode(createChartScript());
  const policy = [
    "default-src 'none'",
    `script-src ${contentHash(script)}`,
    `style-src ${contentHash(sheet)}`,
    "font-src data:",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trustedHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trustedHtml(sheet)}</style>
</head>
<body>
${body}
<script>${trustedHtml(script)}</script>
</body>
</html>
`.markup;
}

const contentHash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Throws if code would end its own element early: that is an error of the build, not of the data. */
function embedCode(code: string): string {
  if (/<\/(script|style)|<!--/i.test(code)) throw new Error("a script or style of the page would end itself");
  // A browser normalises line ends before it computes the hash.
  return code.replaceAll("\r\n", "\n");
}
