import { chunksOf } from "./bytes.js";
import type { Cleaned } from "./cleaned.js";
import { Fault } from "./fault.js";
import type { RecordScanner } from "./records.js";

/** A file whose quotes send the scanner back over more than so many times its size is no CSV. */
const mostTimes = 20;
const alwaysFine = 64 << 20;

/** Shows a file to a scanner, from where its text begins, parts of it again where it asks for that; `flush` may empty `out` in between. */
export async function scanned(
  path: string,
  scanner: RecordScanner,
  from: number,
  out?: Cleaned,
  flush: () => Promise<void> = async () => {},
): Promise<void> {
  let read = 0;
  let size = 0;
  for (let start = from; ; ) {
    let at = start;
    for await (const chunk of chunksOf(path, { start })) {
      out?.awaits(chunk.length + 1);
      scanner.push(chunk, out);
      await flush();
      at += chunk.length;
      if (scanner.again !== undefined) break;
    }
    if (scanner.again === undefined) {
      out?.awaits(1);
      scanner.end(out);
      await flush();
    }
    if (scanner.again === undefined) return;
    size = Math.max(size, at);
    read += at - start;
    if (read > alwaysFine && read > mostTimes * size) {
      throw new Fault("too many quotes that never close to tell the records apart");
    }
    start = scanner.again;
    scanner.restarted();
  }
}
