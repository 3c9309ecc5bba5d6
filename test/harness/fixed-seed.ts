import { configureGlobal, readConfigureGlobal } from "fast-check";

/** A run can be repeated: properties draw the same cases each time, others where `PYSDK_SEED` says so. */
configureGlobal({ ...readConfigureGlobal(), seed: Number(process.env["PYSDK_SEED"] ?? 20261124) });
