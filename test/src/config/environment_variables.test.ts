import { describe, expect, test } from "vitest";
import type { Environment } from "../../../src/config/environment_variables.js";
import { readConfig } from "../../../src/config/read_config.js";
import { configErrors, createProject } from "./temporary_project.js";

const crm = `sources: [{name: crm, system: salesforce, path: "\${EXPORTS}/sf"}]\n`;
/** Reads it as a run does. */
const read = async (yaml: string, environment: Environment = {}) =>
  readConfig(
    await createProject({ "closedloop.yaml": crm + yaml }),
    { EXPORTS: "/mnt", ...environment },
    { withReceivers: true },
  );

describe("a value of the environment", () => {
  test("takes its place within a text", async () => {
    expect((await read("")).sources[0]?.path).toBe("/mnt/sf");
  });

  test("becomes a number or a flag where one is expected, quoted or not", async () => {
    const yaml = `resources: {threads: "\${THREADS}"}\npublish:\n  parquet: \${PARQUET}\n  directory: \${DIRECTORY}\n`;
    const { resources, publish } = await read(yaml, { THREADS: "4", PARQUET: "true", DIRECTORY: "2026" });
    expect(resources.threads).toBe(4);
    expect(publish).toEqual({ directory: "2026", keep: 3, parquet: true });
  });

  test("that is not set is a mistake with its name and place, beside the others", async () => {
    expect(await configErrors(read(`notify: {on_failure: "\${WEBHOOK}"}\ncurrency: euro\n`))).toEqual([
      "closedloop.yaml:2:22: notify.on_failure: the environment variable WEBHOOK is not set; set it, or write the value here",
      expect.stringContaining(":3:11: currency: expected"),
    ]);
  });

  test("of a receiver of messages is needed only by a run", async () => {
    const project = await createProject({
      "closedloop.yaml": `sources: [{name: crm, system: salesforce, path: x}]\nnotify: {on_failure: "\${WEBHOOK}"}\nopenlineage: {url: "\${LINEAGE}", namespace: "\${SPACE}"}\n`,
    });
    const { notify, openlineage } = await readConfig(project, {});
    expect([notify.on_failure, openlineage.url, openlineage.namespace]).toEqual([null, null, "closedloop"]);
    expect(await configErrors(readConfig(project, {}, { withReceivers: true }))).toHaveLength(3);
  });

  test("that is empty is a value", async () => {
    expect(await configErrors(read(`notify: {on_failure: "\${WEBHOOK}"}\n`, { WEBHOOK: "" }))).toEqual([
      `closedloop.yaml:2:22: notify.on_failure: expected text that is not empty; found "\${WEBHOOK}"`,
    ]);
  });

  test("never shows in a message: it may be a secret", async () => {
    const lines = await configErrors(read(`explore: "\${TOKEN}"\n`, { TOKEN: "hunter2" }));
    expect(lines).toEqual([
      `closedloop.yaml:2:10: explore: expected one of without_personal_data, full; found "\${TOKEN}"`,
    ]);
  });

  test("is not read where a dollar more says that the text is meant", async () => {
    const { notify } = await read(`notify:\n  on_failure: echo $\${EXPORTS} \${EXPORTS} $HOME\n`);
    expect(notify.on_failure).toBe(`echo \${EXPORTS} /mnt $HOME`);
  });

  test.each([`\${A-B}`, `\${OPEN`, `\${}`])("has a name that can be one: %s has not", async (text) => {
    const [line] = await configErrors(read(`notify:\n  on_failure: ${text}\n`));
    expect(line).toMatch(/:3:15: notify\.on_failure: expected \$\{NAME\} of letters, digits and _; found \$\{/);
  });
});
