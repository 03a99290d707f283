import { readAdapters } from "../../src/table/adapters.js";
import type { EntityPart } from "../../src/table/model.js";

const adapters = await readAdapters();

/** The parts that all adapters give to a canonical entity, e.g. `partsOf("people")`. Every folder of `models/adapters` is included automatically. */
export const partsOf = (entity: string): readonly EntityPart[] =>
  adapters.flatMap(({ parts }) => parts.filter((part) => part.entity === entity));
