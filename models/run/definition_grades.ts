import type { Definition } from "../../src/config/definition_schema.js";
import type { RunFacts } from "../../src/runs/run_facts.js";
import { oneOf, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

/** The grades of each use; a combined definition without grades takes every grade, and calls A and B a high fit. */
const gradesOf = ({ mql }: Definition) => ({
  scored: mql.scored.grades ?? (["A", "B", "C", "D"] as const),
  hand_raiser: mql.hand_raiser.grades,
  high_fit: mql.scored.grades ?? (["A", "B"] as const),
});

export const definition_grades = source({
  name: "raw.definition_grades",
  about: "One row per version of the definition, use and grade that the use takes.",
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
    definition_version: text("Name of the version's folder"),
    use: oneOf(["scored", "hand_raiser", "high_fit"], "Path that takes the grade; high_fit: first row of the quadrant"),
    grade: oneOf(["A", "B", "C", "D"], "Grade"),
  },
});
