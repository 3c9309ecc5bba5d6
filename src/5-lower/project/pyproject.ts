import type { Context } from "../../context.ts";
import type { Api } from "../../ir/api.ts";
import { lintRules } from "../../lint-rules.ts";
import { cleanText } from "../docs.ts";
import { tomlArray, tomlString } from "./toml.ts";

/** What each HTTP client must be at least; `httpx2` 2.14 is the newest for Python 3.10. */
const clientRequirements = { httpx2: "httpx2>=2.14", httpx: "httpx>=0.28" } as const;

/** Before 2.14 pydantic reads inherited annotations too early, and cannot write an heir that it has not built. */
const pydanticRequirement = "pydantic>=2.14";

/** The project file: installable, typed, with the rules that the code keeps. */
export function pyproject(api: Api, { options }: Context): string {
  const { names, info } = api;
  // A package of functions comes without tests.
  const tested = options.surface === "clients";
  const summary = cleanText(info.summary ?? info.title).replace(/\s+/g, " ");
  return `[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = ${tomlString(names.distribution)}
version = ${tomlString(names.version)}
description = ${tomlString(summary)}
readme = "README.md"
requires-python = ${tomlString(`>=${options.python}`)}
dependencies = ${tomlArray([clientRequirements[options.http], ...(options.models === "pydantic" ? [pydanticRequirement] : [])])}
classifiers = ["Typing :: Typed"]

${tested ? '[dependency-groups]\ndev = ["pytest>=8"]\n\n' : ""}[tool.hatch.build.targets.wheel]
packages = ${tomlArray([names.module])}

${tested ? '[tool.pytest.ini_options]\ntestpaths = ["tests"]\npythonpath = ["."]\n\n' : ""}[tool.ruff]
line-length = ${options.lineLength}
target-version = ${tomlString(`py${lintRules.python.replace(".", "")}`)}

[tool.ruff.lint]
select = ${tomlArray(lintRules.select)}
ignore = ${tomlArray(lintRules.ignore)}

[tool.mypy]
strict = true

[tool.pyright]
typeCheckingMode = "strict"
`;
}
