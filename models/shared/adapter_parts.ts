import { readAdapters } from "../../src/table/adapters.js";
import type { EntityPart } from "../../src/table/model.js";

const adapters = await readAdapters();

/** What all adapters give to a canonical entity: a folder beside this file is all it takes to give something. */
export const partsOf = (entity: string): readonly EntityPart[] =>
  adapters.flatMap(({ parts }) => parts.filter((part) => part.entity === entity));
