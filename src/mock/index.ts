export { createMockServer, type MockOptions, type MockServer, type RecordedRequest } from "./server.ts";
export type { Problem, RequestPart, Violation, ViolationCode } from "./violation.ts";
