import type { RunFacts } from "../../src/runs/run_facts.js";
import { text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const internal_domains = source({
  name: "raw.internal_domains",
  about: "One row per email domain of your own company; people with such an address are not leads.",
  origin: {
    kind: "run",
    rows: ({ config }: RunFacts) =>
      [...new Set(config.identity.internal_domains.map((name) => name.trim().toLowerCase()))].map((domain) => ({
        domain,
      })),
  },
  grain: ["domain"],
  columns: { domain: text("Email domain, in lower case") },
});
