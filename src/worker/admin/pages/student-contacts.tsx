/** The people around a student: how they are linked, whether they see letters, how to reach them. */
import type { StudentContact } from "../../roster/contact-queries.ts";
import type { StudentSituation } from "../student-preview.ts";
import { State } from "./parts.tsx";
import { accessWords, contactName, linkWords, studentSubpath } from "./student-words.ts";

export function StudentContacts({ situation }: { situation: StudentSituation }) {
  const { contacts } = situation;
  return (
    <section>
      <h2>Guardians and other contacts</h2>
      {contacts.length === 0 && <p>eSchoolPLUS links nobody to this student.</p>}
      <ul class="people">
        {contacts.map((contact) => (
          <Person contact={contact} situation={situation} />
        ))}
      </ul>
    </section>
  );
}

function Person({ contact, situation }: { contact: StudentContact; situation: StudentSituation }) {
  const { tone, word, sentence } = accessWords(contact, situation);
  const { student, blocks } = situation;
  const isBlocked = blocks.some((block) => block.contact === contact.id);
  const livesWith = contact.links.some(({ livingWith }) => livingWith);
  return (
    <li>
      <h3>{contactName(contact)}</h3>
      <p>
        {linkWords(contact)}.{livesWith && " Lives with the student."}
      </p>
      <p>
        <State tone={tone}>{word}.</State> {sentence}
      </p>
      <Reach {...contact} />
      {!isBlocked && (
        <p>
          <a class="danger" href={studentSubpath(student.id, "withhold", { contact: contact.id })}>
            Withhold letters<span class="only-heard"> from {contactName(contact)}</span>
          </a>
        </p>
      )}
    </li>
  );
}

function Reach({ id, phones, email, language, address }: StudentContact) {
  const lines: [string, string][] = [
    ...phones.flatMap(({ type, phone, extension }): [string, string][] =>
      phone === null ? [] : [[`Phone (${type})`, extension ? `${phone}, extension ${extension}` : phone]],
    ),
    ["E-mail", email ?? ""],
    ["Address", addressLine(address)],
    ["Language", language ?? ""],
    ["Contact id", id],
  ];
  return (
    <dl class="reach">
      {lines.map(([label, text]) =>
        text === "" ? null : (
          <div>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** "12 Sample Street, apartment 3, Willow, CA 90000". */
function addressLine(address: StudentContact["address"]): string {
  if (address === null) return "";
  const { street, apartment, complex, city, state, zip } = address;
  const place = [state, zip].filter(Boolean).join(" ");
  return [street, apartment && `apartment ${apartment}`, complex, city, place].filter(Boolean).join(", ");
}
