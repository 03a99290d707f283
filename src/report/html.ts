/** Markup that needs no escaping. Only `html` and `trustedHtml` make it. */
export class Html {
  constructor(readonly markup: string) {}
}

type HtmlPart = Html | string | number | bigint | null | undefined | false | readonly HtmlPart[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes a text for element content and quoted attributes, the two places where reports put data. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]!);

/** A template of markup. Values are escaped unless they are `Html`; null, undefined and false give nothing. */
export function html(literals: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(literals.map((literal, at) => literal + (at < parts.length ? renderPart(parts[at]) : "")).join(""));
}

/** Markup that the code wrote itself. Never use it for data. */
export const trustedHtml = (markup: string): Html => new Html(markup);

function renderPart(part: HtmlPart): string {
  if (part === null || part === undefined || part === false) return "";
  if (part instanceof Html) return part.markup;
  if (isList(part)) return part.map(renderPart).join("");
  return escapeHtml(String(part));
}

const isList = (part: HtmlPart): part is readonly HtmlPart[] => Array.isArray(part);
