/** The OpenAPI document as a reference lists it: operations under their tags, each with what goes in and comes out. */
import type { ApiDocument } from "../../openapi.ts";
import type { Schema } from "./reference-schema.ts";

const METHODS = ["get", "put", "post", "delete", "patch"] as const;

type Operation = NonNullable<NonNullable<ApiDocument["paths"]>[string]["get"]>;

export interface Parameter {
  name: string;
  /** Where it stands: path, query or header. */
  place: string;
  isRequired: boolean;
  schema: Schema;
  description: string;
}

export interface Body {
  mediaType: string;
  schema: Schema;
}

export interface Answer {
  status: string;
  description: string;
  bodies: Body[];
}

export interface Entry {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  /** The name of the security scheme; null where none is asked for. */
  security: string | null;
  parameters: Parameter[];
  bodies: Body[];
  answers: Answer[];
  /** Each a status with the codes it may bear. */
  refusals: Answer[];
}

export interface TagGroup {
  tag: string;
  entries: Entry[];
}

const PROBLEM = "application/problem+json";

/** In the order in which the routes are mounted. */
export function groupsOf(document: ApiDocument): TagGroup[] {
  const groups = new Map<string, Entry[]>();
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      const tag = operation.tags?.[0] ?? "";
      groups.set(tag, [...(groups.get(tag) ?? []), entryOf(method, path, operation)]);
    }
  }
  return Array.from(groups, ([tag, entries]) => ({ tag, entries }));
}

function entryOf(method: string, path: string, operation: Operation): Entry {
  const { operationId = "", summary = "", description = "", security = [], parameters = [] } = operation;
  const { requestBody, responses = {} } = operation;
  const answers = Object.entries(responses).flatMap(([status, response]) =>
    "$ref" in response
      ? []
      : [{ status, description: String(response.description), bodies: bodiesOf(response.content) }],
  );
  const isRefusal = ({ bodies }: Answer) => bodies.some(({ mediaType }) => mediaType === PROBLEM);
  return {
    ...{ id: operationId, method: method.toUpperCase(), path, summary, description },
    security: Object.keys(security[0] ?? {})[0] ?? null,
    parameters: parameters.flatMap((one) =>
      "$ref" in one || one.schema === undefined
        ? []
        : [
            {
              name: one.name,
              place: one.in,
              isRequired: one.required ?? false,
              schema: one.schema,
              description: one.description ?? ("$ref" in one.schema ? "" : (one.schema.description ?? "")),
            },
          ],
    ),
    bodies: requestBody === undefined || "$ref" in requestBody ? [] : bodiesOf(requestBody.content),
    answers: answers.filter((one) => !isRefusal(one)),
    refusals: answers.filter(isRefusal),
  };
}

function bodiesOf(content: Record<string, { schema?: Schema }> | undefined): Body[] {
  return Object.entries(content ?? {}).flatMap(([mediaType, { schema }]) =>
    schema === undefined ? [] : [{ mediaType, schema }],
  );
}
