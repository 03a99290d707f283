import { expect, test } from "vitest";
import { readCatalogue } from "../../src/project/catalogue.js";
import type { Column } from "../../src/table/columns.js";

/**
 * Why a text column of a step or a mart need not be marked `personal(...)`, by kind. A new text column that fits none of
 * these must be marked, or be named here with the reason.
 */
const kindsOfWords: Readonly<Record<string, RegExp>> = {
  "the id of a record, a person, an owner, a campaign or a rule: an analyst looks it up in the source":
    /^(\w+\.)?(\w+_id|\w+_ids|\w+_key|raw_id|merged_into)$/,
  "a source of closedloop.yaml, or its product": /^(\w+\.)?(system|\w+_system|told_by|product)$/,
  "an object, a field, an attribute or a dimension: a name of the configuration or of the product":
    /^(\w+\.)?(entity|other_entity|field|attribute|dimension|check|setting|labels_seen|alternatives)$/,
  "a word that a lookup gives":
    /^(\w+\.)?(channel|persona|persona_given|seniority|department|region|company_size_band|owner_team|activity_type|rejection_reason|loss_reason)$/,
  "a word that many records share and that the funnel counts by: a source, an industry, a campaign, a type":
    /^(\w+\.)?(source|medium|industry|country|campaign|campaign_name|campaign_type|raw_type|stage|stage_name|role)$/,
  "a word of closedloop.yaml, of a definition or of the code":
    /^(\w+\.)?(definition_version|band|\w+_band|\w+_grades|label|disqualified_by|quadrant|action|advice|meaning|time_zone|busiest_team)$/,
  "an ISO code": /^(\w+\.)?currency$/,
  "the name of a campaign, of a type of activity, or of a definition":
    /^(source_campaigns|source_activity_names|definition_periods)\.name$/,
  "the type of a campaign": /^source_campaigns\.type$/,
  "a value of the funnel's dimensions, which are words as above, or custom ones that closedloop.yaml shows by choice":
    /^(funnel|rejections)\.value$/,
  "a standard reason, or the sentence of a threshold": /^(rejections|threshold_advice)\.reason$/,
  "a value or a pattern of a lookup": /^(stage_words\.value|activity_words\.asset)$/,
  "the id of a cycle, of a change or of a row": /^(dimensions_dated|marketo_fields_unlogged|source_findings)\.example$/,
};

const isDecided = (name: string) => Object.values(kindsOfWords).some((kind) => kind.test(name));

const { models } = await readCatalogue();
const unmarked = models
  .filter(({ name }) => /^(intermediate|marts)\./.test(name))
  .flatMap((model) =>
    Object.entries<Column<unknown>>(model.columns)
      .filter(([, { type, personal, oneOf }]) => type === "text" && !personal && !oneOf)
      .map(([column]) => `${model.name.split(".")[1]}.${column}`),
  );

test("every text column of a step or a mart is personal, a closed list, or of a kind that names no person", () => {
  expect(unmarked.length).toBeGreaterThan(300);
  expect(unmarked.filter((name) => !isDecided(name))).toEqual([]);
});

test("no kind is left over, and none lets free text through", () => {
  const unused = Object.entries(kindsOfWords).filter(([, kind]) => !unmarked.some((name) => kind.test(name)));
  expect(unused.map(([why]) => why)).toEqual([]);
  for (const free of ["people.notes", "people.company", "opportunities.name", "lifecycle_events.detail", "x.value"])
    expect([free, isDecided(free)]).toEqual([free, false]);
});
