import { isIdentifier } from "../../../pyast/index.ts";
import { defaultOptions, parseProvider, type Options } from "../../options.ts";

/** A named set of defaults, which anything that is said explicitly overrides. */
export interface Profile {
  readonly options: Partial<Options>;
  /** Where the output goes when nobody says. */
  readonly folder: string;
}

/** The defaults of a profile; null where there is none of that name. */
export function profileOf(text: string): Profile | null {
  const provider = parseProvider(text);
  return provider === null ? null : bifrost(provider.integration);
}

/** One asynchronous module over httpx for the Bifrost platform, which keeps the credentials and runs `modules/NAME.py`. */
function bifrost(integration: string): Profile {
  return {
    folder: "modules",
    options: {
      name: moduleOf(integration),
      layout: "module",
      http: "httpx",
      surface: "functions",
      twins: ["async"],
      auth: `bifrost:${integration}`,
      client: { ...defaultOptions.client, timeout: 30, maxRetries: 3, backoff: [1, 60], retryMethods: "all" },
    },
  };
}

/** `HaloPSA` is `halopsa`, `Example API` is `example_api`: a name's own words stay together. Null where none is ASCII. */
function moduleOf(integration: string): string | null {
  const words = integration.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  if (words.length === 0) return null;
  const name = words.join("_").toLowerCase().slice(0, 60);
  const safe = /^[a-z]/.test(name) ? name : `api_${name}`;
  return isIdentifier(safe) ? safe : `${safe}_`;
}
