/** Control characters, marks that change the direction of writing, and line ends of all kinds. */
const controlCharacters = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** The text on one line, control characters escaped (`\n`, `\u001b`), so that a file name cannot fake a line of a log or colour a terminal. */
export const escapeControls = (text: string): string =>
  text.replace(controlCharacters, (sign) => escapes[sign] ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
