/**
 * Who can sign in, and which students each of them sees on the portal's own pages. Pages get students from here
 * and only from here: the shape has no SSID, so no page can show one by mistake.
 */

import { LOGINS, type Login, SCHOOLS, STUDENTS } from "../people.ts";

export interface Pupil {
  id: string;
  name: string;
  grade: string;
  school: string;
}

/** A plain comparison is enough: the passwords are printed on the login page. */
export function authenticate(username: string, password: string): Login | null {
  const wanted = username.trim().toLowerCase();
  return LOGINS.find((login) => login.username === wanted && login.password === password) ?? null;
}

export function pupilsOf(login: Login): Pupil[] {
  return login.students.flatMap((id) => {
    const student = STUDENTS.find((each) => each.id === id);
    if (!student) return [];
    const school = SCHOOLS.find((each) => each.id === student.site)?.name ?? "";
    return [{ id, name: student.name, grade: student.grade, school }];
  });
}

/**
 * The portal's own id of a user, which becomes the token's `sub`. Opaque on purpose: it ends up in another
 * system's access log, where a user name or an e-mail address has no business.
 */
export function userIdOf(login: Login): string {
  return `u-${40_101 + LOGINS.findIndex((each) => each.username === login.username)}`;
}
