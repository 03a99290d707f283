import { nullable, personal, real, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const owners = source({
  name: "raw.owners",
  about: "One row per owner of leads.",
  origin: { kind: "reference", file: "owners.csv" },
  grain: ["owner_id"],
  columns: {
    owner_id: text("Id of the owner in the CRM"),
    name: nullable(personal(text("Name of the owner"))),
    team: nullable(text("Sales team")),
    capacity_mqls_per_month: nullable(real("MQLs that the owner can handle", "per month")),
  },
});
