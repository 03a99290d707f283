import { escapeControls } from "./escape_controls.js";

/** Prints lines for people on stderr: stdout belongs to results. */
export const printMessage = (text: string): void =>
  void process.stderr.write(`${text.split("\n").map(escapeControls).join("\n")}\n`);
