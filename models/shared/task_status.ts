/** Statuses of sales tasks, as Salesforce and HubSpot have them from the beginning. An org may rename them. */
import { quotedString } from "../../src/table/dialect.js";

const completed = "completed";
const open = ["not started", "in progress", "waiting", "waiting on someone else", "deferred", "open"];

/** The check of tasks of which nothing says whether they are done. */
export const unknownTaskStatusCheck = "tasks with an unknown status, not counted as done";

const isOneOf = (status: string, words: readonly string[]) =>
  `coalesce(lower(replace(trim(${status}), '_', ' ')) in (${words.map(quotedString).join(", ")}), false)`;

/** SQL that is true if the status means that the task is done; false for null. */
export const isCompletedStatus = (status: string): string => isOneOf(status, [completed]);

/** SQL that is true if the status says whether the task is done; false for null. */
export const isKnownTaskStatus = (status: string): string => isOneOf(status, [completed, ...open]);
