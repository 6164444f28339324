/** Names for tokens of the tests: no two that work have the same. */
interface Made {
  readonly status: number;
  readonly token: string;
}

/** Makes a token called after its role and namespaces: `a-author-of-acme`, then `a-author-of-acme-2`. */
export async function newTokenOf(
  role: string,
  namespaces: readonly string[],
  make: (body: object) => Promise<Made>,
): Promise<string> {
  const called = ['a', role, ...(namespaces.length > 0 ? ['of', ...namespaces] : [])].join('-');
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? called : `${called}-${count}`;
    const { status, token } = await make({ name, role, namespaces });
    if (status !== 409) {
      return token;
    }
  }
}
