/** `/admin/students/{id}`: what a portal shows of a student, what is withheld, and who is around them. */
import { PROBLEMS } from "../../problem.ts";
import type { Block } from "../../roster/block-queries.ts";
import { REMARKS, type StudentSituation, WHY_NOTHING } from "../student-preview.ts";
import { dayOf } from "./dates.ts";
import { type Frame, Page } from "./layout.tsx";
import { Notice, State } from "./parts.tsx";
import { StudentContacts } from "./student-contacts.tsx";
import {
  blockedWords,
  type Done,
  doneWords,
  placeWords,
  statusWord,
  studentPath,
  studentSubpath,
} from "./student-words.ts";

interface StudentPageProps {
  frame: Frame;
  situation: StudentSituation;
  /** What has just been done. */
  done: Done | undefined;
}

export function StudentPage({ frame, situation, done }: StudentPageProps) {
  const { student } = situation;
  return (
    <Page
      {...frame}
      title={student.name}
      path="/admin/students"
      back={{ href: "/admin/students", label: "Search again" }}
    >
      {done !== undefined && (
        <Notice tone="good" title={doneWords(done)}>
          <p>This holds from now on, in every portal. Below is what a portal shows now.</p>
        </Notice>
      )}
      <h1>{student.name}</h1>
      <p>
        {placeWords(student)}. Student id {student.id}. {statusWord(student.status)}. {stateIdWords(student)}
      </p>
      <Shown {...situation} />
      <Withheld {...situation} />
      <StudentContacts situation={situation} />
      <section>
        <h2>The record</h2>
        <p>
          <a href={`/admin/api/students/${encodeURIComponent(student.id)}/record`}>
            Download all that is held here about the student (JSON)
          </a>
        </p>
        <p class="hint">
          It holds addresses and phone numbers of all contacts. Look through it before you hand it out.
        </p>
      </section>
    </Page>
  );
}

/** Drawn by the widget itself, as a parent sees it; why nothing is shown, and to whom, stands beside it. */
function Shown({ student, why, letters, remarks }: StudentSituation) {
  return (
    <section>
      <h2>What a portal shows</h2>
      {why === null ? (
        <p class="lead">
          <State tone="good">Letters are shown.</State> {letters.length === 1 ? "One" : letters.length} at
          this moment.
        </p>
      ) : (
        <>
          <p class="lead">
            <State tone={why === "no_letters" ? "off" : "bad"}>No letters are shown.</State>
          </p>
          <p>{WHY_NOTHING[why]}</p>
          <p class="hint">
            Code: <code>{why}</code>
          </p>
        </>
      )}
      {remarks.length > 0 && (
        <ul class="remarks">
          {remarks.map((remark) => (
            <li>{REMARKS[remark]}</li>
          ))}
        </ul>
      )}
      {student.hiddenBy === null ? (
        <div class="preview">
          <script src="/widget.js" async />
          <state-assessments
            token-url={`${studentPath(student.id)}/preview-token`}
            lang="en"
            heading-level="3"
          />
          <p class="hint">
            As a parent sees it. A letter that you open here is noted in the letter log, with your name.
          </p>
        </div>
      ) : (
        <p>
          A portal does not list the student at all. A parent reads: “{PROBLEMS.student_not_found.detail}”
        </p>
      )}
    </section>
  );
}

function Withheld({ student, blocks, contacts }: StudentSituation) {
  const isFromAll = blocks.some(({ contact }) => contact === null);
  return (
    <section>
      <h2>Withheld by hand</h2>
      {blocks.length === 0 ? (
        <p>Nothing is withheld by hand.</p>
      ) : (
        <ul class="people">
          {blocks.map((block) => (
            <BlockItem block={block} who={blockedWords(block, contacts)} />
          ))}
        </ul>
      )}
      {!isFromAll && (
        <p>
          <a class="danger" href={studentSubpath(student.id, "withhold", {})}>
            Withhold letters from everybody
          </a>
        </p>
      )}
    </section>
  );
}

function BlockItem({ block, who }: { block: Block; who: string }) {
  const { student, id, reason, updatedAt, updatedBy } = block;
  return (
    <li>
      <h3>{who}</h3>
      <p>{reason}</p>
      <p class="hint">
        Since {dayOf(updatedAt)}, by {updatedBy}
      </p>
      <p>
        <a href={studentSubpath(student, "lift", { block: id })}>
          Show letters again<span class="only-heard"> ({who})</span>
        </a>
      </p>
    </li>
  );
}

function stateIdWords({ ssid, sharesSsid }: StudentSituation["student"]): string {
  if (sharesSsid)
    return "Has the same state id as another student, so letters are shown to neither: correct it in eSchoolPLUS.";
  return ssid === null ? "Has no state id." : "Has a state id.";
}
