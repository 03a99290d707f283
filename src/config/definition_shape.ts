import type { ModelShape } from "../table/model.js";
import type { Config } from "./config_schema.js";
import type { DefinitionVersion } from "./definition_version.js";

/** The facts of a project that decide the form of its models. */
interface ShapeInputs {
  readonly config: Pick<Config, "dimensions">;
  readonly definitions: readonly DefinitionVersion[];
}

/** The shape of the models in a project with sources of these products. */
export const shapeOf = ({ config, definitions }: ShapeInputs, products?: ReadonlySet<string>): ModelShape => ({
  ...(products === undefined ? {} : { products }),
  capGroups: Math.max(0, ...definitions.map(({ definition }) => Object.keys(definition.caps).length)),
  recencySteps: Math.max(0, ...definitions.map(({ definition }) => definition.recency.length)),
  dimensions: config.dimensions,
});
