/** `/reference`: the OpenAPI document as a page to read, for whoever writes against this service. */
import type { ApiDocument } from "../../openapi.ts";
import { PROBLEMS } from "../../problem.ts";
import { Page } from "./layout.tsx";
import { ScrollingTable } from "./parts.tsx";
import { type Body, type Entry, groupsOf, type Parameter } from "./reference-document.ts";
import {
  nameOf,
  type PropertyRow,
  type Schema,
  shapesOf,
  type TypePiece,
  typeOf,
} from "./reference-schema.ts";

export function ReferencePage({ document }: { document: ApiDocument }) {
  const groups = groupsOf(document);
  const types = Object.entries(document.components?.schemas ?? {});
  const schemes = Object.entries(document.components?.securitySchemes ?? {});
  const [server] = document.servers ?? [];
  return (
    <Page title="API reference" district="" actor={null} canLeave={false}>
      <h1>API reference</h1>
      <p>
        For portals and scripts. All paths begin with <code>{server?.url}</code>. For programs the same is at{" "}
        <a href="/openapi.json">openapi.json</a> (OpenAPI {document.openapi}). Administrators find their pages
        at <a href="/admin">/admin</a>.
      </p>
      <nav class="contents" aria-label="On this page">
        <ul>
          {groups.map(({ tag }) => (
            <li>
              <a href={`#tag-${tag}`}>{tag}</a>
            </li>
          ))}
          <li>
            <a href="#types">Types</a>
          </li>
          <li>
            <a href="#codes">Error codes</a>
          </li>
        </ul>
      </nav>
      <section>
        <h2>Who is asking</h2>
        <p>
          In the header <code>Authorization: Bearer …</code>, one of these, as each call says:
        </p>
        <dl>
          {schemes.map(([name, scheme]) => (
            <div>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>{"description" in scheme ? scheme.description : ""}</dd>
            </div>
          ))}
        </dl>
      </section>
      {groups.map(({ tag, entries }) => (
        <section id={`tag-${tag}`}>
          <h2>{tag}</h2>
          {entries.map((entry) => (
            <Operation {...entry} />
          ))}
        </section>
      ))}
      <section id="types">
        <h2>Types</h2>
        {types.map(([name, schema]) => (
          <article id={`type-${name}`}>
            <h3>{name}</h3>
            <Shapes schema={schema} label={`Properties of ${name}`} />
          </article>
        ))}
      </section>
      <Codes />
    </Page>
  );
}

function Operation(entry: Entry) {
  const { id, method, path, summary, description, security, parameters, bodies, answers, refusals } = entry;
  return (
    <article id={id}>
      <h3>{summary}</h3>
      <p class="call">
        <strong>{method}</strong> <code>{path}</code>
      </p>
      {description !== "" && <Marked text={description} />}
      <p class="hint">
        {security === null ? (
          "Nothing in Authorization."
        ) : (
          <>
            Bearer: <code>{security}</code>
          </>
        )}
      </p>
      {parameters.length > 0 && <Parameters parameters={parameters} of={summary} />}
      {bodies.map((body) => (
        <Content title="Body" body={body} of={summary} />
      ))}
      {answers.map((answer) => (
        <div class="answer">
          <h4>
            {answer.status} {answer.description}
          </h4>
          {answer.bodies.map((body) => (
            <Content title={null} body={body} of={`${summary}, ${answer.status}`} />
          ))}
        </div>
      ))}
      <p class="hint">
        {"Refused with "}
        {refusals.map(({ status, description: codes }, index) => (
          <>
            {index > 0 && "; "}
            {status} {codes.replaceAll("`", "")}
          </>
        ))}
        .
      </p>
    </article>
  );
}

function Parameters({ parameters, of }: { parameters: Parameter[]; of: string }) {
  return (
    <>
      <h4>Parameters</h4>
      <ScrollingTable label={`Parameters: ${of}`} columns={["Name", "Where", "Type", "Meaning"]}>
        {parameters.map(({ name, place, isRequired, schema, description }) => (
          <tr>
            <th scope="row">
              <code>{name}</code>
              <span class="hint">{isRequired ? "required" : "optional"}</span>
            </th>
            <td>{place}</td>
            <td>
              <Type pieces={typeOf(schema)} />
            </td>
            <td>
              <Marked text={description} />
            </td>
          </tr>
        ))}
      </ScrollingTable>
    </>
  );
}

function Content({ title, body, of }: { title: string | null; body: Body; of: string }) {
  const { mediaType, schema } = body;
  return (
    <>
      {title !== null && <h4>{title}</h4>}
      <p>
        <code>{mediaType}</code>
        {(nameOf(schema) !== undefined || shapesOf(schema).length === 0) && (
          <>
            {": "}
            <Type pieces={typeOf(schema)} />
          </>
        )}
      </p>
      <Shapes schema={schema} label={`${title ?? "Answer"}: ${of}`} />
    </>
  );
}

function Shapes({ schema, label }: { schema: Schema; label: string }) {
  return (
    <>
      {shapesOf(schema).map((rows, index) => (
        <>
          {index > 0 && <p>or</p>}
          <Properties rows={rows} label={index === 0 ? label : `${label}, or`} />
        </>
      ))}
    </>
  );
}

function Properties({ rows, label }: { rows: PropertyRow[]; label: string }) {
  return (
    <ScrollingTable label={label} columns={["Property", "Type", "Meaning"]}>
      {rows.map(({ path, type, isRequired, description }) => (
        <tr>
          <th scope="row">
            <code>{path}</code>
            {!isRequired && <span class="hint">optional</span>}
          </th>
          <td>
            <Type pieces={type} />
          </td>
          <td>
            <Marked text={description} />
          </td>
        </tr>
      ))}
    </ScrollingTable>
  );
}

function Type({ pieces }: { pieces: TypePiece[] }) {
  return (
    <>
      {pieces.map((piece) =>
        typeof piece === "string" ? piece : <a href={`#type-${piece.named}`}>{piece.named}</a>,
      )}
    </>
  );
}

/** Text with `code` in it, as the descriptions have it. */
function Marked({ text }: { text: string }) {
  return <>{text.split("`").map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part))}</>;
}

function Codes() {
  return (
    <section id="codes">
      <h2>Error codes</h2>
      <p>
        Every refusal is a <a href="#type-Problem">Problem</a>. Programs test <code>code</code>;{" "}
        <code>detail</code> is for people, and may say more than the sentence below.
      </p>
      <ScrollingTable label="Error codes" columns={["Code", "Status", "Sentence"]}>
        {Object.entries(PROBLEMS).map(([code, { status, detail }]) => (
          <tr>
            <th scope="row">
              <code>{code}</code>
            </th>
            <td>{status}</td>
            <td>{detail}</td>
          </tr>
        ))}
      </ScrollingTable>
    </section>
  );
}
