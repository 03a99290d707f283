import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/config/read_config.js";
import { configErrors, createProject } from "./temporary_project.js";

const head = "sources:\n  - name: market\n    system: mapped\n    path: exports\n    entities:\n";
const read = async (entities: string, before = head) =>
  readConfig(await createProject({ "closedloop.yaml": before + entities.replaceAll(/^/gm, "      ") }), {});
const refused = (entities: string) => configErrors(read(entities));

describe("a mapped source", () => {
  test("feeds an entity from one file or from several", async () => {
    const { sources } = await read(
      [
        "people: {file: leads.csv, columns: {record_id: no, attributes.plan: plan}, constants: {source: shop}}",
        "stage_events:",
        "  - {file: leads.csv, columns: {record_id: no, occurred_at: seen}, constants: {stage: mql}}",
        "  - {file: deals.csv, columns: {record_id: no, occurred_at: won_on, stage: is}, values: {is: {01: won, n/a: ''}}, link: mql}",
        'costs: {file: c.csv, columns: {campaign_id: c, month: Month, cost: sum}, formats: {MONTH: "%m/%Y"}}',
      ].join("\n"),
    );
    const entities = sources[0]?.entities;
    expect(entities?.people).toEqual([
      {
        file: "leads.csv",
        columns: { record_id: "no", "attributes.plan": "plan" },
        ...{ constants: { source: "shop" }, formats: {}, null_words: [], values: {} },
      },
    ]);
    expect(entities?.stage_events?.map(({ file, link }) => [file, link])).toEqual([
      ["leads.csv", undefined],
      ["deals.csv", "mql"],
    ]);
    expect(entities?.stage_events?.[1]?.values).toEqual({ is: { "01": "won", "n/a": "" } });
    expect(entities?.accounts).toBeUndefined();
  });

  test("that leaves out a required column is told which, at the columns that it gives", async () => {
    expect(await refused("people: {file: a.csv, columns: {email: mail}}")).toEqual([
      "closedloop.yaml:6:38: sources[0].entities.people.columns: the column record_id is missing; name the header that feeds it, or a constant",
    ]);
  });

  test("that has neither a raw nor a canonical type of its activities is told so", async () => {
    expect(await refused("activities: {file: a.csv, columns: {record_id: id, occurred_at: at}}")).toEqual([
      expect.stringContaining("activities.columns: one of the columns raw_type, activity_type is missing"),
    ]);
  });

  test("that names a column the entity has not is told the nearest, whatever else is wrong", async () => {
    const lines = await refused(
      "people: {fiel: a.csv, columns: {recrod_id: id, email: mail}, constants: {sorce: shop}}",
    );
    expect(lines).toEqual([
      "closedloop.yaml:6:15: sources[0].entities.people.file: missing; expected text",
      expect.stringMatching(
        /:6:16: .*people\.fiel: unknown key; .* file, columns, constants, formats, null_words, values; did you mean "file"\?$/,
      ),
      expect.stringMatching(/:6:38: .*people\.columns: the column record_id is missing/),
      expect.stringMatching(
        /:6:39: .*columns\.recrod_id: unknown key; .*attributes\.<name>; did you mean "record_id"\?$/,
      ),
      expect.stringMatching(/:6:80: .*constants\.sorce: unknown key; .* did you mean "source"\?$/),
    ]);
  });

  test("names its own attributes, a list by brackets behind the name, in quotes", async () => {
    const columns = ['"attributes.tools[]": t', "attributes.tools: u", '"attributes.[]": x', '"attributes.a[0]": y'];
    const constants = 'attributes.plan: a, "attributes.shops[]": b, attributes.shops: c';
    const people = `people: {file: a, columns: {record_id: id, ${columns.join(", ")}}, constants: {${constants}}}`;
    expect(await refused(people)).toEqual([
      expect.stringMatching(/columns\.attributes\.tools\[\]: is also given as attributes\.tools; keep one of the two$/),
      expect.stringMatching(/columns\.attributes\.\[\]: unknown key; .*attributes\.<name>/),
      expect.stringMatching(/columns\.attributes\.a\[0\]: unknown key; /),
      expect.stringMatching(
        /constants\.attributes\.shops\[\]: is also given as attributes\.shops; keep one of the two$/,
      ),
    ]);
  });

  test("that is wrong in the second of several files is told there", async () => {
    const good = "  - {file: a.csv, columns: {record_id: id, occurred_at: at, stage: is}}\n";
    expect(
      await refused(`stage_events:\n${good}  - {file: 5, columns: {record_id: id, occurred_at: at, stage: is}}`),
    ).toEqual([
      "closedloop.yaml:8:18: sources[0].entities.stage_events[1].file: expected text; found 5; put it in quotes",
    ]);
  });

  test.each([
    [
      "people: leads.csv",
      /people: expected \{file: \.\.\., columns: \{\.\.\.\}\} or a list of them; found "leads.csv"$/,
    ],
    ["people: []", /people: expected at least one file; found an empty list$/],
    ["poeple: {file: a.csv, columns: {record_id: id}}", /entities\.poeple: unknown key; .* did you mean "people"\?$/],
    [
      "links: {file: a, columns: {record_id: a, other_system: b, other_record_id: c}, link: mql}",
      /links\.link: unknown key/,
    ],
  ])("that says %s is told what an entity takes", async (entities, line) => {
    expect(await refused(entities)).toEqual([expect.stringMatching(line)]);
  });

  test("is held to the closed lists of stages, outcomes and types", async () => {
    const lines = await refused(
      [
        "stage_events: {file: a, columns: {record_id: id, occurred_at: at}, constants: {stage: mqll}}",
        "opportunities: {file: a, columns: {opportunity_id: id, created_at: at, outcome: Stage}, values: {stage: {Won: own}}}",
      ].join("\n"),
    );
    expect(lines).toEqual([
      expect.stringMatching(
        /:6:93: .*constants\.stage: expected one of mql, sal, .*; found "mqll"; did you mean "mql"\?$/,
      ),
      expect.stringMatching(
        /:7:117: .*values\.stage\.Won: expected one of open, won, lost; found "own"; did you mean "won"\?$/,
      ),
    ]);
  });

  test("is told of a format or of values for a header that it does not read", async () => {
    const columns = "columns: {opportunity_id: id, created_at: opened}";
    expect(await refused(`opportunities: {file: a, ${columns}, formats: {opend: "%d"}, values: {id: {a: b}}}`)).toEqual(
      [
        expect.stringMatching(
          /formats\.opend: `columns` reads no header "opend" of the file; it reads id, opened; did you mean "opened"\?$/,
        ),
      ],
    );
  });

  test("is told of a format without a pattern, and of a column given twice", async () => {
    const rest = "constants: {name: X}, formats: {opened: iso}";
    expect(
      await refused(`campaigns: {file: a, columns: {campaign_id: id, starts_on: opened, name: title}, ${rest}}`),
    ).toEqual([
      expect.stringMatching(/constants\.name: is also given under columns; keep one of the two$/),
      expect.stringMatching(
        /formats\.opened: expected a strptime pattern, such as "%d-%m-%y", or one of "excel", "milliseconds", "seconds", "1,234\.56", "1\.234,56"; found "iso"$/,
      ),
    ]);
  });

  test("may have a list of formats of dates; a list of numbers, an empty one and a repeated format are refused", async () => {
    const people = (formats: string) =>
      `people: {file: a, columns: {record_id: id, created_at: made}, formats: {made: ${formats}}}`;
    expect(await refused(people("[]"))).toEqual([
      expect.stringMatching(/formats\.made: expected at least one format; found/),
    ]);
    expect(await refused(people('["%d.%m.%Y", iso, "%d.%m.%Y", "1.234,56"]'))).toEqual([
      expect.stringMatching(/formats\.made\[1\]: expected a strptime pattern, .*; found "iso"$/),
      expect.stringMatching(/formats\.made\[2\]: expected each format once; found "%d\.%m\.%Y"$/),
      expect.stringMatching(
        /formats\.made\[3\]: expected a format of dates: a list cannot tell .*; found "1\.234,56"$/,
      ),
    ]);
  });

  test("has entities, and no other source has", async () => {
    const crm = "sources:\n  - name: crm\n    system: salesforce\n    path: exports\n    entities:\n";
    const people = "people: {file: a.csv, columns: {record_id: id}}";
    expect(await configErrors(read(people, crm))).toEqual([
      "closedloop.yaml:6:7: sources[0].entities: only a source of `system: mapped` has `entities`; remove it or change the system",
    ]);
    expect(await configErrors(read("", head.replace("    entities:\n", "")))).toEqual([
      "closedloop.yaml:2:5: sources[0]: a source of `system: mapped` needs `entities`, which says which file feeds what; add it",
    ]);
  });
});
