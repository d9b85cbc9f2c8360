/** The words by which a student is found: of the names and the id, without case and accents. */

export function searchWords(parts: readonly (string | null)[]): string[] {
  const words = parts.flatMap((part) => {
    const plain = (part ?? "")
      .normalize("NFKD")
      .replace(/\p{Mn}/gu, "")
      .toLowerCase();
    return [plain.trim(), ...plain.split(/[^\p{L}\p{N}]+/u)];
  });
  return [...new Set(words.filter((word) => word !== ""))];
}
