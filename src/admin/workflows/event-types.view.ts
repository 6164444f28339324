import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Reach } from '../../ledger/reach.view.js';
import {
  type DoubtedType,
  doubtedTypes,
  type KnownTypes,
  sourcesIn,
  warnOfTypes,
} from '../../workflow/check-event-types.js';
import type { Fault } from '../../workflow/fault.js';
import { readYaml } from '../../workflow/read-yaml.js';
import { KNOWN } from '../ports.js';
import type { Known } from '../sources/require-proofs.js';
import { type SourceRow, SourcesRepository } from '../sources/sources.repository.js';

/** Events of a hook that are looked at, the newest: what came once long ago may be misspelt now. */
const LOOKED_AT = 10_000;
const ARRIVED = `
select distinct e.type
  from (select type from event where hook_id = $1 order by id desc limit ${LOOKED_AT}) e
 where e.type = any($2::text[])`;

/** What the sources of a tenant send. */
@Injectable()
export class EventTypesView {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sources: SourcesRepository,
    @Inject(KNOWN) private readonly known: Known,
  ) {}

  /**
   * Warnings of types that a document waits for, that are nearly known ones of its source and have not come from there. To
   * who is limited to namespaces nothing is said: it would tell what arrives for others.
   */
  async misspelt(text: string, { tenant, namespaces }: Reach): Promise<readonly Fault[]> {
    const { value, report } = readYaml(text);
    const names = namespaces.length === 0 ? sourcesIn(value) : [];
    const found = await Promise.all(names.map((name) => this.sources.find(tenant, name)));
    const rows = new Map(found.flatMap((row) => (row === null ? [] : [[row.name, row]])));
    const types = new Map([...rows].map(([name, row]) => [name, this.typesOf(row)]));
    const doubted = doubtedTypes(value, types);
    const arrived = await Promise.all([...rows.values()].map((row) => this.arrived(row, doubted)));
    const come = new Set(arrived.flat());
    warnOfTypes(
      doubted.filter((one) => !come.has(one)),
      report,
    );
    return report.warnings;
  }

  private typesOf({ definition: { verify, vocabulary } }: SourceRow): KnownTypes {
    return this.known.vocabulary.typesOf(verify?.profile ?? null, vocabulary);
  }

  /** Those of the types that came from the source. */
  private async arrived(
    { name, hookId }: SourceRow,
    doubted: readonly DoubtedType[],
  ): Promise<readonly DoubtedType[]> {
    const own = doubted.filter(({ source }) => source === name);
    const asked = own.map(({ type }) => type);
    const rows =
      own.length === 0 ? [] : await this.dataSource.query<{ type: string }[]>(ARRIVED, [hookId, asked]);
    const types = new Set(rows.map(({ type }) => type));
    return own.filter(({ type }) => types.has(type));
  }
}
