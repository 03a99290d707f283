/** Ends the process in order when a signal asks it to end. */

/** The signals that ask a process to end, with the exit code that a shell reports for each. */
export const endingSignals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
export type EndingSignal = keyof typeof endingSignals;

/** How many milliseconds the last work of a process may take; a scheduler often kills it soon after. */
const graceMilliseconds = 3000;

/**
 * Does some last work when a signal asks the process to end, and then ends it by that signal, which does not wait for threads
 * of DuckDB, as `process.exit` would. Returns the function that stops listening.
 */
export function onEndingSignal(lastWork: (signal: EndingSignal, exitCode: number) => Promise<void>): () => void {
  const signals = Object.keys(endingSignals) as EndingSignal[];
  const end = (signal: EndingSignal) => {
    release();
    process.kill(process.pid, signal);
    // The first process of a container is not ended by a signal of its own.
    setTimeout(() => process.exit(endingSignals[signal]), 100);
  };
  const listeners = signals.map((signal) => {
    const listener = () => {
      setTimeout(end, graceMilliseconds, signal);
      lastWork(signal, endingSignals[signal]).then(
        () => end(signal),
        () => end(signal),
      );
    };
    return [signal, listener] as const;
  });
  const release = () => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  };
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return release;
}
