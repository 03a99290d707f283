/** Signs in the bytes of a file that some of its texts may be doubtful. Nearly all files have none, so nearly no text needs a closer look. */
import { isAscii } from "node:buffer";
import { readChunks } from "./bytes.js";

const utf8 = (...texts: readonly string[]) => texts.map((text) => Buffer.from(text));

/** UTF-8 bytes, one of which occurs in each doubtful text of a kind. All but `\\u` are beyond ASCII. */
export const signs = {
  /** UTF-8 that was read as Latin-1 or Windows-1252. */
  misread: utf8("\u00c3", "\u00c2", "\u00e2", "\u00d0", "\u00d1"),
  /** The replacement character. */
  lost: utf8("\ufffd"),
  /**
   * The first bytes of the characters that nobody sees: a byte order mark in the middle of a file, zero-width spaces, direction
   * marks, a soft hyphen, a no-break space and other wide blanks. JSON may write them as `\\u200b`. The readers look for control characters.
   */
  invisible: [
    ...utf8("\ufeff", "\u00ad", "\u00a0", "\u1680", "\u3000", "\\u"),
    Buffer.from([0xe2, 0x80]), // U+2000 to U+203F
    Buffer.from([0xe2, 0x81]), // U+2040 to U+207F
  ],
} as const;
export type Sign = keyof typeof signs;

const kinds = Object.entries(signs) as [Sign, readonly Buffer[]][];

/** Looks for the signs in the chunks of a file, which are pushed in order and without a byte order mark at the start. */
export class SignFinder {
  readonly found = new Set<Sign>();
  private before: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): void {
    if (this.found.size === kinds.length) return;
    const seam = Buffer.concat([this.before, chunk.subarray(0, 3)]);
    const isPlain = isAscii(chunk) && isAscii(seam);
    for (const [sign, all] of kinds) {
      const bytes = isPlain ? all.filter(isAscii) : all;
      if (!this.found.has(sign) && bytes.some((one) => seam.includes(one) || chunk.includes(one))) this.found.add(sign);
    }
    this.before = chunk.subarray(-3);
  }
}

/** The signs in a file, after its byte order mark. */
export async function findSigns(path: string): Promise<Set<Sign>> {
  const finder = new SignFinder();
  for await (const chunk of readChunks(path, { start: 3 })) finder.push(chunk);
  return finder.found;
}
