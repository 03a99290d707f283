/** Tells people of the end of a run: by a command, or by a webhook. */
import { spawn } from "node:child_process";
import type { EndedRun } from "../runs/run_observer.js";
import { type RunSummary, summarizeRun } from "./run_summary.js";
import { sendJson, sendLimitMilliseconds } from "./send_json.js";
import { createWebhookMessage } from "./webhook_message.js";

/** The key of `notify` that a run uses; undefined if it tells nobody. A killed run told nobody: the next run tells those who hear of failures. */
export function selectNotification({ config, results }: EndedRun): "on_failure" | "on_success" | undefined {
  const { on_failure, on_success } = config.notify;
  const isSuccess = results.exit_code === 0;
  if (isSuccess && on_success !== null) return "on_success";
  const isFailure = !isSuccess || results.killed_runs.length > 0;
  return isFailure && on_failure !== null ? "on_failure" : undefined;
}

/** Runs the command or calls the webhook of `notify`; throws an error that names neither. */
export async function notify(run: EndedRun, key: "on_failure" | "on_success"): Promise<void> {
  const receiver = run.config.notify[key]!;
  const summary = summarizeRun(run);
  if (/^https?:\/\//i.test(receiver)) {
    if (!URL.canParse(receiver)) throw new Error("the URL is not valid");
    await sendJson(receiver, createWebhookMessage(receiver, summary), run);
  } else await runCommand(receiver, summary, run.abort);
}

/** The environment of the command: the plain members of the summary, e.g. `CLOSEDLOOP_EXIT_CODE`. */
const environmentOf = (summary: RunSummary): Record<string, string> =>
  Object.fromEntries(
    Object.entries(summary)
      .filter(([, value]) => value === null || typeof value !== "object")
      .map(([name, value]) => [`CLOSEDLOOP_${name.toUpperCase()}`, value === null ? "" : String(value)]),
  );

/** Runs a command of the shell with the summary on its standard input; kills it and all that it started at the time limit. */
async function runCommand(command: string, summary: RunSummary, abort: AbortSignal): Promise<void> {
  const child = spawn(command, {
    shell: true,
    // A group of its own, which can be killed as a whole.
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: { ...process.env, ...environmentOf(summary) },
  });
  const limit = AbortSignal.any([abort, AbortSignal.timeout(sendLimitMilliseconds)]);
  // A command need not read what it is told.
  child.stdin.on("error", () => {});
  child.stdin.end(`${JSON.stringify(summary)}\n`);
  await new Promise<void>((resolve, reject) => {
    limit.addEventListener("abort", () => {
      killGroup(child.pid);
      reject(new Error("the command did not end in time"));
    });
    child.on("error", () => reject(new Error("the command cannot be started")));
    child.on("exit", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`the command ended with ${code ?? signal}`));
    });
  });
}

function killGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, "SIGKILL");
  } catch {
    // It has just ended.
  }
}
