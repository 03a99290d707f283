import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, the longest first: begun last, one would leave the other workers without work. */
const longest = [
  "test/e2e/truth.test.ts",
  "test/e2e/doctor.test.ts",
  "test/e2e/nights.test.ts",
  "test/e2e/truth_of_another.test.ts",
  "test/fuzz/orders.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((file) => moduleId.endsWith(`/${file}`));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).sort((one, other) => placeOf(one) - placeOf(other));
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/example_night.ts",
    testTimeout: 180_000,
    hookTimeout: 240_000,
    pool: "forks",
    // A worker imports the models once, not once a file: no test changes a module or the process for others.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // By default one core is left idle: half of a small machine.
    maxWorkers: "100%",
  },
});
