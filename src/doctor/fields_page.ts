import { commentLines } from "../base/text_layout.js";
import type { ObjectFields } from "../table/adapter.js";
import { readAdapters } from "../table/adapters.js";

/** What to type, or to send, so that an export has all that the contracts know; ready to paste. */
export async function renderFieldsPage(product: string, wanted: readonly ObjectFields[]): Promise<string> {
  const adapter = (await readAdapters()).find((one) => one.product === product);
  const parts = [...(adapter?.howToExport(wanted) ?? []), commentLines(describeHistories(wanted))].filter(
    (lines) => lines.length > 0,
  );
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

const describeHistories = (wanted: readonly ObjectFields[]) =>
  wanted
    .flatMap(({ origin: { object, enables, history } }) =>
      history ? [`Without ${object}: no ${enables}. ${history.limit}: ${history.remedy}.`] : [],
    )
    .join(" ");
