/** The doctor without a process of its own: it answers as the command does, in a third of the time. */
import { answerDoctor } from "../../src/cli/setup/doctor.js";
import { exampleClock } from "./cli.js";

interface Asked {
  /** The folder of closedloop.yaml; by default a folder without one. */
  readonly project?: string;
  /** A folder of exports instead of the project's sources. */
  readonly exports?: string;
  /** The only lookup of which the rows are wanted. */
  readonly rows?: string;
  readonly format?: "text" | "json";
}

/** What the doctor prints, as of the example's clock; an error if no file can be used. */
export async function askDoctor({ project = "test/support", exports, rows, format = "text" }: Asked): Promise<string> {
  const { text, unusable } = await answerDoctor(exports, {
    project,
    format,
    asOf: exampleClock[1]!,
    ...(rows === undefined ? {} : { rows }),
  });
  if (unusable) throw unusable;
  return text;
}
