import { sortUpstreamFirst } from "../build/build.js";
import { checkModel, contractRules, type RuleViolation } from "../build/check.js";
import { shapeOf } from "../config/definition_shape.js";
import { warehousePath } from "../config/project_paths.js";
import { type Project, productsOf } from "../project/project.js";
import { withReader } from "../query/sealed_reader.js";
import { publishedName } from "../table/model.js";

interface TableViolation extends RuleViolation {
  readonly table: string;
}

/** Checks every published table against its contract; returns the number of rules and the broken ones. */
export async function checkWarehouse(project: Project): Promise<{ rules: number; broken: TableViolation[] }> {
  const models = sortUpstreamFirst(project.catalogue.models, new Set(project.catalogue.absent));
  const shape = shapeOf(project, productsOf(project.config));
  const broken = await withReader(warehousePath(project), async (reader) => {
    const found: TableViolation[] = [];
    for (const model of models) {
      const violations = await checkModel(reader, model, publishedName, shape);
      found.push(...violations.map((rule) => ({ ...rule, table: model.name })));
    }
    return found;
  });
  return { rules: models.reduce((sum, model) => sum + contractRules(model, shape).length, 0), broken };
}
