/** `npm run docs`: writes the generated pages. Run it after a change of a mart's contract or of a command. */
import { writeFileSync } from "node:fs";
import { generatedPages } from "./pages.js";

for (const [path, render] of Object.entries(generatedPages)) {
  writeFileSync(path, await render());
  process.stdout.write(`${path}\n`);
}
