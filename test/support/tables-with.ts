type Query = (sql: string, values: readonly unknown[]) => Promise<readonly object[]>;

/** Tables that hold a text. Looks at whole rows as text: every column of every type, bytes as hexadecimal. */
export async function tablesWith(query: Query, text: string): Promise<string[]> {
  const tables = await query(
    `select c.oid::regclass::text as name from pg_class c
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
    [],
  );
  const found: string[] = [];
  for (const { name } of tables as readonly { name: string }[]) {
    const sql = `select 1 from ${name} t where strpos(t::text, $1) > 0 or strpos(t::text, $2) > 0 limit 1`;
    const rows = await query(sql, [text, Buffer.from(text).toString('hex')]);
    found.push(...(rows.length > 0 ? [name] : []));
  }
  return found;
}
