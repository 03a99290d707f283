/** Tells other systems of a run: metrics, lineage, notifications. Whatever fails here is logged, and the run goes on. */
import { printMessage } from "../base/print_message.js";
import type { BegunRun, EndedRun, RunObserver } from "../runs/run_observer.js";
import { writeMetrics } from "./metrics_file.js";
import { notify, selectNotification } from "./notification.js";
import { createEndEvent, createStartEvent, sendLineage } from "./open_lineage.js";

export function createTelemetry(): RunObserver {
  // The run does not wait for the receiver of its first event, but the last one comes after it.
  let started: Promise<void> = Promise.resolve();
  return {
    begin: (run: BegunRun) => {
      started = attempt("openlineage", () => sendLineage(run, createStartEvent(run), new AbortController().signal));
    },
    end: async (run: EndedRun) => {
      await attempt("metrics", () => writeMetrics(run));
      const lineage = async () => {
        await started;
        await attempt("openlineage", () => sendLineage(run, createEndEvent(run), run.abort));
      };
      const key = selectNotification(run);
      const notification = async () => {
        if (key !== undefined) await attempt(`notify.${key}`, () => notify(run, key));
      };
      await Promise.all([lineage(), notification()]);
    },
  };
}

/** Does something that must not disturb the run; a failure is a warning in the log. */
async function attempt(key: string, work: () => Promise<void>): Promise<void> {
  await work().catch((error) =>
    printMessage(`warn: ${key}: ${(error as Error).message}; the run itself is not affected`, {
      level: "warn",
      event: "telemetry_failed",
      facts: { key },
    }),
  );
}
