import { quotedString } from "./dialect.js";

/** RE2 class of characters without a width: byte order mark, zero-width spaces and joiners, soft hyphen. */
const zeroWidth = "[\\x{FEFF}\\x{200B}-\\x{200D}\\x{2060}\\x{AD}]";

/** SQL that is true if a text has such a character. Most texts are ASCII, so their length in bytes is compared first. */
export const hasZeroWidth = (text: string): string =>
  `case when strlen(${text}) > length(${text}) then regexp_matches(${text}, ${quotedString(zeroWidth)}) else false end`;

/** SQL of the text without them. */
export const withoutZeroWidth = (text: string): string =>
  `case when strlen(${text}) > length(${text}) then regexp_replace(${text}, ${quotedString(zeroWidth)}, '', 'g') else ${text} end`;
