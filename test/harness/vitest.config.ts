import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Two workers, since the machines that run this have two cores; tests start Pythons, so they are given time. */
export default defineConfig({
  root: fileURLToPath(new URL("../../", import.meta.url)),
  test: {
    include: ["test/**/*.test.ts", "pyast/**/*.test.ts", "src/**/*.test.ts"],
    exclude: ["**/node_modules/**", ".tmp/**", "dist/**"],
    setupFiles: ["test/harness/fixed-seed.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 10_000,
  },
});
