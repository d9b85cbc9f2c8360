/** The two pages that ask before letters are withheld and before that is lifted, and say what people see afterwards. */
import { PROBLEMS } from "../../problem.ts";
import type { Block } from "../../roster/block-queries.ts";
import type { StudentContact } from "../../roster/contact-queries.ts";
import type { RosterStudent } from "../../roster/queries.ts";
import { type Frame, Page } from "./layout.tsx";
import { ErrorSummary, Field, Notice } from "./parts.tsx";
import { blockedWords, contactName, studentPath } from "./student-words.ts";

const THEY_READ = `“${PROBLEMS.letters_withheld.detail}”`;

interface WithholdPageProps {
  frame: Frame;
  student: RosterStudent;
  /** Undefined: from everybody. */
  contact: StudentContact | undefined;
  /** The id of the block that is to be. */
  block: string;
  /** What was typed as the reason and will not do; undefined when the page is first seen. */
  typed: string | undefined;
}

export function WithholdPage({ frame, student, contact, block, typed }: WithholdPageProps) {
  const who = contact === undefined ? "everybody" : contactName(contact);
  const title = `Withhold ${student.name}’s letters from ${who}?`;
  const error = typed === undefined ? undefined : reasonError(typed);
  const back = studentPath(student.id);
  return (
    <Page
      {...frame}
      title={error === undefined ? title : `Error: ${title}`}
      path="/admin/students"
      back={{ href: back, label: "Back" }}
    >
      {error !== undefined && <ErrorSummary errors={[["reason", error]]} />}
      <h1>{title}</h1>
      {contact === undefined ? (
        <p>Nobody sees the letters then: no guardian, not the student, no staff. They read: {THEY_READ}</p>
      ) : (
        <>
          <p>
            {who} sees no letters of {student.name} then, and reads: {THEY_READ} Other guardians, the student
            and staff go on seeing them.
          </p>
          <p>
            A portal that vouches for students itself does not tell us which contact a parent is. There, every
            guardian of {student.name} reads this.
          </p>
        </>
      )}
      <p>This holds at once, also for a letter that is already listed on somebody's screen.</p>
      <form method="post" action={`${back}/withhold`} class="settings" novalidate>
        <input type="hidden" name="block" value={block} />
        <input type="hidden" name="contact" value={contact?.id ?? ""} />
        <Field
          id="reason"
          label="Reason"
          hint="For your colleagues. It is shown here only, never to a parent or student."
          error={error}
          input={{ type: "text", value: typed ?? "", autocomplete: "off", maxlength: 500, class: "wide" }}
        />
        <div class="actions">
          <button type="submit" class="dangerous">
            Withhold letters
          </button>
          <a class="second" href={back}>
            Cancel
          </a>
        </div>
      </form>
    </Page>
  );
}

function reasonError(typed: string): string {
  return typed.trim() === "" ? "Enter a reason." : "Write the reason on one line of at most 500 letters.";
}

interface LiftPageProps {
  frame: Frame;
  student: RosterStudent;
  block: Block;
  contacts: StudentContact[];
  /** Somebody changed it after the question was asked. */
  changedMeanwhile: boolean;
}

export function LiftPage({ frame, student, block, contacts, changedMeanwhile }: LiftPageProps) {
  const title = `Show ${student.name}’s letters again?`;
  const back = studentPath(student.id);
  const who = blockedWords(block, contacts).replace(/^From /, "from ");
  return (
    <Page {...frame} title={title} path="/admin/students" back={{ href: back, label: "Back" }}>
      {changedMeanwhile && (
        <Notice tone="warn" title="Somebody changed this meanwhile">
          <p>Nothing was done. Look at it again, or go on all the same.</p>
        </Notice>
      )}
      <h1>{title}</h1>
      <p>
        They are withheld {who}: “{block.reason}”
      </p>
      <p>
        {block.contact === null ? "Whoever may see the letters" : "They"} may see them again at once, unless
        something else withholds them. The reason is wiped; the log keeps that it was lifted, and by whom.
      </p>
      <form method="post" action={`${back}/lift`} class="actions">
        <input type="hidden" name="block" value={block.id} />
        <input type="hidden" name="version" value={block.version} />
        <button type="submit">Show letters again</button>
        <a class="second" href={back}>
          Cancel
        </a>
      </form>
    </Page>
  );
}
