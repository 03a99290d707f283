import { text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";
import { lookupMark } from "../shared/lookup_mark.js";

export const regions = source({
  name: "raw.regions",
  about: "One row per country and its region.",
  origin: { kind: "reference", file: "regions.csv" },
  grain: ["country"],
  columns: {
    country: text("Name or ISO code of the country; case and outer spaces do not matter"),
    region: text("Region, e.g. EMEA"),
    ...lookupMark,
  },
});
