/**
 * What families there are: fifty students in 24 families, the same pattern again and again, with every special case
 * that a roster must get right. Who these people are is chance; how they are linked is written here.
 */

export type Role =
  | "mother"
  | "father"
  | "grandmother"
  | "neighbor"
  | "doctor"
  | "household"
  | "self"
  | "sibling";

export interface LinkRecipe {
  /** Index within the family. */
  student: number;
  type: "G" | "P" | "M" | "C" | "O";
  web: boolean;
}

export interface ContactRecipe {
  role: Role;
  /** 0 is where the students live. */
  household: 0 | 1;
  phones: number;
  links: LinkRecipe[];
  /** The contact of this family, by index, whose person is here entered a second time. */
  sameAs?: number;
  /** The student of this family, by index, whose STUDENT_ID is also this contact's CONTACT_ID. */
  isStudent?: number;
}

export interface FamilyRecipe {
  students: number;
  contacts: ContactRecipe[];
}

const all = (students: number) => Array.from({ length: students }, (_, student) => student);

function contact(
  role: Role,
  type: LinkRecipe["type"],
  students: number[],
  more: Partial<Omit<ContactRecipe, "links">> & { web?: boolean } = {},
): ContactRecipe {
  const { web = type === "G", ...rest } = more;
  const links = students.map((student) => ({ student, type, web }));
  return { role, household: 0, phones: type === "G" ? 2 : 1, links, ...rest };
}

const household = (students: number[]) => contact("household", "P", students, { phones: 1 });
const emergency = (students: number[]) => contact("grandmother", "C", students, { household: 1 });

/** Both parents at one address; siblings where there are two students. */
function together(students: number): FamilyRecipe {
  const every = all(students);
  const contacts = [
    contact("mother", "G", every),
    contact("father", "G", every),
    household(every),
    emergency(every),
    contact("neighbor", "C", every, { household: 1 }),
    contact("doctor", "O", every, { household: 1 }),
  ];
  return { students, contacts };
}

/** Both parents are guardians, in two households; the second one is a mailing address too. */
function divorced(students: number): FamilyRecipe {
  const every = all(students);
  const contacts = [
    contact("mother", "G", every),
    contact("father", "G", every, { household: 1 }),
    household(every),
    contact("household", "M", every, { household: 1 }),
    emergency(every),
  ];
  return { students, contacts };
}

/** One legal guardian, who has no web access. */
const withoutWeb: FamilyRecipe = {
  students: 1,
  contacts: [
    contact("mother", "G", [0], { web: false }),
    household([0]),
    emergency([0]),
    contact("neighbor", "O", [0], { household: 1 }),
  ],
};

/** One mother, entered once for each child. */
const enteredTwice: FamilyRecipe = {
  students: 2,
  contacts: [
    contact("mother", "G", [0]),
    contact("mother", "G", [1], { sameAs: 0 }),
    household([0, 1]),
    emergency([0, 1]),
  ],
};

/** The elder student is the younger one's emergency contact, with web access and all. */
const siblingAsContact: FamilyRecipe = {
  students: 2,
  contacts: [
    contact("mother", "G", [0, 1]),
    household([0, 1]),
    contact("sibling", "C", [1], { isStudent: 0, web: true }),
    emergency([0]),
  ],
};

/** The student's own e-mail address stands on a contact of type M that may use the web. */
const ownEmail: FamilyRecipe = {
  students: 1,
  contacts: [
    contact("father", "G", [0]),
    household([0]),
    contact("self", "M", [0], { web: true }),
    emergency([0]),
  ],
};

/** An other person with web access is no guardian; and a guardian may be the emergency contact as well. */
const webWithoutGuardianship: FamilyRecipe = {
  students: 1,
  contacts: [
    {
      ...contact("mother", "G", [0]),
      links: [
        { student: 0, type: "G", web: true },
        { student: 0, type: "C", web: false },
      ],
    },
    contact("father", "O", [0], { household: 1, web: true }),
    household([0]),
  ],
};

const times = (count: number, family: FamilyRecipe) => Array<FamilyRecipe>(count).fill(family);

export const FAMILIES: readonly FamilyRecipe[] = [
  ...times(10, together(2)),
  ...times(6, divorced(1)),
  ...times(3, divorced(2)),
  ...times(5, withoutWeb),
  ...times(2, enteredTwice),
  ...times(2, siblingAsContact),
  ...times(3, ownEmail),
  ...times(2, webWithoutGuardianship),
];
