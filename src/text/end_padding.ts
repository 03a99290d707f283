import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { TextNote } from "./text_relation.js";

/** Ctrl+Z: programs from the time of DOS end a text with it. */
const endMark = 0x1a;
const blockBytes = 64 << 10;

/** A text without what some programs write after its end: NUL bytes up to a block's size, an end-of-file mark of DOS. */
export async function dropEndPadding(path: string, scratch: string): Promise<{ path: string; notes: TextNote[] }> {
  const { end, nuls, marks } = await findTextEnd(path);
  if (nuls + marks === 0) return { path, notes: [] };
  const to = join(scratch, "unpadded");
  const text = end === 0 ? [] : createReadStream(path, { end: end - 1 });
  await pipeline(text, createWriteStream(to, { mode: 0o600 }));
  const notes = [
    { code: "NUL bytes after the end left out", records: nuls },
    { code: "end-of-file marks of DOS left out", records: marks },
  ];
  return { path: to, notes: notes.filter(({ records }) => records > 0) };
}

/** The offset at which the text ends, and what stands behind it. */
async function findTextEnd(path: string): Promise<{ end: number; nuls: number; marks: number }> {
  const file = await open(path);
  try {
    let { size: end } = await file.stat();
    let [nuls, marks] = [0, 0];
    while (end > 0) {
      const from = Math.max(0, end - blockBytes);
      const block = Buffer.alloc(end - from);
      await file.read(block, 0, block.length, from);
      const last = block.findLastIndex((byte) => byte !== 0 && byte !== endMark);
      for (const byte of block.subarray(last + 1)) byte === 0 ? nuls++ : marks++;
      end = from + last + 1;
      if (last >= 0) break;
    }
    return { end, nuls, marks };
  } finally {
    await file.close();
  }
}
