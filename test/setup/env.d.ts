import type { D1Migration } from "@cloudflare/vitest-plugin";
import type { Bindings } from "../../src/worker/env.ts";

declare global {
  namespace Cloudflare {
    interface Env extends Bindings {
      TEST_MIGRATIONS: D1Migration[];
      PULL_PROPERTY_RUNS?: string;
      FUZZ_RUNS?: string;
    }
    interface GlobalProps {
      mainModule: typeof import("../../src/worker/index.ts");
    }
  }
}

declare module "vitest" {
  interface ProvidedContext {
    etsOrigins: Record<string, string>;
    eschoolplusOrigins: Record<string, string>;
    access: { domain: string; privateKey: Record<string, string> };
  }
}
