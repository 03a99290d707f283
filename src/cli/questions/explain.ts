/** `closedloop explain person`: prints the records of a person and why they were merged; never emails or names. */

import { printMessage } from "../../base/print_message.js";
import { readWarehousePath } from "../../config/project_paths.js";
import { explainPerson, explanationQuery } from "../../explain/explain_person.js";
import { chooseFormat } from "../../query/formats/choose_format.js";
import { writeResult } from "../../query/formats/write_result.js";
import { runQuery } from "../../query/run_query.js";
import { withReader } from "../../query/sealed_reader.js";
import { parseShownColumns, type ShownColumn } from "../../query/shown_columns.js";
import type { QueryOptions } from "./query.js";

const shown = parseShownColumns(
  "part, system, entity, record_id id, state, reason, other_record id, told_by, detail wrap",
) as ShownColumn[];

export async function explain(who: string, options: QueryOptions): Promise<void> {
  const { project, out, timeout, wide } = options;
  const format = chooseFormat(options);
  const path = await readWarehousePath(project);
  await withReader(
    path,
    async (reader) => {
      const asked = await explainPerson(reader, who);
      await writeResult(await runQuery(reader, explanationQuery), format, { out, shown, isWide: wide });
      if (asked === "people") printMessage("several people have this email: run it again with one of the person_ids");
      if (asked === "records") printMessage("no person has it: every record found is excluded");
    },
    { timeoutSeconds: timeout },
  );
}
