import { readdirSync } from "node:fs";
import { lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { packageRoot } from "../../../../src/base/package_root.js";
import { initProject } from "../../../../src/cli/setup/init.js";
import { configSchema } from "../../../../src/config/config_schema.js";
import { readConfig } from "../../../../src/config/read_config.js";
import { readDefinitions } from "../../../../src/config/read_definitions.js";
import { configErrors, createProject } from "../../config/temporary_project.js";

describe("a new project", () => {
  test("is valid as it stands, and says the defaults", async () => {
    const dir = join(await createProject(), "new", "project");
    await initProject(dir);
    const crm = { name: "crm", system: "salesforce", path: "exports/salesforce" } as const;
    expect(await readConfig(dir, {})).toEqual(configSchema.parse({ sources: [crm] }));
    const version = `${new Date().getFullYear()}-01-01`;
    expect(await readDefinitions(dir)).toMatchObject([{ version, definition: { name: "two-axis" } }]);
  });

  test("has the lookups as shipped, a place for exports, and keeps personal data out of git", async () => {
    const dir = await createProject();
    const written = await initProject(dir);
    const shipped = await readdir(join(packageRoot(), "seeds/reference"));
    expect((await readdir(join(dir, "reference"))).sort()).toEqual(shipped.sort());
    for (const name of shipped) {
      const copy = await readFile(join(dir, "reference", name));
      expect(copy.equals(await readFile(join(packageRoot(), "seeds/reference", name))), name).toBe(true);
    }
    expect(await readFile(join(dir, ".gitignore"), "utf8")).toBe("warehouse/\nexports/\n");
    expect(await readFile(join(dir, "exports/salesforce/README.md"), "utf8")).toContain("LeadHistory");
    expect((await stat(join(dir, "exports"))).mode & 0o077).toBe(0);
    expect(written).toContain("reference/stage_map.csv");
    for (const name of written) expect((await stat(join(dir, name))).isFile()).toBe(true);
  });

  test.each(readdirSync(join(packageRoot(), "seeds/definitions")))(
    "begins with the definition %s as shipped",
    async (name) => {
      const dir = await createProject();
      const written = await initProject(dir, { definition: name });
      const shipped = await readdir(join(packageRoot(), "seeds/definitions", name));
      const copies = written.filter((path) => path.startsWith("definition/"));
      expect(copies.map((path) => basename(path))).toEqual(shipped.sort());
      for (const path of copies) {
        const preset = await readFile(join(packageRoot(), "seeds/definitions", name, basename(path)));
        expect((await readFile(join(dir, path))).equals(preset), path).toBe(true);
      }
    },
  );

  test("goes without a definition if told so, and names those that there are", async () => {
    const dir = await createProject();
    await initProject(dir, { definition: "none" });
    expect(await readDefinitions(dir)).toEqual([]);
    const other = await createProject();
    expect(await configErrors(initProject(other, { definition: "two_axis" }))).toEqual([
      expect.stringMatching(
        /^--definition: found "two_axis", expected one of .*two-axis.*, or none for a project without a definition$/,
      ),
    ]);
    expect(await readdir(other)).toEqual([]);
  });

  test("gets no definition beside the team's own", async () => {
    const dir = await createProject({ "definition/2020-01-01/definition.yaml": "ours" });
    expect(await configErrors(initProject(dir))).toEqual([
      expect.stringContaining(`${join(dir, "definition")} exists already`),
    ]);
    expect(await readdir(dir)).toEqual(["definition"]);
    await initProject(dir, { definition: "none" });
    expect(await readdir(join(dir, "definition"))).toEqual(["2020-01-01"]);
  });

  test("takes the time zone and currency asked for", async () => {
    const dir = await createProject();
    await initProject(dir, { timeZone: "Europe/Berlin", currency: "EUR" });
    expect(await readConfig(dir, {})).toMatchObject({ time_zone: "Europe/Berlin", currency: "EUR" });
  });

  test("explains a mapped source by an example that is valid once its comment marks are gone", async () => {
    const dir = await createProject();
    await initProject(dir);
    const path = join(dir, "closedloop.yaml");
    const text = await readFile(path, "utf8");
    const isExample = (line: string) => /^ {2}# (- name| {2})/.test(line);
    await writeFile(
      path,
      text
        .split("\n")
        .map((line) => (isExample(line) ? line.replace("# ", "") : line))
        .join("\n"),
    );
    const { sources } = await readConfig(dir, {});
    expect(sources[1]).toMatchObject({ name: "marketplace", system: "mapped" });
    expect(sources[1]?.entities?.stage_events).toHaveLength(2);
  });

  test.each(["closedloop.yaml", ".gitignore", "reference/regions.csv"])(
    "leaves an existing %s alone and writes nothing",
    async (name) => {
      const dir = await createProject({ [name]: "mine" });
      expect(await configErrors(initProject(dir))).toEqual([
        `${join(dir, name)} exists already; nothing was written. Use an empty folder, or move it away`,
      ]);
      expect(await readFile(join(dir, name), "utf8")).toBe("mine");
      expect(await readdir(dir)).toEqual([name.split("/")[0]]);
    },
  );

  test("leaves a link that leads nowhere alone, and goes beside files of other names", async () => {
    const dir = await createProject({ "README.md": "ours" });
    await mkdir(join(dir, "reference"));
    await initProject(dir);
    const linked = await createProject();
    await symlink("/nowhere", join(linked, "closedloop.yaml"));
    expect(await configErrors(initProject(linked))).toHaveLength(1);
    expect((await lstat(join(linked, "closedloop.yaml"))).isSymbolicLink()).toBe(true);
  });
});
