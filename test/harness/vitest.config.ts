import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/**
 * Two workers, since the machines that run this have two cores. Tests start Pythons and type checkers, and a machine may be busy: the limits
 * are for what hangs, and no test needs one of its own.
 */
export default defineConfig({
  root: fileURLToPath(new URL("../../", import.meta.url)),
  test: {
    include: ["test/**/*.test.ts", "pyast/**/*.test.ts", "src/**/*.test.ts"],
    exclude: ["**/node_modules/**", ".tmp/**", "dist/**"],
    setupFiles: ["test/harness/fixed-seed.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    teardownTimeout: 10_000,
  },
});
