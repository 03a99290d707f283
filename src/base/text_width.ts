const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const twoCellPattern =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}])/u;

/** The number of a terminal's cells that a text takes: two for an emoji or a Chinese character. */
export function textWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += twoCellPattern.test(segment) ? 2 : 1;
  return width;
}
