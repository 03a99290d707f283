import type { Column } from "./columns.js";

/** The headers that may fill a column of an export, best first. */
export const acceptedHeaders = (name: string, { binding }: Column<unknown>): readonly string[] => [
  binding?.header ?? name,
  ...(binding?.orHeaders ?? []),
];
