import { escapeControls } from "./escape_controls.js";

/** Prints lines on stderr; stdout is for results. Control characters are escaped. */
export const printMessage = (text: string): void =>
  void process.stderr.write(`${text.split("\n").map(escapeControls).join("\n")}\n`);
