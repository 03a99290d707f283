import { inflateSync } from "node:zlib";

/** An image with 8 bits each for red, green, blue and opacity. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** The colour of a pixel, e.g. `#16202b`. */
  at(x: number, y: number): string;
}

/** Reads a PNG with 8 bits per channel and opacity, as closedloop writes it. */
export function pixelsOf(png: Uint8Array): Pixels {
  const bytes = Buffer.from(png);
  const parts: Buffer[] = [];
  let header = bytes.subarray(0, 0);
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const [kind, data] = [
      bytes.toString("latin1", at + 4, at + 8),
      bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)),
    ];
    if (kind === "IHDR") header = data;
    if (kind === "IDAT") parts.push(data);
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  if (header[8] !== 8 || header[9] !== 6 || header[12] !== 0) throw new Error("not 8 bits of RGBA, not interlaced");
  const rows = unfiltered(inflateSync(Buffer.concat(parts)), width * 4, height);
  return { width, height, at: (x, y) => `#${rows[y]!.toString("hex", x * 4, x * 4 + 3)}` };
}

/** Each row starts with its filter type: https://www.w3.org/TR/png/#9Filters */
function unfiltered(raw: Buffer, wide: number, height: number): Buffer[] {
  const rows: Buffer[] = [];
  for (let y = 0; y < height; y++) {
    const [filter, row, above] = [raw[y * (wide + 1)]!, Buffer.alloc(wide), rows[y - 1] ?? Buffer.alloc(wide)];
    for (let x = 0; x < wide; x++) {
      const [left, up, corner] = [row[x - 4] ?? 0, above[x]!, above[x - 4] ?? 0];
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      row[x] = raw[y * (wide + 1) + 1 + x]! + guess;
    }
    rows.push(row);
  }
  return rows;
}

function paeth(left: number, up: number, corner: number): number {
  const [far, wide, deep] = [left, up, corner].map((side) => Math.abs(left + up - corner - side)) as [
    number,
    number,
    number,
  ];
  return far <= wide && far <= deep ? left : wide <= deep ? up : corner;
}
