/** Control characters, which could move a terminal's cursor or colour, and marks that turn the direction of writing. */
const unseen = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const short: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A text that keeps to one line of a terminal and gives it no orders. */
export const visible = (text: string): string =>
  text.replace(unseen, (sign) => short[sign] ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const twoCells =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}])/u;

/** The number of a terminal's cells that a text takes: two for an emoji or a Chinese character. */
export function widthOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += twoCells.test(segment) ? 2 : 1;
  return width;
}
