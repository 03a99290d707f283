import type { Definition } from "../../src/config/definition_schema.js";
import type { RunFacts } from "../../src/runs/run_facts.js";
import { oneOf, pickColumns } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";
import { definition_versions } from "./definition_versions.js";

/** The grades of each use. A combined definition without grades accepts every grade, and A and B are a high fit. */
const gradesOf = ({ mql }: Definition) => ({
  scored: mql.scored.grades ?? (["A", "B", "C", "D"] as const),
  hand_raiser: mql.hand_raiser.grades,
  high_fit: mql.scored.grades ?? (["A", "B"] as const),
});

export const definition_grades = source({
  name: "raw.definition_grades",
  about: "One row per version of the definition, use of grades, and grade that the use accepts.",
  origin: {
    kind: "run",
    rows: ({ definitions }: RunFacts) =>
      definitions.flatMap(({ version, definition }) =>
        Object.entries(gradesOf(definition)).flatMap(([use, grades]) =>
          grades.map((grade) => ({
            definition_version: version,
            use: use as keyof ReturnType<typeof gradesOf>,
            grade,
          })),
        ),
      ),
  },
  grain: ["definition_version", "use", "grade"],
  columns: {
    ...pickColumns(definition_versions, "definition_version"),
    use: oneOf(
      ["scored", "hand_raiser", "high_fit"],
      "What the grade is accepted for: the scored path, the hand_raiser path, or high_fit: the top row of the quadrant",
    ),
    grade: oneOf(["A", "B", "C", "D"], "Fit grade"),
  },
});
