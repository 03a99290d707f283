import { type ExampleOptions, exampleAsOf, makeExample } from "../../seeds/company/make_example.js";
import { tell } from "./telling.js";

/** `closedloop example`: makes the project and says how to go on. */
export async function example(options: ExampleOptions): Promise<void> {
  const rows = await makeExample(options);
  const count = Object.values(rows).reduce((sum, each) => sum + each, 0);
  tell(`${count} records of ${options.leads} leads in ${options.out}, seed ${options.seed}. Run it with the clock of its exports:
  closedloop run --project ${options.out} --as-of ${exampleAsOf}`);
}
