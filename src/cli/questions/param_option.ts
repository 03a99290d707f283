import { UserError } from "../../base/errors.js";

/** The values of all `--param name=value` options, by name; a UserError (exit 2) if one has no name. */
export function parseParamOptions(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new UserError(`--param: found "${pair}", expected name=value, such as dimension=source`, 2);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
