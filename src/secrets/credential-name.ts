/** Headers and parameters that prove the sender, and would prove a thief: their values are never kept. */
const CREDENTIAL =
  /authorization|cookie|token|secret|signature|password|api-?key|assertion|(^|[-_])(sign|key|code)$/i;

/** Names come from a small set, so each is judged once; the cap keeps a sender from filling the memory with new ones. */
const judged = new Map<string, boolean>();
const MAX_JUDGED = 1000;

/** Whether a header or parameter of this name carries a credential, as far as a name can tell. */
export function isCredentialName(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) {
    return known;
  }
  const verdict = CREDENTIAL.test(name);
  if (judged.size < MAX_JUDGED) {
    judged.set(name, verdict);
  }
  return verdict;
}
