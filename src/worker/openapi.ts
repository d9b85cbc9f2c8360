/** What every described route shares: how refusals are described, and how bad input is refused. */
import { OpenAPIHono, z } from "@hono/zod-openapi";
import { PROBLEMS, type ProblemCode, Refusal } from "./problem.ts";
import type { AppEnv } from "./runtime.ts";

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().openapi({ description: "Stable; what programs test." }),
    detail: z.string().openapi({ description: "For people, in their language where a viewer sees it." }),
  })
  .openapi("Problem");

/** The `responses` entries for the codes that a route may answer with. */
export function problems(...codes: ProblemCode[]) {
  const all: ProblemCode[] = [...codes, "internal", "storage_unavailable", "misconfigured"];
  const byStatus = Map.groupBy(all, (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.map((code) => `\`${code}\``).join(", "),
        content: { "application/problem+json": { schema: problem } },
      },
    ]),
  );
}

/** A hono app whose input is checked by the routes' schemas; a mistake names the field, never its value. */
export function createApi<E extends AppEnv = AppEnv>() {
  return new OpenAPIHono<E>({
    defaultHook: (result) => {
      if (result.success) return;
      const [issue] = result.error.issues;
      const field = issue?.path.join(".");
      throw new Refusal("invalid_request", {
        detail: `${field ? `\`${field}\`: ` : ""}${issue?.message ?? "not in the expected form"}.`,
      });
    },
  });
}

export type ApiDocument = ReturnType<OpenAPIHono<AppEnv>["getOpenAPI31Document"]>;

/** Serves `GET /openapi.json`, generated from the schemas that the routes themselves check with. */
export function describeApi(app: OpenAPIHono<AppEnv>): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "viewerToken", {
    type: "http",
    scheme: "bearer",
    description: "A JWT signed by the portal's server, or the sealed token exchanged for one.",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "adminToken", {
    type: "http",
    scheme: "bearer",
    description: "The deployment's ADMIN_TOKEN.",
  });
  app.get("/openapi.json", (c) => c.json(apiDocument(app, c.var.runtime.config.publicOrigin)));
}

/** The document itself: once all routes are mounted it holds every one that is described. */
export function apiDocument(app: OpenAPIHono<AppEnv>, publicOrigin: string): ApiDocument {
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Scoreletter",
      version: "1",
      description: "The state's test letters in a district's own portal.",
    },
    servers: [{ url: publicOrigin }],
  });
}
