import type { ModelShape } from "../table/model.js";
import type { DefinitionVersion } from "./definition_version.js";

/** The form that models take under these versions of the definition, and with sources of these products. */
export const shapeOf = (definitions: readonly DefinitionVersion[], products?: ReadonlySet<string>): ModelShape => ({
  ...(products === undefined ? {} : { products }),
  capGroups: Math.max(0, ...definitions.map(({ definition }) => Object.keys(definition.caps).length)),
  recencySteps: Math.max(0, ...definitions.map(({ definition }) => definition.recency.length)),
});
