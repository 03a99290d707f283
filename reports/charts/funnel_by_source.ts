import { intervalChart } from "../../src/report/interval_chart.js";

/** The matured SQL rate of each source with its 95 % interval; rows as funnel-by-dimension gives and orders them. */
export const funnel_by_source = intervalChart({
  name: "funnel-by-source",
  description: "Matured SQL rate by source with its 95% interval and the number of mature MQLs; small slices in grey.",
  usermeta: { query: "funnel-by-dimension", params: { dimension: "source" } },
  label: "label",
  rate: "matured_rate_sql",
  of: "mature_sql",
  title: "Matured SQL rate",
});
