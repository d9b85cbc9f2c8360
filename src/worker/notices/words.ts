/** A notice in words: what happened, what it means for families, what to do. Never a secret, never a person. */
import type { Notice } from "./queries.ts";

export interface Words {
  subject: string;
  text: string;
}

export function wordsOf(
  notice: Pick<Notice, "kind" | "expiresOn" | "code">,
  siteName: string,
  adminUrl: string,
): Words {
  const where = `Renew it here: ${adminUrl}`;
  switch (notice.kind) {
    case "key_expires":
      return {
        subject: `The ETS key of ${siteName} expires on ${notice.expiresOn}`,
        text: `After ${notice.expiresOn}, families of ${siteName} will not see their test letters (ETS002).\nMake a new key in TOMS before that day. ${where}`,
      };
    case "key_expired":
      return {
        subject: `The ETS key of ${siteName} has expired`,
        text: `It expired on ${notice.expiresOn}. Families of ${siteName} may see ETS002 instead of their test letters.\nMake a new key in TOMS. ${where}`,
      };
    case "credentials_failing":
      return notice.code === "credentials_refused"
        ? {
            subject: `ETS refuses the key of ${siteName}`,
            text: `Families of ${siteName} see ETS002 instead of their test letters. Another vendor of the district may have made a new key in TOMS, which ends the old one for everybody.\nAsk for the new key, or make one. ${where}`,
          }
        : {
            subject: `ETS could not be reached for ${siteName}`,
            text: `This morning's test of the ETS settings of ${siteName} found no service at the API URL. Families see ETS001 while that lasts.\nIf it is still so at noon, check the API URL. ${where}`,
          };
    case "pull_held":
      return {
        subject: `A roster pull of ${siteName} is held back`,
        text: `eSchoolPLUS sent something that looks like a mistake, so most of it was not put in place. Families keep the access they had; changes since then are not followed until you decide.\nLook at the reasons, then approve the pull or discard it: ${adminUrl}/roster`,
      };
    case "pull_overdue":
      return {
        subject: `The roster of ${siteName} has not been pulled for two nights`,
        text: `Families keep the access they had. New students and parents, and changes of custody, do not arrive.\nSee what went wrong, and run a pull: ${adminUrl}/roster`,
      };
  }
}
