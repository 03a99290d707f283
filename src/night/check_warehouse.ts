import { sortUpstreamFirst } from "../build/build.js";
import { checkModel, contractRules, type RuleViolation } from "../build/check.js";
import { warehousePath } from "../config/project_paths.js";
import type { Project } from "../project/project.js";
import { withReader } from "../query/sealed_reader.js";

interface TableViolation extends RuleViolation {
  readonly table: string;
}

/** Checks every published table against its contract; returns the number of rules and the broken ones. */
export async function checkWarehouse(project: Project): Promise<{ rules: number; broken: TableViolation[] }> {
  const models = sortUpstreamFirst(project.catalogue.models, new Set(project.catalogue.absent));
  const broken = await withReader(warehousePath(project), async (reader) => {
    const found: TableViolation[] = [];
    for (const model of models) {
      found.push(...(await checkModel(reader, model)).map((rule) => ({ ...rule, table: model.name })));
    }
    return found;
  });
  return { rules: models.reduce((sum, model) => sum + contractRules(model).length, 0), broken };
}
