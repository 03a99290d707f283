/** The same generated company exported from two systems. The warehouse must be the same for both. */
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { companyAsOf } from "../../seeds/company/make_company.js";
import type { SystemName } from "../../seeds/company/systems/system_names.js";
import { closedloop, queryProject, temporaryFolder } from "./cli.js";

const clock = ["--as-of", companyAsOf];

/** Builds both projects once, before the tests of the file. `projects` is empty until then. */
export function companyInSystems(leads: number, seed: number, ...both: readonly [SystemName, SystemName]) {
  const projects: string[] = [];
  const ends: (() => void)[] = [];
  const run = async (...args: string[]) => expect(await closedloop(args)).toMatchObject({ code: 0 });
  beforeAll(async () => {
    for (const systems of both) {
      const out = join(
        temporaryFolder((end) => ends.push(end)),
        "made",
      );
      await run("example", "--leads", `${leads}`, "--seed", `${seed}`, "--systems", systems, "--out", out);
      await run("load", "--project", out, ...clock);
      await run("build", "--project", out, ...clock);
      projects.push(out);
    }
  });
  afterAll(() => {
    for (const end of ends) end();
  });
  const inBoth = (query: string) => Promise.all(projects.map((project) => queryProject(project, query)));
  return {
    /** The rows of a query in both projects. */
    inBoth,
    /** Expects that a query has rows, and the same rows in both projects. */
    same: async (query: string) => {
      const [one, other] = await inBoth(query);
      expect(one!.length).toBeGreaterThan(0);
      expect(other).toEqual(one);
    },
    projects,
  };
}
