import { expect, it } from "vitest";
import { b, type Program } from "../../pyast/index.ts";
import { createReporter } from "../../src/diagnostics/reporter.ts";
import { reportWeight } from "../../src/5-lower/layout/report-weight.ts";

/** A module with a class of so many fields, each an annotation, an assignment and a call, and a function that is as large. */
function moduleOf(fields: number): Program {
  const field = b.annAssign("x", "int", b.call("field", [b.str("x")]));
  const body = Array.from({ length: fields }, () => field);
  return { modules: [{ path: "m", isPackage: false, declares: [], body: b.module([b.classDef("A", { body }), b.def("f", { body })]) }] };
}

it("tells of a single module that pyright does not read, whose limit is 10,240 fields less what else there is", () => {
  const told = [10_239, 10_240].map((fields) => {
    const reporter = createReporter();
    reportWeight(moduleOf(fields), { reporter }, { document: "a.yaml", pointer: "#" });
    return reporter.diagnostics.map(({ code }) => code);
  });
  expect(told).toEqual([[], ["module-too-large"]]);
});
