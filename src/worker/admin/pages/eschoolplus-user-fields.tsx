/** The rows of the eSchoolPLUS form in which a district names its own fields that withhold a student's letters. */
import { MAX_USER_FIELDS } from "../schemas/eschoolplus.ts";
import type { Errors, TypedRow } from "./eschoolplus-form-fields.ts";
import { FieldError } from "./parts.tsx";

/** Rows that are there without asking for more. */
const ROWS_AT_FIRST = 2;

const ID = "user-fields";

const COLUMNS = [
  { name: "screen", label: "Screen", max: 20 },
  { name: "field", label: "Field", max: 20 },
  { name: "value", label: "Value", max: 200 },
] as const;

/** Numbers and codes, not prose. */
const EXACT: Record<string, string> = { autocomplete: "off", spellcheck: "false" };

interface UserFieldsProps {
  rows: TypedRow[];
  errors: Errors;
  focusesLast: boolean;
}

export function UserFields({ rows, errors, focusesLast }: UserFieldsProps) {
  const missing = Math.max(0, ROWS_AT_FIRST - rows.length);
  const empty = Array.from({ length: missing }, () => ({ screen: "", field: "", value: "" }));
  const shown = [...rows, ...empty];
  return (
    <fieldset id={ID} class="user-fields" aria-describedby={`${ID}-hint`}>
      <legend>Fields that withhold a student’s letters</legend>
      <p class="hint" id={`${ID}-hint`}>
        Where your district notes in a field of its own that nothing may be released, such as a custody order:
        the screen’s and the field’s number, and the value that means so, compared without case. Empty a row
        to remove it. A new row works from the next pull on: what cannot wait is withheld on the student’s
        page.
      </p>
      {shown.map((row, at) => (
        <Row row={row} at={at} errors={errors} takesFocus={focusesLast && at === shown.length - 1} />
      ))}
      {shown.length < MAX_USER_FIELDS && (
        <button type="submit" name="action" value="add-row" class="second">
          Add row
        </button>
      )}
    </fieldset>
  );
}

function Row({
  row,
  at,
  errors,
  takesFocus,
}: {
  row: TypedRow;
  at: number;
  errors: Errors;
  takesFocus: boolean;
}) {
  const wrong = COLUMNS.flatMap(({ name }) => {
    const sentence = errors[`${name}-${at}`];
    return sentence === undefined ? [] : [{ id: `${name}-${at}`, sentence }];
  });
  return (
    <fieldset class={wrong.length > 0 ? "row wrong" : "row"} aria-label={`Row ${at + 1}`}>
      {wrong.map(({ id, sentence }) => (
        <FieldError id={id} sentence={sentence} />
      ))}
      <div class="cells">
        {COLUMNS.map(({ name, label, max }) => {
          const id = `${name}-${at}`;
          const isWrong = errors[id] !== undefined;
          return (
            <div class={`cell-${name}`}>
              <label for={id}>{label}</label>
              <input
                id={id}
                name={id}
                type="text"
                value={row[name]}
                maxlength={max}
                {...EXACT}
                autofocus={takesFocus && name === "screen"}
                aria-invalid={isWrong ? "true" : undefined}
                aria-describedby={isWrong ? `${id}-error` : undefined}
              />
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
