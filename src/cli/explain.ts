/** `closedloop explain person`: the records of a person, and why they are one; emails and names are never printed. */

import { publishedPath } from "../config/warehouse_path.js";
import { explainPerson, rowsQuery } from "../explain/person.js";
import { ask } from "../query/ask.js";
import { writeAnswer } from "../query/formats/format.js";
import { withReader } from "../query/sandbox.js";
import type { Asking } from "./asking.js";
import { tell } from "./telling.js";

export async function explain(who: string, { project, format, out, timeout }: Asking): Promise<void> {
  const path = await publishedPath(project);
  await withReader(
    path,
    async (reader) => {
      const asked = await explainPerson(reader, who);
      await writeAnswer(await ask(reader, rowsQuery), format, { out });
      if (asked === "people") tell("several people have this email: ask for one of them by person_id");
      if (asked === "records") tell("no person has it: all that was found is left out");
    },
    { timeoutSeconds: timeout },
  );
}
