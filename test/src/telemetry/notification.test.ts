import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { notify, selectNotification } from "../../../src/telemetry/notification.js";
import { summarizeRun } from "../../../src/telemetry/run_summary.js";
import { createWebhookMessage } from "../../../src/telemetry/webhook_message.js";
import { endedRun } from "./ended_run.js";

const failed = {
  status: "failed" as const,
  exit_code: 3,
  publication_id: null,
  error: "1 file(s) missing or in quarantine:\n  crm: Ada Byron.csv: line 501",
};

/** A receiver on this machine that answers with `status`, or never; what it got. */
async function receiver(status: number | "never") {
  const got: { request: IncomingMessage; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    got.push({ request, body: JSON.parse(await text(request)) });
    if (status !== "never") response.writeHead(status, { location: "http://127.0.0.1:1/" }).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-of-the-hook` };
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "closedloop-notify-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

test("the summary has status, counts and the first line of the error, and no name of a file", () => {
  const summary = summarizeRun(endedRun(failed));
  expect(summary).toMatchObject({
    project: "acme",
    exit_code: 3,
    error: "1 file(s) missing or in quarantine:",
    files: { added: 1, known: 1, quarantined: 1 },
    rows: { loaded: 10, rejected: 1 },
    stale_sources: ['say "a\\b"'],
  });
  expect(summary.text).toBe(
    "closedloop run of acme: failed, exit code 3 after 13 s. 1 file(s) missing or in quarantine. Nothing was published: the tables published before stay. Files: 1 new, 1 known, 0 left for the next run, 1 quarantined, 0 missing. Rows: 10 loaded, 1 rejected. Warnings of data quality: 4. Run 20260701T051500.123Z-a1b2c3.",
  );
  expect(JSON.stringify(summary)).not.toContain("Byron");
});

test("a load, which publishes nothing, does not say so", () => {
  const loaded = endedRun({ command: "load", status: "loaded", publication_id: null });
  expect(summarizeRun(loaded).text).toMatch(/^closedloop load of acme: loaded, exit code 0 after 13 s\. Files: /);
});

test.each([
  ["a failure", failed, "on_failure"],
  ["a success", {}, "on_success"],
  ["a run that SIGTERM stopped", { status: "interrupted" as const, exit_code: 143 }, "on_failure"],
])("%s is told to those who want to hear of it, and to nobody else", (_, results, key) => {
  const both = { notify: { on_failure: "one", on_success: "two" } };
  expect(selectNotification(endedRun(results, both))).toBe(key);
  const other = { notify: { on_failure: null, on_success: null, [key]: null } };
  expect(selectNotification(endedRun(results, other))).toBe(undefined);
});

test("a run that was killed told nobody: the next one tells it, also if it succeeds itself", () => {
  const run = endedRun({ killed_runs: ["20260630T0515"] }, { notify: { on_failure: "one" } });
  expect(selectNotification(run)).toBe("on_failure");
  expect(summarizeRun(run).text).toContain("Killed before it: 20260630T0515.");
});

test("Slack and Teams get a text in their form, in which a file name can be no link; others get the summary", () => {
  const summary = { ...summarizeRun(endedRun()), text: "<http://x|a> & [b](http://x)" };
  expect(createWebhookMessage("https://hooks.slack.com/services/T0/B0/x", summary)).toEqual({
    text: "&lt;http://x|a&gt; &amp; [b](http://x)",
    mrkdwn: false,
  });
  for (const host of ["acme.webhook.office.com", "prod-1.logic.azure.com:443", "a.b.environment.api.powerplatform.com"])
    expect(createWebhookMessage(`https://${host}/x`, summary)).toMatchObject({
      type: "message",
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.adaptive",
          content: { body: [{ type: "RichTextBlock", inlines: [{ type: "TextRun", text: summary.text }] }] },
        },
      ],
    });
  expect(createWebhookMessage("https://hooks.slack.com.evil.example/x", summary)).toBe(summary);
});

test("a webhook gets the summary as JSON", async () => {
  const { url, got } = await receiver(200);
  const run = endedRun(failed, { notify: { on_failure: url } });
  await notify(run, "on_failure");
  expect(got[0]!.request).toMatchObject({ method: "POST", headers: { "content-type": "application/json" } });
  expect(got[0]!.body).toEqual(summarizeRun(run));
});

test.each([404, 302])("a webhook that answers %s is a failure, whose message does not name the URL", async (status) => {
  const { url } = await receiver(status);
  await expect(notify(endedRun({}, { notify: { on_success: url } }), "on_success")).rejects.toThrow(
    new Error(`the answer was ${status}`),
  );
});

test("a webhook that cannot be reached or does not answer is a failure, whose message does not name the URL", async () => {
  const { url } = await receiver("never");
  const run = endedRun({}, { notify: { on_success: url, on_failure: "http://127.0.0.1:1/secret" } });
  const ended = { ...run, abort: AbortSignal.timeout(50) };
  await expect(notify(ended, "on_success")).rejects.toThrow(new Error("no answer in time"));
  await expect(notify(run, "on_failure")).rejects.toThrow(/^not reached \((ECONNREFUSED|no connection)\)$/);
});

test("a command gets the summary on its standard input and in its environment", async () => {
  const at = folder();
  const command = `cat > "${at}/in.json"; echo "$CLOSEDLOOP_STATUS $CLOSEDLOOP_EXIT_CODE" > "${at}/env"`;
  const run = endedRun(failed, { notify: { on_failure: command } });
  await notify(run, "on_failure");
  expect(JSON.parse(readFileSync(join(at, "in.json"), "utf8"))).toEqual(summarizeRun(run));
  expect(readFileSync(join(at, "env"), "utf8")).toBe("failed 3\n");
});

test("a command that fails, reads nothing or hangs is a failure, whose message does not name it; all that it started ends", async () => {
  const at = folder();
  const tell = (on_success: string, abort = new AbortController().signal) =>
    notify({ ...endedRun({}, { notify: { on_success } }), abort }, "on_success");
  await expect(tell("exit 3 # secret")).rejects.toThrow(new Error("the command ended with 3"));
  await tell("true");
  const hanging = tell(`(sleep 0.5; touch "${at}/late") & sleep 60`, AbortSignal.timeout(100));
  await expect(hanging).rejects.toThrow(new Error("the command did not end in time"));
  await new Promise((done) => setTimeout(done, 700));
  expect(existsSync(join(at, "late"))).toBe(false);
});
