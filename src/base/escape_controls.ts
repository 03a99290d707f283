/** Control characters, which could move a terminal's cursor or colour, marks that turn the direction of writing, and line ends of all kinds. */
const controlCharacters = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A text that keeps to one line of a terminal and gives it no orders: a file called by a line feed or by colours forges no line of a log. */
export const escapeControls = (text: string): string =>
  text.replace(controlCharacters, (sign) => escapes[sign] ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
