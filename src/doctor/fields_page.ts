import { readAdapters } from "../adapters.js";
import type { Wanted } from "./fields.js";
import { wrapped } from "./layout.js";

/** What to type, or to send, so that an export has all that the contracts know; ready to paste. */
export async function fieldsPage(product: string, wanted: readonly Wanted[]): Promise<string> {
  const adapter = (await readAdapters()).find((one) => one.product === product);
  const parts = [...(adapter?.howToExport(wanted) ?? []), note(historyNote(wanted))].filter(
    (lines) => lines.length > 0,
  );
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** Text that explains, broken into lines of a page. */
export const note = (text: string): string[] =>
  text === "" ? [] : wrapped(text, 0).map((line) => `# ${line.trimStart()}`);

const historyNote = (wanted: readonly Wanted[]) =>
  wanted
    .flatMap(({ origin: { object, enables, history } }) =>
      history ? [`Without ${object}: no ${enables}. ${history.limit}: ${history.remedy}.`] : [],
    )
    .join(" ");
