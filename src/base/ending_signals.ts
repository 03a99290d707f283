/** Ends the process in order when a signal asks it to end. */

/** The signals that ask a process to end, with the exit code that a shell reports for each. */
export const endingSignals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type EndingSignal = keyof typeof endingSignals;

/** Work of a process that a signal ends: short, and done even if nothing else is done any more. */
type LastWork = (signal: EndingSignal, exitCode: number) => Promise<void> | void;

/** How many milliseconds the last work of a process may take; a scheduler often kills it soon after. */
const graceMilliseconds = 3000;

const signals = Object.keys(endingSignals) as EndingSignal[];
/** All last work of the process. One listener does all of it, because the process ends when it is done. */
const allLastWork = new Set<LastWork>();
let isEnding = false;

/**
 * Does some last work when a signal asks the process to end, and then ends it by that signal, which does not wait for threads
 * of DuckDB, as `process.exit` would. A second signal does not wait for the work. Returns the function that stops listening.
 */
export function onEndingSignal(lastWork: LastWork): () => void {
  if (allLastWork.size === 0) for (const signal of signals) process.on(signal, listen);
  allLastWork.add(lastWork);
  return () => {
    allLastWork.delete(lastWork);
    if (allLastWork.size === 0 && !isEnding) stopListening();
  };
}

/** True once a signal has asked the process to end: then only the last work decides when and how it ends. */
export const isProcessEnding = (): boolean => isEnding;

function listen(signal: EndingSignal): void {
  if (isEnding) {
    end(signal);
    return;
  }
  isEnding = true;
  setTimeout(end, graceMilliseconds, signal);
  const works = [...allLastWork].map(async (work) => work(signal, endingSignals[signal]));
  Promise.allSettled(works).then(() => end(signal));
}

function stopListening(): void {
  for (const signal of signals) process.off(signal, listen);
}

function end(signal: EndingSignal): void {
  stopListening();
  process.kill(process.pid, signal);
  // The first process of a container is not ended by a signal of its own.
  setTimeout(() => process.exit(endingSignals[signal]), 100);
}
