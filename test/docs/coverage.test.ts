/** What the product knows and people must find: a command, a key, a lookup, a query or a chart that no page explains fails. */
import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { createProgram } from "../../src/cli/program.js";
import { noPreset } from "../../src/cli/setup/definition_presets.js";
import { renderClosedloopYaml } from "../../src/cli/setup/project_files.js";
import { activityTypes } from "../../src/config/activity_types.js";
import { configSchema, sourceSchema } from "../../src/config/config_schema.js";
import { definitionSchema } from "../../src/config/definition_schema.js";
import { dimensions } from "../../src/config/dimensions.js";
import { canonicalColumns, mappedEntitiesSchema } from "../../src/config/mapped_entities.js";
import { engagementLayout, fitLayout } from "../../src/config/rule_row_schemas.js";
import { fitAttributes, fitMatches } from "../../src/config/scoring_rules.js";
import { readCatalogue } from "../../src/project/catalogue.js";
import { listSavedQueries } from "../../src/query/saved_queries.js";
import { listProducts } from "../../src/table/adapters.js";
import { typeScriptFilesIn } from "../support/imports.js";
import { codeOf, firstCellsOf, type Page, pageOf, sectionOf } from "./pages.js";
import { keysOf } from "./schema_keys.js";

const configuration = pageOf("docs/configuration.md");
const definition = pageOf("docs/definition.md");

/** A section by its heading; a test that looks for one that is not there fails. */
function section(page: Page, title: string): string {
  const found = sectionOf(page, (one) => one === title);
  if (found === null) throw new Error(`${page.path} has no section "${title}"`);
  return found;
}

/** Of these words those that no first cell of a table of the text has as code. */
const withoutRow = (text: string, words: readonly string[]) => {
  const explained = new Set(firstCellsOf(text).flatMap(codeOf));
  return words.filter((word) => !explained.has(word));
};
/** Of these words those that the text does not set as code. */
const unnamed = (text: string, words: readonly string[]) => {
  const named = new Set(codeOf(text));
  return words.filter((word) => !named.has(word));
};

test("every event of the log has a row in Operations", () => {
  const events = typeScriptFilesIn("src").flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/(?:\bevent: |logEvent\()"(\w+)"/g)].map(([, name]) => name!),
  );
  expect(events.length).toBeGreaterThan(20);
  expect(withoutRow(section(pageOf("docs/operations.md"), "Logs"), events)).toEqual([]);
});

test("every command has a row in the README", () => {
  const commands = createProgram("").commands.map((command) => `closedloop ${command.name()}`);
  expect(withoutRow(pageOf("README.md").text, commands)).toEqual([]);
});

describe("closedloop.yaml", () => {
  test("every key is explained", () => {
    const keys = keysOf(configSchema).filter((key) => !key.startsWith("sources."));
    const ofSources = ["Sources", "Mapped sources"].map((title) => section(configuration, title));
    const others = ofSources.reduce((text, part) => text.replace(part, ""), section(configuration, "closedloop.yaml"));
    expect(withoutRow(others, [...keys, "sources"])).toEqual([]);
  });

  test("every key of a source is explained", () => {
    const keys = keysOf(sourceSchema).filter((key) => !key.startsWith("entities."));
    expect(withoutRow(section(configuration, "Sources"), [...keys, "entities"])).toEqual([]);
    expect(unnamed(section(configuration, "Sources"), listProducts())).toEqual([]);
  });

  const keysOfFeeds = [...new Set(keysOf(mappedEntitiesSchema).map((key) => key.split(".")[1]!))];

  test("every key of a mapped file is explained, with examples on the page of mapped sources", () => {
    expect(withoutRow(section(configuration, "Mapped sources"), keysOfFeeds)).toEqual([]);
    expect(withoutRow(section(pageOf("docs/sources/mapped.md"), "How a feed is written"), keysOfFeeds)).toEqual([]);
  });

  for (const [entity, { required, optional }] of Object.entries(canonicalColumns)) {
    const columns = [...required, ...optional];

    test(`every column of ${entity} is named, and explained on the page of mapped sources`, () => {
      const row = section(configuration, "Mapped sources")
        .split("\n")
        .find((line) => line.startsWith(`| \`${entity}\``));
      expect(unnamed(row ?? "", columns)).toEqual([]);
      expect(withoutRow(section(pageOf("docs/sources/mapped.md"), `\`${entity}\``), columns)).toEqual([]);
    });
  }
});

describe("the definition", () => {
  test("every key of definition.yaml is explained", () => {
    expect(withoutRow(section(definition, "definition.yaml"), keysOf(definitionSchema))).toEqual([]);
  });

  test("every column, match and attribute of the rule tables is explained", () => {
    const fit = section(definition, "fit.csv: who the lead is");
    expect(withoutRow(fit, [...fitLayout.columns, ...fitMatches])).toEqual([]);
    expect(withoutRow(fit, fitAttributes)).toEqual([]);
    expect(withoutRow(section(definition, "engagement.csv: what the lead did"), engagementLayout.columns)).toEqual([]);
  });

  test("every canonical type of activity is listed", () => {
    expect(unnamed(section(pageOf("docs/scoring.md"), "7. Canonical activity types"), activityTypes)).toEqual([]);
  });

  test("every preset is listed", () => {
    expect(unnamed(section(definition, "Presets"), [...readdirSync("seeds/definitions"), noPreset])).toEqual([]);
  });
});

describe("lookups", async () => {
  const { sources } = await readCatalogue();
  const lookups = sources.flatMap(({ origin, columns }) =>
    origin.kind === "reference" ? [{ file: origin.file, columns: Object.keys(columns) }] : [],
  );

  for (const { file, columns } of lookups) {
    test(`every column of ${file} is explained in a section of its own`, () => {
      const text = sectionOf(configuration, (title) => title.split(" and ").includes(file));
      expect(withoutRow(text ?? "", columns)).toEqual([]);
    });
  }

  test("every other shipped file is listed among those that are not used yet", () => {
    const others = readdirSync("seeds/reference").filter((file) => !lookups.some((lookup) => lookup.file === file));
    expect(withoutRow(section(configuration, "Lookups that are not used yet"), others)).toEqual([]);
  });
});

test("closedloop init says of no key that it is not used yet unless it is listed among those", () => {
  const marked = renderClosedloopYaml({})
    .split("\n")
    .filter((line) => line.includes("not used yet"));
  const listed = section(configuration, "Accepted but not used yet");
  expect(marked.filter((line) => !listed.includes(`\`${/^\w+/.exec(line)?.[0]}\``))).toEqual([]);
});

describe("reports", () => {
  const reports = pageOf("docs/reports.md");

  test("every chart is listed", () => {
    const charts = readdirSync("reports/charts").map((file) => basename(file, ".vl.json"));
    expect(withoutRow(section(reports, "Charts"), charts)).toEqual([]);
  });

  for (const { name, params } of listSavedQueries("queries")) {
    test(`the saved query ${name} is listed with its parameters`, () => {
      const row = section(reports, "Saved queries")
        .split("\n")
        .find((line) => line.startsWith(`| \`${name}\` |`));
      expect(unnamed(row ?? "", [name, ...params.map((param) => param.name)])).toEqual([]);
    });
  }

  test("every dimension of the funnel is named, here and in the rules", () => {
    expect(unnamed(section(reports, "Saved queries"), ["all", ...Object.keys(dimensions), "recycled"])).toEqual([]);
    expect(
      unnamed(section(pageOf("docs/lifecycle.md"), "Dimensions"), ["all", ...Object.keys(dimensions), "recycled"]),
    ).toEqual([]);
  });
});
