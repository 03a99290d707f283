import type { RunFacts } from "../../src/runs/run_facts.js";
import { text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const shared_mailboxes = source({
  name: "raw.shared_mailboxes",
  about: "One row per mailbox name that several people share, e.g. info@ or sales@.",
  origin: {
    kind: "run",
    rows: ({ config }: RunFacts) =>
      [...new Set(config.identity.shared_mailboxes.map((name) => name.trim().toLowerCase()))].map((mailbox) => ({
        mailbox,
      })),
  },
  grain: ["mailbox"],
  columns: { mailbox: text("Part before the @, in lower case, e.g. info") },
});
