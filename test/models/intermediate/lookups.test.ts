import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { channels_matched } from "../../../models/intermediate/channels_matched.js";
import { people_described } from "../../../models/intermediate/people_described.js";
import { titles_matched } from "../../../models/intermediate/titles_matched.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { db } from "../../../src/table/db.js";
import { matchesGlob } from "../../../src/table/dialect.js";
import { rowsOf } from "../../../src/table/rows.js";
import { runModel } from "../../support/run_model.js";

describe("channels", () => {
  const rule = (priority: bigint, channel: string, more = {}) => ({ priority, channel, ...more });
  const channel = async (origin: object, rules: ReturnType<typeof rule>[], type: string | null = null) => {
    const campaigns = type === null ? [] : [{ system: "crm", campaign_id: "1", type }];
    const rows = await runModel(channels_matched, { people: [{ person_id: "1", ...origin }], campaigns, rules });
    return rows.find((row) => row.source !== null && (row.campaign_type !== null) === (type !== null))?.channel;
  };

  test("the first rule that matches wins, without case and surrounding space", async () => {
    const rules = [rule(2n, "Second", { source: "web" }), rule(1n, "First", { source: " WEB " })];
    expect(await channel({ source: "Web " }, rules)).toBe("First");
  });

  test("a blank cell matches anything, and all other cells must match", async () => {
    const rules = [
      rule(1n, "Paid", { source: "google", medium: "cpc" }),
      rule(2n, "Organic", { source: "google" }),
      rule(3n, "Event", { campaign_type: "Trade Show" }),
    ];
    expect(await channel({ source: "google", medium: "cpc" }, rules)).toBe("Paid");
    expect(await channel({ source: "google", medium: "email" }, rules)).toBe("Organic");
    expect(await channel({ source: "google" }, rules)).toBe("Organic");
    expect(await channel({ source: "list" }, rules, "trade show")).toBe("Event");
    expect(await channel({ source: "list" }, rules)).toBe("Unmapped");
  });

  test("if source, medium and campaign type are unknown, the channel is null, not Unmapped", async () => {
    const rows = await runModel(channels_matched, {
      people: [{ person_id: "1", source: " " }],
      campaigns: [],
      rules: [rule(1n, "Paid", { source: "google" })],
    });
    expect(rows).toEqual([{ source: null, medium: null, campaign_type: null, channel: null }]);
  });
});

describe("titles", () => {
  const rule = (priority: bigint, match: "equals" | "in" | "contains" | "regex", value: string, says = {}) => ({
    priority,
    match,
    value,
    ...says,
  });
  const matched = async (job_title: string, ...rules: ReturnType<typeof rule>[]) => {
    const personas = rules.map((one) => ({ ...one, persona: `${one.match} ${one.value}` }));
    const [row] = await runModel(titles_matched, { attributes: [], people: [{ job_title }], titles: [], personas });
    return row?.persona;
  };

  test("equals, in, contains and regex match as their names say, without case", async () => {
    expect(await matched(" cTo ", rule(1n, "equals", "CTO"))).toBe("equals CTO");
    expect(await matched("CTO Europe", rule(1n, "equals", "CTO"))).toBe("Unmapped");
    expect(await matched("Cto", rule(1n, "in", "ceo; CTO ;cfo"))).toBe("in ceo; CTO ;cfo");
    expect(await matched("Director", rule(1n, "in", "cto;ceo"))).toBe("Unmapped");
    expect(await matched("Director of Sales", rule(1n, "contains", "cto"))).toBe("contains cto");
    expect(await matched("Director", rule(1n, "regex", "\\bcto\\b"))).toBe("Unmapped");
    expect(await matched("The CTO", rule(1n, "regex", "\\bcto\\b"))).toBe("regex \\bcto\\b");
  });

  test("the first rule that matches wins, whatever its kind of match", async () => {
    const rules = [rule(3n, "regex", "sales"), rule(1n, "contains", "vp"), rule(2n, "equals", "vp sales")];
    expect(await matched("VP Sales", ...rules)).toBe("contains vp");
  });

  test("seniority and department each come from the first matching rule that has a value for it", async () => {
    const titles = [
      rule(1n, "contains", "vp", { seniority: "VP" }),
      rule(2n, "contains", "vp sales", { seniority: "Director", department: "Sales" }),
    ];
    const [row] = await runModel(titles_matched, {
      attributes: [],
      people: [{ job_title: "VP Sales" }],
      titles,
      personas: [],
    });
    expect(row).toEqual({ job_title: "VP Sales", seniority: "VP", department: "Sales", persona: "Unmapped" });
  });

  test("each title has one row, and people without a title have none", async () => {
    const people = [{ job_title: "VP" }, { job_title: "VP" }, {}];
    expect(await runModel(titles_matched, { attributes: [], people, titles: [], personas: [] })).toHaveLength(1);
  });
});

describe("people", () => {
  const nothing = { titles: [], sizes: [], regions: [], owners: [] };

  test("a persona that the source gives goes before the persona of the title", async () => {
    const titles = [{ job_title: "VP", seniority: "VP", department: "Sales", persona: "Seller" }];
    const people = [
      { person_id: "1", job_title: "VP", persona_given: "Buyer" },
      { person_id: "2", job_title: "VP" },
      { person_id: "3" },
    ];
    const rows = await runModel(people_described, { ...nothing, people, titles });
    expect(rows.map(({ person_id, persona }) => [person_id, persona]).sort()).toEqual([
      ["1", "Buyer"],
      ["2", "Seller"],
      ["3", null],
    ]);
  });

  test("a company size falls into its band, bounds included; outside all bands it is Unmapped, an unknown size is null", async () => {
    const sizes = [
      { band: "small", max_employees: 49n },
      { band: "middle", min_employees: 50n, max_employees: 249n },
    ];
    const counts = [0n, 49n, 50n, 250n, null];
    const people = counts.map((employee_count, at) => ({ person_id: `${at}`, employee_count }));
    const rows = await runModel(people_described, { ...nothing, people, sizes });
    const bands = Object.fromEntries(rows.map(({ person_id, company_size_band }) => [person_id, company_size_band]));
    expect(Object.values(bands)).toEqual(["small", "small", "middle", "Unmapped", null]);
  });

  test("a country is looked up without case; the team of an owner who is not in owners.csv is null", async () => {
    const people = [
      { person_id: "1", country: " GERMANY ", owner_id: "u1" },
      { person_id: "2", country: "Atlantis", owner_id: "u2" },
      { person_id: "3" },
    ];
    const regions = [{ country: "Germany", region: "EMEA" }];
    const owners = [{ owner_id: "u1", team: "East" }];
    const rows = await runModel(people_described, { ...nothing, people, regions, owners });
    expect(rows.map(({ person_id, region, owner_team }) => [person_id, region, owner_team]).sort()).toEqual([
      ["1", "EMEA", "East"],
      ["2", "Unmapped", null],
      ["3", null, null],
    ]);
  });
});

test("a pattern of an asset counts letters, not bytes, and has no wildcards but * and ?", async () => {
  const fit = (asset: string, glob: string) =>
    withWarehouse(":memory:", "READ_WRITE", async (memory) => {
      const select = sql`select ${matchesGlob(sql.lit(asset), sql.lit(glob))} as fits`.compile(db).sql;
      return (await rowsOf<{ fits: boolean }>(memory, select))[0]!.fits;
    });
  const fitting = [
    ["/café", "/caf?"],
    ["a\\b", "a\\b"],
    ["50%_[x]^", "50%_[X]^"],
    ["/a/Pricing/b", "*/pricing*"],
    ["", "*"],
  ];
  for (const [asset, glob] of fitting) expect([asset, glob, await fit(asset!, glob!)]).toEqual([asset, glob, true]);
  const missing = [
    ["/cafe", "/caf"],
    ["ab", "a?b"],
    ["axb", "a%b"],
    ["a*c", "a\\*c"],
  ];
  for (const [asset, glob] of missing) expect([asset, glob, await fit(asset!, glob!)]).toEqual([asset, glob, false]);
});
