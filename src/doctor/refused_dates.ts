import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../base/errors.js";
import { withScratchFolder } from "../base/scratch_folder.js";
import type { Config } from "../config/config_schema.js";
import { createAllLoadContracts, type LoadContract } from "../load/load_contract.js";
import { formatOf } from "../load/rows/column_text.js";
import { typeFaults } from "../load/rows/typed_query.js";
import { withWarehouse } from "../table/database_file.js";
import type { Source } from "../table/model.js";
import { type Format, isNumberFormat, isPattern, patternOfFormat } from "../table/value_formats.js";
import { Fault } from "../text/fault.js";
import { readTextRelation } from "../text/read_text.js";
import { dateColumnHeaders, detectDateColumn, formatsRemark, proposeFormats } from "./date_formats.js";
import type { RefusedFile } from "./diagnosis.js";
import { readSample } from "./recognise_files.js";
import { columnsOf } from "./source_objects.js";
import { renderFlowYaml } from "./yaml_lines.js";

interface ProjectTables {
  readonly project: string;
  readonly config: Config;
  readonly tables: readonly Source[];
}

/** Adds to each file that was refused for its dates the `formats` with which it would be read. */
export async function proposeFormatsForRefused(
  refused: readonly RefusedFile[],
  where: ProjectTables,
): Promise<RefusedFile[]> {
  const contracts = createAllLoadContracts(where.config, where.tables);
  const found: RefusedFile[] = [];
  for (const file of refused) {
    const advice = file.why.includes(typeFaults.instant) || file.why.includes(typeFaults.date);
    const own = contracts.filter(({ source, table }) => source.name === file.source && table.name === file.table);
    const path = resolve(where.project, own[0]?.source.path ?? "", file.file);
    // A file in an archive has no path of its own.
    const proposal = advice && existsSync(path) ? await proposeLine(path, own) : undefined;
    found.push(proposal === undefined ? file : { ...file, why: `${file.why}. Its dates need ${proposal}` });
  }
  return found;
}

/** The line for closedloop.yaml; undefined if the dates of the file have no common format. */
const proposeLine = (path: string, contracts: readonly LoadContract[]): Promise<string | undefined> =>
  withScratchFolder((scratch) =>
    withWarehouse(":memory:", "READ_WRITE", async (memory: DuckDBConnection) => {
      try {
        const text = await readTextRelation(memory, path, scratch, { encoding: contracts[0]!.source.encoding });
        const headers = [...new Set(contracts.flatMap((contract) => dateHeadersOf(contract, text.headers)))];
        const sample = await readSample(memory, text, headers);
        const { formats, asked } = proposeFormats(headers.flatMap((header) => detectDateColumn(header, sample) ?? []));
        if (Object.keys(formats).length === 0) return undefined;
        const entries = Object.entries(formats).map(([header, format]) => [
          header,
          withConfigured(contracts, header, format),
        ]);
        return `formats: ${renderFlowYaml(Object.fromEntries(entries))} (${formatsRemark(asked)})`;
      } catch (error) {
        if (error instanceof Fault || error instanceof UserError) return undefined;
        throw error;
      }
    }),
  );

/** A format beside those of closedloop.yaml, which other files may need; without those that take the same texts for other days. */
function withConfigured(contracts: readonly LoadContract[], header: string, format: string): Format {
  const before = contracts.flatMap((contract) => formatOf(contract, header) ?? []);
  const others = [...new Set(before)].filter((other) => isDifferentlyWritten(other, format));
  return others.length === 0 ? format : [...others, format];
}

const isDifferentlyWritten = (one: string, other: string) =>
  !isNumberFormat(one) &&
  one !== other &&
  !(isPattern(one) && isPattern(other) && patternOfFormat(one) === patternOfFormat(other));

/** The headers of a file that hold dates: by the contract of its object, or by the mapping. */
const dateHeadersOf = ({ table, feed }: LoadContract, headers: readonly string[]): string[] =>
  feed === undefined
    ? dateColumnHeaders(table, headers)
    : columnsOf(table).flatMap(([name, { type }]) =>
        (type === "date" || type === "instant") && feed.columns[name] !== undefined ? [feed.columns[name]] : [],
      );
