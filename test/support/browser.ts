import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";

/** The path of an installed browser, if there is one. */
export const chromium = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
].find(existsSync);

if (chromium === undefined) {
  process.stderr.write("\n*** NO CHROMIUM ON THIS MACHINE: WHAT ONLY A BROWSER CAN SHOW IS NOT TESTED ***\n\n");
}

/** A page in a real browser, controlled with the DevTools protocol. */
export interface Tab {
  /** Errors of the page, its content security policy or the browser so far. */
  readonly complaints: readonly string[];
  /** URLs that the page requested, except its own. */
  readonly requests: readonly string[];
  /** Evaluates an expression in the page. The value must be expressible in JSON. */
  evaluate<T>(expression: string): Promise<T>;
  move(x: number, y: number): Promise<void>;
  send<T = Record<string, unknown>>(method: string, params?: object): Promise<T>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params: any;
  readonly result?: any;
  readonly error?: { message: string };
}

const browserFlags =
  "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars --no-first-run --disable-background-networking --disable-component-update --disable-sync --remote-debugging-pipe";

/** Opens a file at the width of a laptop. The browser is closed after the work. */
export async function withTab<T>(file: string, work: (tab: Tab) => Promise<T>, scripts = true): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), "chromium-"));
  const browser = spawn(chromium!, [...browserFlags.split(" "), `--user-data-dir=${profile}`], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const ended = new Promise((done) => browser.once("exit", done));
  const { say, hear } = connectPipe(browser);
  try {
    return await work(await open(say, hear, pathToFileURL(file).href, scripts));
  } finally {
    // A killed browser would leave child processes behind that still write.
    await Promise.race([say("Browser.close", {}), ended]);
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 20 });
  }
}

async function open(say: Say, hear: Hear, url: string, scripts: boolean): Promise<Tab> {
  const [complaints, requests]: [string[], string[]] = [[], []];
  let loaded = () => {};
  const ready = new Promise<void>((done) => {
    loaded = done;
  });
  const heard: Record<string, (params: any) => void> = {
    "Log.entryAdded": ({ entry }) => complaints.push(entry.text),
    "Runtime.consoleAPICalled": ({ type, args }) => complaints.push(`${type}: ${args.map((arg: any) => arg.value)}`),
    "Runtime.exceptionThrown": ({ exceptionDetails }) => complaints.push(exceptionDetails.exception.description),
    "Network.requestWillBeSent": ({ request }) =>
      /^(?!data:)/.test(request.url) && request.url !== url && requests.push(request.url),
    "Page.loadEventFired": () => loaded(),
  };
  hear(({ method, params }) => heard[method!]?.(params));
  const { targetId } = await say("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await say("Target.attachToTarget", { targetId, flatten: true });
  const send = (method: string, params: object = {}) => say(method, params, sessionId);
  for (const domain of ["Log", "Runtime", "Network", "Page"]) await send(`${domain}.enable`);
  await send("Emulation.setDeviceMetricsOverride", { width: 1366, height: 768, deviceScaleFactor: 1, mobile: false });
  await send("Emulation.setScriptExecutionDisabled", { value: !scripts });
  await send("Page.navigate", { url });
  await ready;
  return {
    complaints,
    requests,
    send,
    evaluate: async (expression) => (await send("Runtime.evaluate", evaluateParams(expression))).result.value,
    move: (x, y) => send("Input.dispatchMouseEvent", { type: "mouseMoved", x, y }),
  };
}

const evaluateParams = (expression: string) => ({ expression, returnByValue: true, awaitPromise: true });

type Say = (method: string, params: object, sessionId?: string) => Promise<any>;
type Hear = (listener: (event: Message) => void) => void;

/** Messages are JSON, each followed by a zero byte. */
function connectPipe(browser: ChildProcess): { say: Say; hear: Hear } {
  const [input, output] = [browser.stdio[3] as Writable, browser.stdio[4] as Readable];
  const waiting = new Map<number, (message: Message) => void>();
  let listener: (event: Message) => void = () => {};
  let rest = "";
  output.setEncoding("utf8").on("data", (chunk: string) => {
    const messages = (rest + chunk).split("\0");
    rest = messages.pop()!;
    for (const message of messages.map((text) => JSON.parse(text) as Message)) {
      (message.id === undefined ? listener : waiting.get(message.id)!)(message);
    }
  });
  let last = 0;
  const say: Say = (method, params, sessionId) =>
    new Promise((done, fail) => {
      const id = ++last;
      waiting.set(id, ({ result, error }) => (error ? fail(new Error(`${method}: ${error.message}`)) : done(result)));
      input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  return {
    say,
    hear: (heard) => {
      listener = heard;
    },
  };
}
