import { readdirSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packageRoot } from "../../../src/base/package_root.js";
import { readDefinitions } from "../../../src/config/read_definitions.js";
import { engagementCsv, fitCsv, readOneVersion } from "./definition_project.js";
import { configErrors, createProject } from "./temporary_project.js";

const folder = "definition/2026-01-01";
/** The mistakes of the small fit.csv with some of its text replaced. */
const inFit = (from: string, to: string) => configErrors(readOneVersion({ "fit.csv": fitCsv.replace(from, to) }));
const inEngagement = (from: string, to: string) =>
  configErrors(readOneVersion({ "engagement.csv": engagementCsv.replace(from, to) }));

const number = "expected a number such as 15, -10 or 0.5, without a comma, a unit or an exponent";
const range = "expected a range such as 50..500, 50.. or ..500, both bounds included";

describe("the rule tables of a version", () => {
  test("become rules, in order, with blank cells as null", async () => {
    const [version] = await readOneVersion();
    const alone = { value: null, group: null, disqualifies: false };
    expect(version?.fit).toEqual([
      {
        ...{ ...alone, rule_id: "vp", label: "Vice president", attribute: "seniority", match: "equals" },
        ...{ value: "vp", points: 25, group: "seniority" },
      },
      {
        ...{ ...alone, rule_id: "size", label: "Right size", attribute: "employee_count", match: "range" },
        ...{ value: "50..500", points: 15 },
      },
      {
        ...{ ...alone, rule_id: "competitor", label: "Competitor", attribute: "is_competitor", match: "is_true" },
        ...{ points: -100, disqualifies: true },
      },
    ]);
    expect(version?.engagement).toEqual([
      {
        ...{ rule_id: "demo", label: "Demo requested", activity_type: "demo_request", asset: null },
        ...{ points: 30, buying_stage: "bofu", cap_group: null },
      },
      {
        ...{ rule_id: "blog", label: "Blog read", activity_type: "blog_visit", asset: "*/pricing/*" },
        ...{ points: 0.5, buying_stage: "tofu", cap_group: "awareness" },
      },
    ]);
  });

  test("are read as spreadsheets save them: marked, CRLF, quoted, padded, with empty rows and columns", async () => {
    const saved = `\ufeffLabel,"RULE_ID" ,points,activity_type,,\r\n"Demo, ""live""", demo ,+30.0, demo_request,,\r\n,,,,,\r\n"Two\r\nlines",b,.5,blog_visit,,\r\n`;
    const [version] = await readOneVersion({ "engagement.csv": saved });
    const blank = { asset: null, buying_stage: null, cap_group: null };
    expect(version?.engagement).toEqual([
      { ...blank, rule_id: "demo", label: 'Demo, "live"', activity_type: "demo_request", points: 30 },
      { ...blank, rule_id: "b", label: "Two\r\nlines", activity_type: "blog_visit", points: 0.5 },
    ]);
  });

  test("may leave out group and disqualifies", async () => {
    const [version] = await readOneVersion({
      "fit.csv": "rule_id,label,attribute,match,value,points\nvp,VP,seniority,in,vp;; head ;,40\n",
    });
    expect(version?.fit).toMatchObject([{ value: "vp;; head ;", points: 40, group: null, disqualifies: false }]);
  });

  test.each([
    ["1", true],
    ["yes", true],
    ["True", true],
    ["0", false],
    ["NO", false],
    ["FALSE", false],
  ])("say %s of disqualifies: %s", async (word, expected) => {
    const [version] = await readOneVersion({ "fit.csv": fitCsv.replace("TRUE", word) });
    expect(version?.fit[2]?.disqualifies).toBe(expected);
  });

  test.each([
    ["range", "10000000.."],
    ["range", "..-0.5"],
    ["range", "50 .. 50"],
    ["regex", String.raw`\b(vp|head),?\b`],
    ["contains", "50..500"],
    ["is_null", ""],
  ])("may ask for %s %s", async (match, value) => {
    const [version] = await readOneVersion({ "fit.csv": fitCsv.replace("range,50..500", `${match},"${value}"`) });
    expect(version?.fit[1]).toMatchObject({ match, value: value || null });
  });

  test("may read attributes that the sources declare", async () => {
    const own = { custom: { Plan__c: "plan", Tools__c: "tools[]" }, entities: undefined };
    const people = { file: "p.csv", formats: {}, values: {}, columns: { record_id: "id", "attributes.tribe": "t" } };
    const mapped = { custom: {}, entities: { people: [{ ...people, constants: { "attributes.shops[]": "a" } }] } };
    const rules = ["plan", "tools", "tribe", "shops"].map((name) => `${name},Own,${name},equals,x,10,,\n`);
    const [version] = await readOneVersion({ "fit.csv": fitCsv + rules.join("") }, { sources: [own, mapped] as never });
    expect(version?.fit.slice(3).map(({ attribute }) => attribute)).toEqual(["plan", "tools", "tribe", "shops"]);
  });

  test.each(readdirSync(join(packageRoot(), "seeds/definitions")))("ship as %s, ready to be used", async (preset) => {
    const dir = await createProject();
    await cp(join(packageRoot(), "seeds/definitions", preset), join(dir, folder), { recursive: true });
    const [version] = await readDefinitions(dir);
    expect(version?.definition.name).toBe(preset);
    expect(version?.fit.length).toBeGreaterThan(0);
    expect(version?.engagement.length).toBeGreaterThan(0);
  });
});

describe("a mistake in fit.csv", () => {
  const attributes =
    "job_title, seniority, department, persona, industry, employee_count, annual_revenue, country, region, tech_stack, email_domain, email_domain_type, is_competitor, is_customer, is_student, email_status";
  test.each([
    ["a rule without an id", "vp,Vice", ",Vice", "2: column rule_id: found nothing, expected text; fill it in"],
    [
      "an id of the breakdown's own rows",
      "size,",
      "floor,",
      '3: column rule_id: found "floor", expected another id: idle, floor and cap:... are reserved for the breakdown of a score; rename the rule',
    ],
    ["a rule without a label", "Right size", "  ", "3: column label: found nothing, expected text; fill it in"],
    [
      "an attribute that there is not",
      ",seniority,equals",
      ",Senority,equals",
      `2: column attribute: found "Senority", expected one of ${attributes}; did you mean "seniority"?`,
    ],
    [
      "a match that there is not",
      "range",
      "between",
      '3: column match: found "between", expected one of equals, in, contains, regex, range, is_true, is_null',
    ],
    [
      "no match",
      "range",
      "",
      "3: column match: found nothing, expected one of equals, in, contains, regex, range, is_true, is_null; fill it in",
    ],
    [
      "nothing to compare with",
      "equals,vp",
      "equals, ",
      "2: column value: found nothing, expected the value that equals compares with; fill it in",
    ],
    [
      "no pattern",
      "equals,vp",
      "regex,",
      "2: column value: found nothing, expected the value that regex compares with; fill it in",
    ],
    [
      "something to compare with where nothing is compared",
      "is_true,",
      "is_true,yes",
      '4: column value: found "yes", expected an empty cell, because is_true takes no value',
    ],
    [
      "a list of nothing",
      "equals,vp",
      "in,; ;",
      '2: column value: found "; ;", expected values separated by ;, such as saas;software',
    ],
    ["a range open at both ends", "50..500", "..", `3: column value: found "..", ${range}`],
    ["a range with a dash", "50..500", "50-500", `3: column value: found "50-500", ${range}`],
    ["a range of words", "50..500", "few..many", `3: column value: found "few..many", ${range}`],
    ["no range", "50..500", "", `3: column value: found nothing, ${range}; fill it in`],
    ["a range upside down", "50..500", "500..50", '3: column value: found "500..50", expected the lower bound first'],
    [
      "a pattern that RE2 cannot read",
      "equals,vp",
      String.raw`regex,\b(vp`,
      String.raw`2: column value: found "\b(vp", expected an RE2 pattern (missing ): \b(vp); correct it`,
    ],
    [
      "a look ahead",
      "equals,vp",
      "regex,vp(?=x)",
      '2: column value: found "vp(?=x)", expected an RE2 pattern (invalid perl operator: (?=); correct it',
    ],
    ["points in words", ",25,", ",abc,", `2: column points: found "abc", ${number}`],
    ["points with a decimal comma", ",25,", ',"2,5",', `2: column points: found "2,5", ${number}`],
    ["points with an exponent", ",25,", ",1e5,", `2: column points: found "1e5", ${number}`],
    ["points in hexadecimal", ",25,", ",0x10,", `2: column points: found "0x10", ${number}`],
    ["endless points", ",25,", ",Infinity,", `2: column points: found "Infinity", ${number}`],
    ["no points", ",25,", ",,", `2: column points: found nothing, ${number}; fill it in`],
    [
      "neither true nor false",
      "TRUE",
      "maybe",
      '4: column disqualifies: found "maybe", expected true, false or nothing',
    ],
    [
      "an id that stands twice",
      "size,",
      "vp,",
      `3: column rule_id: found "vp", expected a unique id, but ${folder}/fit.csv:2 has the same; rename one of the two`,
    ],
    [
      "a header that there is not",
      "group",
      "groups",
      '1: column groups: unknown; the columns known here are rule_id, label, attribute, match, value, points, group, disqualifies; did you mean "group"?',
    ],
    [
      "a header twice",
      "group",
      "points",
      '1: found header 7 ("points") repeats the name of header 6; expected each name once; correct it, or save the sheet again as "CSV UTF-8", separated by commas',
    ],
    [
      "a row too short",
      ",,-100,,",
      ",-100,,",
      '4: found too few fields; correct it, or save the sheet again as "CSV UTF-8", separated by commas',
    ],
    [
      "a quote that never closes",
      "Right size",
      '"Right size',
      '3: found a quote that never closes; correct it, or save the sheet again as "CSV UTF-8", separated by commas',
    ],
  ])("is %s", async (_, from, to, line) => {
    expect(await inFit(from, to)).toEqual([`${folder}/fit.csv:${line}`]);
  });

  test("is a column that is needed and missing, or one beside the table without a name", async () => {
    expect(
      await configErrors(readOneVersion({ "fit.csv": "rule_id,label,attribute,match,value\na,b,c,d,e\n" })),
    ).toEqual([`${folder}/fit.csv:1: column points: missing; add it, with a value in each row that needs one`]);
    expect(
      await configErrors(
        readOneVersion({ "fit.csv": fitCsv.replaceAll("\n", ",\n").replace("500,15,,,", "500,15,,,ask Jo") }),
      ),
    ).toEqual([
      `${folder}/fit.csv:3: found a value below an empty header; correct it, or save the sheet again as "CSV UTF-8", separated by commas`,
    ]);
  });

  test("is not that it is separated by semicolons, as some spreadsheets save it, but that it is empty", async () => {
    const semicolons = { "fit.csv": fitCsv.replaceAll(",", ";") };
    expect(await readOneVersion(semicolons)).toEqual(await readOneVersion({ "fit.csv": fitCsv }));
    expect(await configErrors(readOneVersion({ "fit.csv": "" }))).toEqual([
      expect.stringMatching(/fit\.csv: found the file is empty; expected at least a header line; /),
    ]);
  });

  test("is told with the line that an editor shows, behind rows of several lines too, and with all the others", async () => {
    const rows =
      'rule_id,label,attribute,match,value,points\n\na,"Two\r\nlines\n",sniority,is,x,1\nb,,country,regex,(,x\n';
    expect(await configErrors(readOneVersion({ "fit.csv": rows }))).toEqual([
      expect.stringMatching(/fit\.csv:3: column attribute: found "sniority"/),
      expect.stringMatching(/fit\.csv:3: column match: found "is", .*/),
      expect.stringMatching(/fit\.csv:6: column label: found nothing/),
      expect.stringMatching(/fit\.csv:6: column points: found "x"/),
      expect.stringMatching(/fit\.csv:6: column value: found "\(", expected an RE2 pattern/),
    ]);
  });
});

describe("a mistake in engagement.csv", () => {
  test.each([
    [
      "an activity type that is not canonical",
      "demo_request",
      "demo_requets",
      /^2: column activity_type: found "demo_requets", expected one of demo_request, .*, other; did you mean "demo_request"\?$/,
    ],
    [
      "no activity type",
      "demo_request",
      "",
      /^2: column activity_type: found nothing, expected one of .*; fill it in$/,
    ],
    [
      "a stage that there is not",
      "bofu",
      "BOFU",
      /^2: column buying_stage: found "BOFU", expected one of tofu, mofu, bofu; did you mean "bofu"\?$/,
    ],
    [
      "a cap that definition.yaml has not",
      "awareness",
      "awarness",
      /^3: column cap_group: found "awarness", expected a cap of definition\.yaml, which has awareness; did you mean "awareness"\?$/,
    ],
    ["points in words", "0.5", "half", /^3: column points: found "half", expected a number/],
    ["a rule without a label", "Blog read", "", /^3: column label: found nothing, expected text; fill it in$/],
    [
      "an id that fit.csv has",
      "blog,",
      "size,",
      /^3: column rule_id: found "size", expected a unique id, but definition\/2026-01-01\/fit\.csv:3 has the same; rename one of the two$/,
    ],
    [
      "a header of the other table",
      "asset",
      "value",
      /^1: column value: unknown; .* rule_id, label, activity_type, asset, .*; remove it$/,
    ],
    ["no points", ",points,", ",score,", /^1: column (points: missing; add it|score: unknown; )/],
  ])("is %s", async (_, from, to, line) => {
    const lines = await inEngagement(from, to);
    for (const one of lines) expect(one.replace(`${folder}/engagement.csv:`, "")).toMatch(line);
  });

  test("is a cap where definition.yaml has none", async () => {
    const { specDefinitionYaml: printed } = await import("./definition_project.js");
    const yaml = printed.replace("caps: {awareness: 30}", "caps: {}");
    expect(await configErrors(readOneVersion({ "definition.yaml": yaml }))).toEqual([
      `${folder}/engagement.csv:3: column cap_group: found "awareness", expected a cap of definition.yaml, which has none`,
    ]);
  });
});

describe("patterns", () => {
  const header =
    "rule_id,label,activity_type,asset,min_count,min_types,must_include,within_days,after_idle_days,points,buying_stage,cap_group,emits\n";

  test("may have a table without rows", async () => {
    expect(await readOneVersion({ "patterns.csv": header })).toHaveLength(1);
  });

  test("are refused rather than left out of scores in silence", async () => {
    const rows =
      'surge,"Pricing, 3 times",pricing_page_visit,,3,,,7,,10,,,pricing_surge\nfast,Fast,*,,5,,,2,,10,,,velocity\n';
    expect(await configErrors(readOneVersion({ "patterns.csv": header + rows }))).toEqual([
      `${folder}/patterns.csv:2: this version does not evaluate patterns; remove the rows or the file, and remove the types that they emit from definition.yaml`,
    ]);
  });

  test("have ids and headers of their own", async () => {
    const lines = await configErrors(readOneVersion({ "patterns.csv": `${header}demo,Demo,*,,3,,,7,,10,,,surge\n` }));
    expect(lines).toContainEqual(
      expect.stringMatching(/patterns\.csv:2: column rule_id: found "demo", .*engagement\.csv:2/),
    );
    const misspelt = header.replace("emits", "emit");
    expect(await configErrors(readOneVersion({ "patterns.csv": misspelt }))).toEqual([
      `${folder}/patterns.csv:1: column emits: missing; add it, with a value in each row that needs one`,
      expect.stringMatching(/patterns\.csv:1: column emit: unknown; .*did you mean "emits"\?$/),
    ]);
  });
});
