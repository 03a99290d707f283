/** Draws folders in layers, the lowest at the bottom, with arrows that cross as little as a few sweeps can achieve. */
import type { Folder } from "./folder_graph.js";

/** A box in a row, or the point at which an arrow passes a row. */
interface Place {
  readonly name: string;
  readonly label: string | undefined;
  readonly width: number;
  readonly layer: number;
  readonly above: Place[];
  readonly below: Place[];
  x: number;
}

const rowHeight = 84;
const boxHeight = 30;
const gap = 22;
const orderings = 40;
const moves = 400;
const margin = 24;

const captions = [
  "An arrow means: imports. A folder imports only folders in rows below its own.",
  "An import is not drawn if other arrows lead to the same folder.",
];

/** One colour per folder of the repository. */
const colours: Readonly<Record<string, string>> = {
  src: "#dbe9f6",
  models: "#dff0d8",
  reports: "#fdeccb",
  seeds: "#eee3f5",
  bench: "#e8e8e8",
};

/** The SVG of the folders; the same folders give the same text. */
export function drawFolders(folders: readonly Folder[]): string {
  const rows = placeInRows(folders);
  for (let sweep = 0; sweep < orderings; sweep++) {
    orderByNeighbours(rows, sweep % 2 === 0 ? "below" : "above");
  }
  for (let move = 0; move < moves; move++)
    for (const row of move % 2 === 0 ? rows : [...rows].reverse()) moveTowardsNeighbours(row);
  const places = rows.flat();
  const left = Math.min(...places.map(({ x, width }) => x - width / 2));
  for (const place of places) place.x += margin - left;
  const width = Math.round(Math.max(...places.map((place) => place.x + place.width / 2)) + margin);
  const height = rows.length * rowHeight + margin;
  const middleOf = ({ layer }: Place) => height - margin / 2 - layer * rowHeight - rowHeight / 2;
  const boxes = places.filter(({ label }) => label !== undefined);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">`,
    "<title>Folders and their imports: each folder imports only folders below it</title>",
    '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">' +
      '<path d="M0 0L8 4L0 8z" fill="#667"/></marker></defs>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...captions.map(
      (line, at) => `<text x="${width - margin}" y="${2 * margin + at * 20}" text-anchor="end">${line}</text>`,
    ),
    ...boxes.flatMap((box) => box.below.map((next) => drawArrow(box, next, middleOf))),
    ...boxes.map((box) => drawBox(box, middleOf(box))),
    "</svg>\n",
  ].join("\n");
}

function placeInRows(folders: readonly Folder[]): Place[][] {
  const rows: Place[][] = Array.from({ length: Math.max(...folders.map(({ layer }) => layer)) + 1 }, () => []);
  const add = (name: string, label: string | undefined, layer: number): Place => {
    const width = label === undefined ? 0 : label.length * 7.2 + 20;
    const place: Place = { name, label, width, layer, above: [], below: [], x: 0 };
    rows[layer]!.push(place);
    return place;
  };
  const boxes = new Map(folders.map(({ name, layer }) => [name, add(name, name, layer)]));
  for (const { name, layer, arrows } of folders) {
    for (const arrow of arrows) {
      const target = boxes.get(arrow)!;
      let from = boxes.get(name)!;
      for (let row = layer - 1; row > target.layer; row--)
        from = connect(from, add(`${name} ${arrow}`, undefined, row));
      connect(from, target);
    }
  }
  return rows;
}

function connect(from: Place, to: Place): Place {
  from.below.push(to);
  to.above.push(from);
  return to;
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** Sorts each row by the mean place of its neighbours in the row before, upwards or downwards. */
function orderByNeighbours(rows: readonly Place[][], side: "above" | "below"): void {
  for (const row of side === "below" ? rows : [...rows].reverse()) {
    const wanted = new Map(
      row.map((place, at) => [place, place[side].length > 0 ? mean(place[side].map(({ x }) => x)) : at]),
    );
    row.sort((one, other) => wanted.get(one)! - wanted.get(other)! || (one.name < other.name ? -1 : 1));
    for (const [at, place] of row.entries()) place.x = at - (row.length - 1) / 2;
  }
}

/** Moves each place of a row to the mean of its neighbours, as far as the row keeps its order and its gaps. */
function moveTowardsNeighbours(row: readonly Place[]): void {
  const wanted = row.map((place) => {
    const neighbours = [...place.above, ...place.below];
    return neighbours.length > 0 ? mean(neighbours.map(({ x }) => x)) : place.x;
  });
  const least = (at: number) => (row[at - 1]!.width + row[at]!.width) / 2 + gap;
  const fromLeft: number[] = [];
  const fromRight: number[] = [];
  for (let at = 0; at < row.length; at++)
    fromLeft[at] = at === 0 ? wanted[0]! : Math.max(wanted[at]!, fromLeft[at - 1]! + least(at));
  for (let at = row.length - 1; at >= 0; at--)
    fromRight[at] = at === row.length - 1 ? wanted[at]! : Math.min(wanted[at]!, fromRight[at + 1]! - least(at + 1));
  for (const [at, place] of row.entries()) place.x = (fromLeft[at]! + fromRight[at]!) / 2;
}

/** From the lower edge of a box through the rows between to the upper edge of another. */
function drawArrow(box: Place, next: Place, middleOf: (place: Place) => number): string {
  let from = { x: Math.round(box.x), y: middleOf(box) + boxHeight / 2 };
  let path = `M${from.x} ${from.y}`;
  let place = next;
  for (;;) {
    const isBox = place.label !== undefined;
    const to = { x: Math.round(place.x), y: middleOf(place) - (isBox ? boxHeight / 2 : 0) };
    const bend = Math.round((to.y - from.y) / 2);
    path += `C${from.x} ${from.y + bend} ${to.x} ${to.y - bend} ${to.x} ${to.y}`;
    if (isBox) break;
    from = to;
    place = place.below[0]!;
  }
  return `<path d="${path}" fill="none" stroke="#667" stroke-opacity="0.75" marker-end="url(#head)"/>`;
}

function drawBox({ x, label, width }: Place, y: number): string {
  const text = label!.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const fill = colours[label!.split("/")[0]!] ?? "#fff";
  return (
    `<rect x="${Math.round(x - width / 2)}" y="${y - boxHeight / 2}" width="${Math.round(width)}" height="${boxHeight}" rx="5" fill="${fill}" stroke="#445"/>` +
    `<text x="${Math.round(x)}" y="${y + 4}" text-anchor="middle">${text}</text>`
  );
}
