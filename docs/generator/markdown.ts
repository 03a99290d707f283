/** Text as it may stand in a cell of a Markdown table: one line, and no `|` that would end the cell. */
export const cell = (text: string): string => text.replace(/\s+/g, " ").replaceAll("|", "\\|").replaceAll("<", "&lt;");

/** Text set as code. */
export const code = (text: string): string => `\`${text}\``;

/** A Markdown table; cells are given ready to print. */
export const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [headings, headings.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** Says at the top of a page where its text comes from. */
export const generatedNote = (source: string): string =>
  `<!-- Written by \`npm run docs\` from ${source}. Change it there, not here. -->`;
