import { expect, test } from "vitest";
import { readCatalogue } from "../../../src/project/catalogue.js";
import { createLoadProject } from "./load_project.js";

const { sources: tables } = await readCatalogue();

const map = { name: "map", system: "pardot", path: "exports/map", time_zone: "America/Phoenix" };
const people = "select id, email, is_deleted, created_at::varchar as made from raw.pardot_prospects order by id";

test("prospects are read with the headers of versions 3 and 4, version 5, a replica and the user interface", async () => {
  const at = createLoadProject([map], {}, tables);
  at.put("exports/map/prospects_1.csv", "id,email,is_deleted,created_at\n1,a@acme.test,,2026-01-23 08:59:18\n");
  at.put("exports/map/prospects_2.csv", "id,email,isDeleted,createdAt\n2,b@acme.test,true,2026-01-23T08:59:18-07:00\n");
  at.put(
    "exports/map/prospect.csv",
    "id,email,_fivetran_deleted,created_at\n3,c@acme.test,false,2026-01-23 15:59:18 UTC\n",
  );
  at.put("exports/map/Prospects (4).csv", "\ufeffProspect Id,Email,Created Date\n4,d@acme.test,2026-01-23 08:59:18\n");
  expect(await at.loadWithEvents()).toMatchObject({ code: 0, error: undefined });
  expect(await at.raw(people)).toEqual([
    { id: "1", email: "a@acme.test", is_deleted: null, made: "2026-01-23 15:59:18" },
    { id: "2", email: "b@acme.test", is_deleted: true, made: "2026-01-23 15:59:18" },
    { id: "3", email: "c@acme.test", is_deleted: false, made: "2026-01-23 15:59:18" },
    { id: "4", email: "d@acme.test", is_deleted: null, made: "2026-01-23 15:59:18" },
  ]);
});

test("the files of a replica, each named in the singular, are not mixed up", async () => {
  const at = createLoadProject([map], {}, tables);
  at.put("exports/map/list.csv", "id,name\n1,Fair\n");
  at.put("exports/map/list_membership.csv", "id,list_id,prospect_id\n1,1,7\n");
  at.put("exports/map/opportunity.csv", "id,name\n1,Acme\n");
  at.put("exports/map/opportunity_prospect.csv", "opportunity_id,prospect_id\n1,7\n");
  at.put("exports/map/visitor.csv", "id\n5\n");
  at.put("exports/map/visitor_activity_2026-06.csv", "id,type,created_at\n1,20,2026-06-01 00:00:00\n");
  expect(await at.loadWithEvents()).toMatchObject({ code: 0, error: undefined });
  const counts = [
    "lists",
    "list_memberships",
    "opportunities",
    "opportunity_prospects",
    "visitors",
    "visitor_activities",
  ];
  for (const name of counts)
    expect(await at.raw(`select count(*)::int as n from raw.pardot_${name}`)).toEqual([{ n: 1 }]);
});
