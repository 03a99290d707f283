import { quotedString } from "./dialect.js";

/** RE2 class of characters that nobody sees: byte order mark, zero-width spaces and joiners, soft hyphen, direction marks. */
const invisible = "\\x{FEFF}\\x{200B}-\\x{200F}\\x{2060}\\x{AD}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}";
/** RE2 class of control characters, e.g. the end-of-file mark of DOS; not tab and line ends. */
const control = "\\x{01}-\\x{08}\\x{0B}\\x{0C}\\x{0E}-\\x{1F}";
/** At the ends of a text also blanks that are no plain spaces, and control characters. */
const unseenAtEnds = `\\x{A0}\\x{202F}${invisible}${control}`;
const atEnds = `^[ ${unseenAtEnds}]+|[ ${unseenAtEnds}]+$`;

/** SQL that is true if a text has a character that nobody sees. */
export const hasInvisible = (text: string): string => `regexp_matches(${text}, ${quotedString(`[${invisible}]`)})`;

/** SQL that is true if a text has one of them or a control character at one of its ends, or a blank there that is no plain space. */
export const hasInvisibleEnds = (text: string): string =>
  `regexp_matches(${text}, ${quotedString(`^ *[${unseenAtEnds}]|[${unseenAtEnds}] *$`)})`;

/** SQL that is true if a text has a control character. Within a text it took the place of another character. */
export const hasControl = (text: string): string => `regexp_matches(${text}, ${quotedString(`[${control}]`)})`;

/** SQL of the text without characters that nobody sees. */
export const withoutInvisible = (text: string): string =>
  `regexp_replace(${text}, ${quotedString(`[${invisible}]`)}, '', 'g')`;

/** SQL of the text without them, control characters and blanks at its ends; those within it stay. */
export const withoutInvisibleEnds = (text: string): string =>
  `regexp_replace(${text}, ${quotedString(atEnds)}, '', 'g')`;
