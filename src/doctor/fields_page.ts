import { note } from "../base/layout.js";
import type { Wanted } from "../table/adapter.js";
import { readAdapters } from "../table/adapters.js";

/** What to type, or to send, so that an export has all that the contracts know; ready to paste. */
export async function fieldsPage(product: string, wanted: readonly Wanted[]): Promise<string> {
  const adapter = (await readAdapters()).find((one) => one.product === product);
  const parts = [...(adapter?.howToExport(wanted) ?? []), note(historyNote(wanted))].filter(
    (lines) => lines.length > 0,
  );
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

const historyNote = (wanted: readonly Wanted[]) =>
  wanted
    .flatMap(({ origin: { object, enables, history } }) =>
      history ? [`Without ${object}: no ${enables}. ${history.limit}: ${history.remedy}.`] : [],
    )
    .join(" ");
