import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { packageRoot } from "../base/package_root.js";

const { resolve } = createRequire(import.meta.url);
const readSource = (path: string): string => readFileSync(path, "utf8");

/** What makes the charts of a page answer the pointer, as one script: Vega, its interpreter (a page may not eval), the tooltips. */
export function createChartScript(): string {
  const vega = readSource(join(dirname(resolve("vega")), "vega.min.js"));
  const interpreter = toClassicScript(readSource(resolve("vega-interpreter")));
  const tooltips = readSource(join(packageRoot(), "src", "report", "browser", "tooltips.js"));
  return `${vega}\n(() => {\n${interpreter}\n${tooltips}})();`;
}

/** The interpreter comes as a module, which a page without requests cannot import; what it imports Vega's own script has. */
function toClassicScript(module: string): string {
  const script = module
    .replace(/^import \{([^}]*)\} from 'vega-util';/m, "const {$1} = vega;")
    .replace(/^export \{ expression as expressionInterpreter \};$/m, "const interpreter = expression;")
    .replace(/^\/\/# sourceMappingURL=.*$/m, "");
  if (/^(import|export)\b/m.test(script) || !script.includes("const interpreter = expression;"))
    throw new Error("vega-interpreter has another form than this version of closedloop knows");
  return script;
}
