const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const twoCellPattern =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}])/u;

/** The width of a text in a terminal: two cells for an emoji or a Chinese character, one for other characters. */
export function textWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += twoCellPattern.test(segment) ? 2 : 1;
  return width;
}

/** A text filled with blanks to a width in a terminal; a longer text stays as it is. */
export function padText(text: string, width: number, side: "left" | "right"): string {
  const blanks = " ".repeat(Math.max(0, width - textWidth(text)));
  return side === "left" ? text + blanks : blanks + text;
}

/** A text cut to a width in a terminal, with … as its last character if something is missing. */
export function cutText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = "";
  let used = 1;
  for (const { segment } of graphemes.segment(text)) {
    used += textWidth(segment);
    if (used > width) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** The pieces of a text that are each at most so wide. */
export function sliceText(text: string, width: number): string[] {
  const pieces = [""];
  for (const { segment } of graphemes.segment(text)) {
    if (textWidth(pieces.at(-1)! + segment) > width) pieces.push("");
    pieces[pieces.length - 1] += segment;
  }
  return pieces;
}
