import { escapeControls } from "./escape_controls.js";
import { maskAddresses } from "./mask_addresses.js";

/** Prints lines on stderr; stdout is for results. Control characters are escaped, email addresses left out. */
export const printMessage = (text: string): void =>
  void process.stderr.write(`${maskAddresses(text).split("\n").map(escapeControls).join("\n")}\n`);
