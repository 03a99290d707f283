import { intervalChart } from "../../src/report/interval_chart.js";

/** The matured SQL rate of each band of the total score with its 95 % interval, from the lowest score up. */
export const calibration_by_total = intervalChart({
  name: "calibration-by-total",
  description: "Matured SQL rate by band of the total score with its 95% interval; small bands in grey.",
  usermeta: { query: "calibration", params: { axis: "total" } },
  label: "band",
  rate: "rate_sql",
  of: "mature_sql",
  title: "Matured SQL rate",
});
