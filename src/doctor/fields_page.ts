import { commentLines } from "../base/text_layout.js";
import type { ObjectFields } from "../table/adapter.js";
import { readAdapters } from "../table/adapters.js";

/** Commands and requests that export everything that the contracts of a product know, ready to paste. */
export async function renderFieldsPage(product: string, objects: readonly ObjectFields[]): Promise<string> {
  const adapter = (await readAdapters()).find((one) => one.product === product);
  const parts = [...(adapter?.howToExport(objects) ?? []), commentLines(describeHistories(objects))].filter(
    (lines) => lines.length > 0,
  );
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

const describeHistories = (objects: readonly ObjectFields[]) =>
  objects
    .flatMap(({ origin: { object, enables, history } }) =>
      history ? [`Without ${object}: no ${enables}. ${history.limit}: ${history.remedy}.`] : [],
    )
    .join(" ");
