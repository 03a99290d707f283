import { readChartSpec, relabelSlices } from "../../src/report/chart_specs.js";
import type { FigureSpec } from "../../src/report/figure.js";
import type { SavedQueryResult } from "../../src/report/run_saved_query.js";
import {
  type CustomDimension,
  type Dimension,
  type FunnelData,
  type FunnelRow,
  personDimensions,
  type StageChart,
  type StageRow,
  scoreDimensions,
  stageCharts,
} from "./funnel_data.js";
import { type DimensionLabels, dimensionLabels, labelCustomDimension } from "./labels.js";

/** A section of the report: the funnel by one dimension. */
export interface DimensionSection {
  /** Of the section in the page. */
  readonly id: string;
  readonly labels: DimensionLabels;
  readonly slices: SavedQueryResult<FunnelRow>;
  /** Its picture, for dimensions that have one. */
  readonly chart?: Pick<FigureSpec, "id" | "chart"> & { readonly result: SavedQueryResult<StageRow> };
}

/** The sections in their order: first what people are, then what only scores give. */
export function dimensionSections(data: Pick<FunnelData, "slices" | "charted" | "custom" | "isScored">) {
  const builtIn = (dimension: Dimension) => builtInSection(data, dimension);
  return [
    ...personDimensions.map(builtIn),
    ...data.custom.map(customSection),
    ...(data.isScored ? scoreDimensions.map(builtIn) : []),
  ];
}

const hasStageChart = (dimension: Dimension): dimension is Dimension & StageChart => dimension in stageCharts;

function builtInSection(data: Pick<FunnelData, "slices" | "charted">, dimension: Dimension): DimensionSection {
  const section = { id: dimension, labels: dimensionLabels[dimension], slices: data.slices[dimension] };
  if (!hasStageChart(dimension)) return section;
  return { ...section, chart: { chart: readChartSpec(stageCharts[dimension]), result: data.charted[dimension] } };
}

function customSection({ name, slices, charted }: CustomDimension): DimensionSection {
  const labels = labelCustomDimension(name);
  return {
    // A word before the name: an attribute may be called like another section.
    id: `by-${name}`,
    labels,
    slices,
    chart: {
      id: `chart-by-${name}`,
      chart: relabelSlices(readChartSpec(stageCharts.source), labels.noun),
      result: charted,
    },
  };
}
