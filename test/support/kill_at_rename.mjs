/**
 * Loaded with `node --import`, kills the process with SIGKILL at the instant at which it would rename a file or folder to a
 * path that matches KILL_AT_RENAME, e.g. `published\.json$`.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const rename = fs.renameSync;
fs.renameSync = (from, to) => {
  if (new RegExp(process.env.KILL_AT_RENAME).test(`${to}`)) {
    process.kill(process.pid, "SIGKILL");
    for (;;); // The signal may take a moment.
  }
  return rename(from, to);
};
syncBuiltinESMExports();
