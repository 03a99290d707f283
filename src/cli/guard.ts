/**
 * Watches the process that answers a question. The guard ends it at the limits of time and memory, removes what it leaves behind
 * and says how it ended. It reads and prints no result: the answering process has the guard's own input and output. It
 * imports little, because each question waits until it has started.
 */
import { type ChildProcess, execFile, fork } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { endingSignals, onEndingSignal } from "../base/ending_signals.js";
import type { GuardGreeting, GuardMessage } from "../base/guard_channel.js";
import { printMessage } from "../base/print_message.js";
import { gibibytes, questionMemory, timeLimitMessage } from "../base/question_limits.js";
import { makeScratchFolder } from "../base/scratch_folder.js";

/** Seconds after its time limit in which the process can stop the query and say so itself. */
const graceSeconds = 1;
const isLinux = process.platform === "linux";
/** How often the memory is measured. `ps` is a process of its own, so it is asked rarely. */
const memoryMilliseconds = isLinux ? 50 : 500;
const lessData = "ask for fewer rows or columns, or aggregate before you sort";

/** How a question ended: its exit code, and what the process did not say itself. */
interface Ending {
  readonly code: number;
  readonly message?: string;
}

/**
 * Answers a question in a process of its own, which runs the script `entry` with the same arguments and may use so many bytes of
 * memory; returns the exit code.
 */
export async function guard(
  entry: string,
  args: readonly string[],
  memoryLimit = questionMemory().process,
): Promise<number> {
  const scratch = makeScratchFolder("closedloop");
  const leftovers = [scratch];
  const child = fork(entry, args, {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    // All temporary files of the process are below the folder that its guard removes.
    env: { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch },
  });
  const gone = exitOf(child);
  const clean = async () => {
    child.kill("SIGKILL");
    await gone;
    for (const path of leftovers) rmSync(path, { recursive: true, force: true });
  };
  let isStopped = false;
  const release = onEndingSignal(() => {
    isStopped = true;
    return clean();
  });
  greet(child, { scratch });
  const timers: NodeJS.Timeout[] = [];
  const ending = await new Promise<Ending>((end) => {
    child.on("message", (told: GuardMessage) => {
      if ("partial" in told) leftovers.push(told.partial);
      if ("ended" in told) end({ code: told.ended });
      if ("timeoutSeconds" in told) timers.push(setTimeout(end, limitMilliseconds(told), overTime(told)));
    });
    timers.push(watchMemory(child, memoryLimit, end));
    gone.then((exit) => end(endingOf(exit)));
  });
  for (const timer of timers) clearTimeout(timer);
  await clean();
  // The signal that stopped both ends this process; the end of the other one is none to tell.
  if (isStopped) await new Promise(() => {});
  release();
  if (ending.message !== undefined) printMessage(`closedloop: ${ending.message}`);
  return ending.code;
}

const limitMilliseconds = ({ timeoutSeconds }: { timeoutSeconds: number }) => (timeoutSeconds + graceSeconds) * 1000;
const overTime = ({ timeoutSeconds }: { timeoutSeconds: number }): Ending => ({
  code: 4,
  message: timeLimitMessage(timeoutSeconds),
});

function greet(child: ChildProcess, greeting: GuardGreeting): void {
  child.send(greeting, () => {});
  if (!isLinux) return;
  try {
    // If the machine runs out of memory, Linux shall end this process and none of the night.
    writeFileSync(`/proc/${child.pid}/oom_score_adj`, "1000");
  } catch {
    // Some containers do not allow it. The limits hold all the same.
  }
}

type Exit = readonly [code: number | null, signal: NodeJS.Signals | null];

/** How the process exited. All its messages have arrived then. */
const exitOf = (child: ChildProcess): Promise<Exit> =>
  new Promise((done) => {
    let exit: Exit | undefined;
    const check = () => {
      if (exit !== undefined && !child.connected) done(exit);
    };
    child.once("exit", (...given) => {
      exit = given;
      check();
    });
    child.once("disconnect", check);
    child.once("error", () => done([70, null]));
  });

/** The exit codes of a question that did not fail; a Node process ends with others only by a bug. */
const ownCodes = [0, 2, 3, 4, 70];

/** How Linux ends a process when memory runs out, and how V8 and the C++ library end one. */
const outOfMemorySignals: readonly NodeJS.Signals[] = ["SIGKILL", "SIGABRT"];

function endingOf([code, signal]: Exit): Ending {
  if (signal === null) return { code: code !== null && ownCodes.includes(code) ? code : 70 };
  if (signal in endingSignals) return { code: endingSignals[signal as keyof typeof endingSignals] };
  const cause = outOfMemorySignals.includes(signal)
    ? `likely because memory ran out; ${lessData}`
    : "ask in another way";
  return { code: 4, message: `The query was ended by ${signal}: ${cause}.` };
}

/** Ends the process when it uses more memory than a question may. DuckDB does not count everything that it allocates. */
function watchMemory({ pid }: ChildProcess, limit: number, end: (ending: Ending) => void): NodeJS.Timeout {
  const check = (bytes: number) => {
    if (bytes <= limit) return;
    end({ code: 4, message: `The query was stopped at its memory limit of ${gibibytes(limit)}; ${lessData}.` });
  };
  return setInterval(isLinux ? () => check(linuxMemory(pid!)) : () => askMemory(pid!, check), memoryMilliseconds);
}

/** The memory of a process in bytes, with what was swapped out; 0 if it is gone. */
function linuxMemory(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "latin1");
    return [...status.matchAll(/^Vm(?:RSS|Swap):\s+(\d+) kB$/gm)].reduce((sum, [, kib]) => sum + Number(kib) * 1024, 0);
  } catch {
    return 0;
  }
}

function askMemory(pid: number, told: (bytes: number) => void): void {
  execFile("ps", ["-o", "rss=", "-p", String(pid)], (error, stdout) => told(error ? 0 : Number(stdout) * 1024));
}
