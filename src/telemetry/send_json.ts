/** Sends JSON to a URL that may be a secret: no message of this file names it. */

/** How long a receiver may take. */
export const sendLimitMilliseconds = 10_000;

/** Posts a value as JSON; throws an error without the URL if it is not accepted in time. */
export async function sendJson(
  url: string,
  value: unknown,
  { headers = {}, abort }: { readonly headers?: Record<string, string>; readonly abort: AbortSignal },
): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(value),
    // A redirect would turn the request into one without content.
    redirect: "manual",
    signal: AbortSignal.any([abort, AbortSignal.timeout(sendLimitMilliseconds)]),
  }).catch((error) => {
    throw new Error(describeFailure(error));
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the answer was ${response.status}`);
}

/** The code of the system, e.g. `ECONNREFUSED`: the message itself may contain the URL. */
function describeFailure(error: unknown): string {
  const { name, cause } = error as Error;
  if (name === "TimeoutError" || name === "AbortError") return "no answer in time";
  const { code } = (cause ?? {}) as { code?: unknown };
  return `not reached (${typeof code === "string" ? code : "no connection"})`;
}
