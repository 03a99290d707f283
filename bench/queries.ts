/** Durations of queries, in one process and as a command. */
import { join } from "node:path";
import { packageRoot } from "../src/base/package_root.js";
import { bindParams, listSavedQueries } from "../src/query/saved_queries.js";
import { withWarehouse } from "../src/table/database_file.js";
import { rowsOf } from "../src/table/rows.js";
import { median, medianOf, runNodeOrThrow, timeSeconds } from "./measure.js";

const cli = join(packageRoot(), "dist", "src", "cli", "main.js");

/** Median duration of the saved queries, each with its example parameters and after a first run. */
export const secondsOfQueries = (warehouse: string): Promise<number> =>
  withWarehouse(warehouse, "READ_ONLY", async (reader) => {
    const all: number[] = [];
    for (const saved of listSavedQueries(join(packageRoot(), "queries"))) {
      const binds = bindParams(saved, saved.exampleParams);
      const prepared = await reader.prepare(saved.sql);
      prepared.bind({ ...binds.values }, { ...binds.types });
      const ask = () => timeSeconds(() => prepared.runAndReadAll());
      await ask();
      all.push(await medianOf(7, ask));
    }
    return median(all);
  });

/** Duration of `closedloop query` for one saved query. */
export const secondsOfAsking = (project: string): Promise<number> =>
  medianOf(7, async () => (await runNodeOrThrow([cli, "query", "funnel-by-dimension", "--project", project])).seconds);

/** Duration of `closedloop --help`, without the time that Node needs to start. */
export async function secondsOfHelp(): Promise<number> {
  const help = await medianOf(9, async () => (await runNodeOrThrow([cli, "--help"])).seconds);
  return help - (await medianOf(9, async () => (await runNodeOrThrow(["-e", ""])).seconds));
}

/** Duration of a query for the score history of a person with about 50 activities. */
export const secondsOfScoreHistory = (warehouse: string): Promise<number> =>
  withWarehouse(warehouse, "READ_ONLY", async (reader) => {
    const [usual] = await rowsOf<{ person_id: string }>(
      reader,
      `select person_id from intermediate.activities group by person_id
      order by abs(count(*) - 50), person_id limit 1`,
    );
    const history = `from marts.score_history where person_id = '${usual!.person_id}'`;
    return medianOf(7, () => timeSeconds(() => rowsOf(reader, history)));
  });
