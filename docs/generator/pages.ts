import { cliPage } from "./cli_page.js";
import { tablesPage } from "./tables_page.js";

/** The pages that are generated: path from the root of the repository, and what gives the text. */
export const generatedPages: Readonly<Record<string, () => string | Promise<string>>> = {
  "docs/tables.md": tablesPage,
  "docs/cli.md": cliPage,
};
