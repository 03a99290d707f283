import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { packageRoot } from "../base/package_root.js";

const { resolve } = createRequire(import.meta.url);
const readSource = (path: string): string => readFileSync(path, "utf8");

/** The script that shows tooltips on the charts of a page: Vega, its interpreter (the page does not allow eval) and our tooltips. */
export function createChartScript(): string {
  const vega = readSource(join(dirname(resolve("vega")), "vega.min.js"));
  const interpreter = toClassicScript(readSource(resolve("vega-interpreter")));
  const tooltips = readSource(join(packageRoot(), "src", "report", "browser", "tooltips.js"));
  return `${vega}\n(() => {\n${interpreter}\n${tooltips}})();`;
}

/** Turns the interpreter, an ES module, into a classic script: the page may load nothing. All its imports are in Vega's script. */
function toClassicScript(module: string): string {
  const script = module
    .replace(/^import \{([^}]*)\} from 'vega-util';/m, "const {$1} = vega;")
    .replace(/^export \{ expression as expressionInterpreter \};$/m, "const interpreter = expression;")
    .replace(/^\/\/# sourceMappingURL=.*$/m, "");
  if (/^(import|export)\b/m.test(script) || !script.includes("const interpreter = expression;"))
    throw new Error("vega-interpreter does not have the form that this version of closedloop expects");
  return script;
}
