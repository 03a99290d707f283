/** One made company in the exports of several systems: whichever they are, the warehouse must say the same of it. */
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import type { SystemName } from "../../seeds/company/systems/system_names.js";
import { closedloop, queryProject, temporaryFolder } from "./cli.js";

const clock = ["--as-of", "2026-07-01T00:00:00Z"];

/** The projects of both, each run once before the tests of the file; filled when these begin. */
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
    /** The answers of the one and of the other. */
    inBoth,
    /** Holds the answers equal, of which there must be some. */
    same: async (query: string) => {
      const [one, other] = await inBoth(query);
      expect(one!.length).toBeGreaterThan(0);
      expect(other).toEqual(one);
    },
    projects,
  };
}
