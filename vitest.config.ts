import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files that take more than about a second alone, the longest first. `npm test` begins with them, so that no
 * worker is left without work at the end; `npm run test:unit` leaves them out.
 */
const slow = [
  "test/e2e/truth.test.ts",
  "test/e2e/forget.test.ts",
  "test/e2e/doctor.test.ts",
  "test/e2e/nights.test.ts",
  "test/field/vanished_records.test.ts",
  "test/e2e/forget.test.ts",
  "test/e2e/documented_examples.test.ts",
  "test/scoring/cases.test.ts",
  "test/models/properties.test.ts",
  "test/lifecycle/timelines.test.ts",
  "test/scoring/properties.test.ts",
  "test/src/load/corpus.test.ts",
  "test/models/intermediate/person_attributes.test.ts",
  "test/models/adapters/marketo/activities.test.ts",
  "test/src/reconcile/reconcile.test.ts",
  "test/seeds/company/make_company.test.ts",
  "test/src/load/rows/rejects.test.ts",
  "test/src/publish/publish.test.ts",
  "test/src/publish/rollback.test.ts",
  "test/src/publish/parquet.test.ts",
  "test/src/publish/verify_publications.test.ts",
  "test/lifecycle/rates.test.ts",
  "test/reports/funnel.test.ts",
  "test/src/build/build.test.ts",
  "test/models/adapters/marketo/stages.test.ts",
  "test/seeds/company/truth/scores.test.ts",
  "test/queries/saved_queries.test.ts",
  "test/lifecycle/regressions.test.ts",
  "test/models/identity.test.ts",
  "test/src/load/night/volume.test.ts",
  "test/src/config/reference_rules.test.ts",
  "test/models/marts/calibration.test.ts",
  "test/src/config/read_rule_tables.test.ts",
  "test/src/text/zip.test.ts",
  "test/reports/chart.test.ts",
  "test/src/reconcile/properties.test.ts",
  "test/models/intermediate/people_resolved.test.ts",
  "test/src/load/history.test.ts",
  "test/src/load/damaged_history.test.ts",
  "test/src/load/damaged_state.test.ts",
  "test/src/load/missing_files.test.ts",
  "test/lifecycle/calibration.test.ts",
  "test/src/load/replicas.test.ts",
  "test/src/load/files/settled_files.test.ts",
  "test/models/intermediate/person_records.test.ts",
  "test/models/adapters/contracts.test.ts",
  "test/models/marts/threshold_advice.test.ts",
  "test/reports/write_reports.test.ts",
  "test/src/load/headers.test.ts",
  "test/src/config/read_definitions.test.ts",
  "test/src/query/run_query.test.ts",
  "test/src/cli/guard.test.ts",
  "test/src/query/duckdb_errors.test.ts",
  "test/src/load/pardot.test.ts",
  "test/models/adapters/hubspot/headings.test.ts",
  "test/src/load/mapped.test.ts",
  "test/src/doctor/object_fields.test.ts",
  "test/src/text/read_text.test.ts",
  "test/src/telemetry/open_lineage.test.ts",
  "test/src/telemetry/notification.test.ts",
  "test/src/query/formats/write_result.test.ts",
  "test/src/load/files/quarantine.test.ts",
  "test/models/adapters/pardot/activities.test.ts",
];

/**
 * Files that `npm test` leaves out, because it has a quarter of an hour on two processors: further systems, further companies and
 * longer forms of what other files test. `npm run test:long` runs them.
 */
const long = [
  "test/e2e/faults.test.ts",
  "test/e2e/fivetran.test.ts",
  "test/e2e/hubspot_ui.test.ts",
  "test/e2e/month_of_nights.test.ts",
  "test/e2e/truth_of_another.test.ts",
  "test/fuzz/orders.test.ts",
];

/** What runs the built command, or a browser. */
const throughTheCommand = [
  "test/e2e/**/*.test.ts",
  "test/field/**/*.test.ts",
  "test/fuzz/**/*.test.ts",
  "test/reports/browser.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => {
      const at = slow.findIndex((file) => moduleId.endsWith(`/${file}`));
      return at < 0 ? slow.length : at;
    };
    return (await super.sort(files)).sort((one, other) => placeOf(one) - placeOf(other));
  }
}

export default defineConfig({
  test: {
    // No test asserts how long something takes: the limits only end what hangs, also on a machine that is busy.
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
    pool: "forks",
    // A worker imports the models once, not once a file: no test changes a module or the process for others.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // By default one core is left idle: half of a small machine.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["test/**/*.test.ts"], exclude: [...slow, ...throughTheCommand, ...long] },
      },
      {
        extends: true,
        test: {
          name: "whole",
          include: [...slow, ...throughTheCommand],
          exclude: long,
          globalSetup: "test/support/example_night.ts",
        },
      },
      {
        extends: true,
        test: { name: "long", include: long, globalSetup: "test/support/example_night.ts" },
      },
    ],
  },
});
