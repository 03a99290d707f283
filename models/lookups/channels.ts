import { nullable, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";
import { lookupMark } from "../shared/lookup_mark.js";

export const channels = source({
  name: "raw.channels",
  about: "One row per rule that turns a source, medium and campaign type into a channel; the first matching rule wins.",
  origin: { kind: "reference", file: "channels.csv" },
  grain: ["priority"],
  columns: {
    priority: whole("Order of the rules, smallest first"),
    source: nullable(text("First-touch source; null matches anything")),
    medium: nullable(text("First-touch medium; null matches anything")),
    campaign_type: nullable(text("Type of the trigger campaign; null matches anything")),
    channel: text("Channel, e.g. Paid Social"),
    ...lookupMark,
  },
});
