/** The process that answers one question. Its guard started it, and ends it. */
import { connectToGuard, tellGuard } from "../base/guard_channel.js";
import { runProgram } from "./run_program.js";

connectToGuard();
const code = await runProgram();
await tellGuard({ ended: code });
process.exit(code);
