/** Loads are written again without a forgotten person; nothing else of them changes. */
import { readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  addForgotten,
  hashKey,
  nobodyForgotten,
  recordKey,
  writeForgotten,
} from "../../../src/load/forgotten_people.js";
import { mendHistory, readHistory } from "../../../src/load/history.js";
import { forgetInHistory } from "../../../src/load/raw/forget_in_history.js";
import { verifyHistory } from "../../../src/load/verify_history.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { createLoadProject, leads, nightInstant } from "./load_project.js";

const forgettable = { ...leads, people: { ids: [leads.grain[1]!] } };
const nobody = nobodyForgotten();
const forgotten = addForgotten(nobody, [hashKey(nobody, recordKey("crm", "1"))], nightInstant(1));

async function createForgotten() {
  const at = createLoadProject();
  const history = join(at.project, "warehouse", "history");
  at.put("exports/crm/Lead.csv", "Id,Status\n1,New\n2,Working\n3,New\n");
  await at.load(nightInstant(1));
  await writeForgotten(at.project, at.config, forgotten);
  const forget = async () => {
    const { loads } = await readHistory(history);
    return withWarehouse(":memory:", "READ_WRITE", (connection) =>
      forgetInHistory(connection, {
        ...{ history, loads, forgotten, tables: [forgettable] },
      }),
    );
  };
  return { at, history, forget };
}

test("a load that is written again has true counts and sound hashes, and is not written a second time", async () => {
  const { at, history, forget } = await createForgotten();
  expect(await forget()).toMatchObject([{ records: 1 }]);
  const [load] = (await readHistory(history)).loads;
  expect(load).toMatchObject({ parsed: 3, loaded: 2, forgotten: 1, rejected: 0, deduplicated: 0 });
  expect(await verifyHistory(at.project, at.config)).toMatchObject({ damaged: [] });
  expect(await forget()).toEqual([]);
});

test("a load whose old rows were moved away by a killed run is taken back", async () => {
  const { at, history } = await createForgotten();
  const [id] = readdirSync(history).filter((name) => /^[0-9a-f]{32}$/.test(name));
  renameSync(join(history, id!), join(history, `${id}.replaced.loading`));
  await mendHistory(history);
  expect(await verifyHistory(at.project, at.config)).toMatchObject({ loads: 1, damaged: [] });
});
