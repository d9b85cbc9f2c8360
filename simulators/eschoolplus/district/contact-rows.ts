/** Contact, ContactAddress and ContactPhone rows: the same people, seen three times. */

import { CANARY, type Row } from "../resources.ts";
import type { ContactEntry, PhoneEntry } from "./block.ts";
import type { Role } from "./families.ts";
import { contactIdOf, studentIdOf } from "./ids.ts";
import { latinOf } from "./names.ts";
import {
  contactAt,
  familyAt,
  nothing,
  type Plan,
  padNowAndThen,
  rowOf,
  studentAt,
  surnameOf,
  tongueOf,
} from "./plan.ts";
import { firstNameOf, isChanged } from "./student-rows.ts";

const TITLES: Partial<Record<Role, string>> = {
  mother: "Ms.",
  father: "Mr.",
  grandmother: "Mrs.",
  doctor: "Dr.",
};
const STREETS = ["Ejemplo", "Sample", "Ñandú", "Mockup", "Placeholder", "Año Nuevo"];
/** By priority: the first is the one to call. */
const PHONE_TYPES = ["M", "H"];

export function contactIdAt(plan: Plan, block: number, index: number, entry: ContactEntry): string {
  return entry.isStudent === null
    ? contactIdOf(contactAt(plan, block, index))
    : studentIdOf(studentAt(block, entry.isStudent));
}

export function contactRow(plan: Plan, block: number, index: number, entry: ContactEntry): Row {
  const { dice } = plan;
  const contact = contactAt(plan, block, index);
  const person = contactAt(plan, block, entry.person);
  const family = familyAt(block, entry.family);
  const isGuardian = entry.role === "mother" || entry.role === "father";
  const first = givenNameOf(plan, block, person, family, entry);
  const last = surnameOf(plan, family);
  return rowOf({
    ContactId: padNowAndThen(plan, "contact-id", contact, contactIdAt(plan, block, index, entry)),
    Title: TITLES[entry.role] ?? nothing(plan, "title", contact),
    FirstName: first,
    MiddleName: nothing(plan, "contact-middle", contact),
    LastName: last,
    Generation: nothing(plan, "contact-generation", contact),
    Language: isGuardian ? tongueOf(plan, family).language : nothing(plan, "contact-language", contact),
    Email: emailOf(plan, person, `${latinOf(first)}.${latinOf(last)}`, entry.role),
    LoginId:
      isGuardian && dice.share("login", contact) < 0.8 ? `login${contact}` : nothing(plan, "login", contact),
    WebPassword: `${CANARY}password`,
  });
}

export function addressRow(plan: Plan, block: number, index: number, entry: ContactEntry): Row {
  const { dice } = plan;
  const contact = contactAt(plan, block, index);
  const home = familyAt(block, entry.family) * 2 + entry.household;
  return rowOf({
    ContactId: contactIdAt(plan, block, index, entry),
    StreetNumber: String(1 + dice.below("number", home, 9_900)),
    StreetPrefix: nothing(plan, "prefix", contact),
    StreetName: dice.pick("street", home, STREETS).padEnd(16),
    StreetSuffix: nothing(plan, "suffix", contact),
    StreetType: dice.pick("street-type", home, ["ST", "AVE", "WAY"]),
    Apartment: dice.share("flat", home) < 0.3 ? `#${dice.below("apartment", home, 40)}` : null,
    Complex: nothing(plan, "complex", contact),
    City: "Willow Example",
    State: "CA",
    Zip: "00000",
  });
}

export function phoneRow(plan: Plan, block: number, entry: PhoneEntry, owner: ContactEntry): Row {
  const phone = contactAt(plan, block, owner.person) * PHONE_TYPES.length + entry.priority;
  const extension = isChanged(plan, "phone", phone) ? "99" : null;
  return {
    ContactId: contactIdAt(plan, block, entry.contact, owner),
    PhoneType: PHONE_TYPES[entry.priority - 1] ?? "O",
    // 555-01xx is kept free for fiction.
    Phone: `55501${String(plan.dice.below("phone", phone, 100)).padStart(2, "0")}`.padStart(10, "209"),
    PhoneExtension: extension,
    PhonePriority: entry.priority,
    PhoneListing: plan.dice.share("listing", phone) < 0.9 ? "Y" : "N",
  };
}

function givenNameOf(plan: Plan, block: number, person: number, family: number, entry: ContactEntry): string {
  if (entry.namedAfter !== null) return firstNameOf(plan, studentAt(block, entry.namedAfter), family);
  if (entry.role === "household") return "Household";
  const { women, men } = tongueOf(plan, family);
  const isWoman = entry.role === "mother" || entry.role === "grandmother";
  return plan.dice.pick("given-name", person, isWoman ? women : men);
}

function emailOf(plan: Plan, person: number, name: string, role: Role) {
  if (role === "household" || role === "doctor" || plan.dice.share("email", person) < 0.08)
    return nothing(plan, "email", person);
  const host = role === "self" ? "students.example.org" : "families.example.org";
  return padNowAndThen(plan, "email", person, `${name}.${person}@${host}`);
}
