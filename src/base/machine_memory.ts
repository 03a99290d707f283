import { totalmem } from "node:os";

/** Bytes of memory. A container may have less than its machine. constrainedMemory() is 0, or more than the machine has, if nothing limits it. */
export const machineMemory = (): number =>
  Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
