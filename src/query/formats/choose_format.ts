import { basename, extname } from "node:path";
import { UserError } from "../../base/errors.js";
import { type ResultFormat, resultFormats } from "./write_result.js";

/** The formats by the ending of a file name; a name without an ending gets a table. */
const formatsByEnding: Readonly<Record<string, ResultFormat>> = {
  ...Object.fromEntries(resultFormats.map((format) => [`.${format}`, format])),
  ".txt": "table",
  "": "table",
};

/** The format of a result: `--format`, else by the ending of `--out`, else a table. An unknown ending is a `UserError` (exit 2). */
export function chooseFormat({ format, out }: { readonly format?: ResultFormat; readonly out?: string }): ResultFormat {
  if (format !== undefined) return format;
  if (out === undefined) return "table";
  const chosen = formatsByEnding[extname(basename(out)).toLowerCase()];
  if (chosen !== undefined) return chosen;
  const endings = Object.keys(formatsByEnding).filter((ending) => ending !== "" && ending !== ".table");
  throw new UserError(
    `--out: found "${out}", expected a name that ends in ${endings.join(", ")} or has no ending, or --format`,
    2,
  );
}
