/** What a terminal or a log would act upon instead of showing it: control and format characters, line ends, halves of characters. */
const acting = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;

/** A name as one line of plain characters: a file called by a line feed, by colours or by a bidi override forges no line. */
export const shown = (name: string): string =>
  name.replace(acting, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
