import type { ExpectedFile } from "../files/identify_files.js";

/** How far a load is. */
export interface LoadProgress {
  /** From 0 to 1: half of a file counts when its bytes are read, the other half when its rows are in the history. */
  readonly share: number;
  readonly files: number;
  readonly allFiles: number;
}

/** Counts bytes and files of a load, and tells how far it is. */
export function createProgressCounter(
  all: readonly ExpectedFile[],
  onProgress: (progress: LoadProgress) => void = () => {},
) {
  const weights = all.reduce((sum, { seen }) => sum + seen.size, 0);
  let [read, done, files] = [0, 0, 0];
  const tell = () => {
    const share = weights === 0 ? 1 : Math.min(1, (Math.max(read, done) + done) / (2 * weights));
    onProgress({ share, files, allFiles: all.length });
  };
  return {
    countRead: (bytes: number) => {
      read += bytes;
      tell();
    },
    countFile: ({ seen }: ExpectedFile) => {
      done += seen.size;
      files++;
      tell();
    },
  };
}
