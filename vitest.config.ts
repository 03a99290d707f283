import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/example_night.ts",
    testTimeout: 180_000,
    hookTimeout: 240_000,
    pool: "forks",
    // By default one core is left idle: half of a small machine.
    maxWorkers: "100%",
  },
});
