import type { ModelShape } from "../table/model.js";
import type { DefinitionVersion } from "./definition_version.js";

/** The shape of the models for these versions of the definition and for sources of these products. */
export const shapeOf = (definitions: readonly DefinitionVersion[], products?: ReadonlySet<string>): ModelShape => ({
  ...(products === undefined ? {} : { products }),
  capGroups: Math.max(0, ...definitions.map(({ definition }) => Object.keys(definition.caps).length)),
  recencySteps: Math.max(0, ...definitions.map(({ definition }) => definition.recency.length)),
});
