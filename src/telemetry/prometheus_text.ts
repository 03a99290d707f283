/** The text format of Prometheus, version 0.0.4. */

/** One value of a metric. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A value that may rise and fall, with what it means. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** The text of gauges; it ends with a line end, as the format wants. */
export const formatMetrics = (metrics: readonly Metric[]): string =>
  metrics
    .flatMap(formatMetric)
    .map((line) => `${line}\n`)
    .join("");

const formatMetric = ({ name, help, samples }: Metric): string[] => [
  `# HELP ${name} ${escapeText(help)}`,
  `# TYPE ${name} gauge`,
  ...samples.map(({ labels, value }) => `${name}${formatLabels(labels)} ${value}`),
];

function formatLabels(labels: Sample["labels"]): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeText(value).replaceAll('"', '\\"')}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

const escapeText = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
