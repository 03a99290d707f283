/** The text of the template literals of a TypeScript source, which contain its SQL. */

/** The literal text of each template, with ` ? ` for each `${...}`; templates within `${...}` are texts of their own. */
export function templateTexts(source: string): string[] {
  const texts: string[] = [];
  readCode(source, 0, "", texts);
  return texts;
}

/** Skips code up to an unmatched `end` (`""`: to the end of the source); returns the position after it. */
function readCode(source: string, start: number, end: string, texts: string[]): number {
  let depth = 0;
  for (let at = start; at < source.length; at++) {
    const character = source[at]!;
    if (source.startsWith("//", at)) at = endOf(source, "\n", at);
    else if (source.startsWith("/*", at)) at = endOf(source, "*/", at + 2) + 1;
    else if (character === '"' || character === "'") at = endOfString(source, character, at + 1);
    else if (character === "`") at = readTemplate(source, at + 1, texts) - 1;
    else if (character === "{") depth++;
    else if (character === "}" && end === "}" && depth-- === 0) return at + 1;
    else if (character === "/" && /[(=:,[!&|?]\s*$/.test(source.slice(Math.max(0, at - 20), at)))
      at = endOfString(source, "/", at + 1);
  }
  return source.length;
}

function readTemplate(source: string, start: number, texts: string[]): number {
  let text = "";
  for (let at = start; at < source.length; at++) {
    const character = source[at]!;
    if (character === "\\") text += source[++at];
    else if (character === "`") {
      texts.push(text);
      return at + 1;
    } else if (source.startsWith("${", at)) {
      text += " ? ";
      at = readCode(source, at + 2, "}", texts) - 1;
    } else text += character;
  }
  throw new Error(`a template has no end: ${text.slice(0, 60)}`);
}

const endOf = (source: string, mark: string, from: number): number => {
  const at = source.indexOf(mark, from);
  return at < 0 ? source.length : at;
};

function endOfString(source: string, quote: string, from: number): number {
  let at = from;
  while (at < source.length && source[at] !== quote) at += source[at] === "\\" ? 2 : 1;
  return at;
}

/** SQL without its comments and without quoted text. */
export const bareSql = (text: string): string =>
  text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ").replace(/'(?:[^']|'')*'|"[^"]*"/g, "''");
