/** Markup that may stand in a page as it is: only `html` and `trusted` make it. */
export class Html {
  constructor(readonly markup: string) {}
}

type Part = Html | string | number | bigint | null | undefined | false | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as it may stand between tags and in a quoted attribute, the two places where a report puts data. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]!);

/** A template of markup: every value in it is escaped unless it is `Html`; null, undefined and false are nothing. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(literals.map((literal, at) => literal + (at < parts.length ? markupOf(parts[at]) : "")).join(""));
}

/** Markup that the code itself wrote, never data. */
export const trusted = (markup: string): Html => new Html(markup);

function markupOf(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (part instanceof Html) return part.markup;
  if (isList(part)) return part.map(markupOf).join("");
  return escaped(String(part));
}

const isList = (part: Part): part is readonly Part[] => Array.isArray(part);
