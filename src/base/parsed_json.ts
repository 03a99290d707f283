import { z } from "zod";

/** The schema of a text that is JSON of another schema; a text that is no JSON does not fit. */
export const parsedJson = <T extends z.ZodType>(schema: T) => z.string().transform(parseJson).pipe(schema);

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "not JSON" });
    return z.NEVER;
  }
}
