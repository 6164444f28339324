import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { hasMore } from '../actions/taken-away.js';
import { newId } from '../config/clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { LocalDirectoryRepository } from '../directories/local/local-directory.repository.js';
import { TaskFailed } from '../errors/errors.js';
import { ApprovalRepository } from '../ledger/approval.repository.js';
import { hashOfUser, judge, keyOfAsk, type RadiusAsk, type RadiusState } from '../ledger/blast-radius.js';
import { BlastRadiusRepository } from '../ledger/blast-radius.repository.js';
import { carryOut, type RadiusRuling } from './carry-out.js';
import { groupsOf, type RadiusGroup, type RadiusMember } from './radius-group.js';
import { limitOf, questionOf, sizeThatMatters } from './radius-terms.js';
import type { RadiusWork, SettleStep, Step } from './step.js';
import type { WalkParts } from './walk.js';
import { WALK_PARTS } from './walk-parts.js';

/** How long a question stays open. */
const EXPIRES_MS = 7 * 86_400_000;

/** What is filled in with the decision. */
const FIELDS = {
  users: {
    type: 'integer',
    in: 'body',
    from: 'users',
    required: false,
    whole: false,
    description: 'How many more users; without it as many as the workflow may',
  },
} as const;

type Rulings = Map<RadiusWork, RadiusRuling>;

/** Lets tasks that take something away from users begin only as far as their workflow may, and asks before the first too many. */
@Injectable()
export class BlastRadius {
  constructor(
    private readonly radius: BlastRadiusRepository,
    private readonly approvals: ApprovalRepository,
    private readonly directory: LocalDirectoryRepository,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(WALK_PARTS) private readonly parts: WalkParts,
  ) {}

  /** Steps as they may be committed with `tx`, which counts whom they touch. Costs nothing where nobody is touched. */
  async admit(
    tx: EntityManager,
    steps: readonly (Step | SettleStep)[],
  ): Promise<readonly (Step | SettleStep)[]> {
    const groups = await this.touching(tx, groupsOf(steps, this.config.blastRadius));
    if (groups.length === 0) {
      return steps;
    }
    const rulings: Rulings = new Map();
    for (const group of groups) {
      await this.rule(tx, group, rulings);
    }
    return steps.map((step) => (step.journey.workflow ? carryOut(step as Step, rulings, this.parts) : step));
  }

  /** Without those who have nothing that is taken away: whom a list of roles takes something from is known to the directory. */
  private async touching(tx: EntityManager, groups: RadiusGroup[]): Promise<RadiusGroup[]> {
    const asked = groups.flatMap(({ place: { tenant }, members }) =>
      members.flatMap((member) => {
        const { directory, user: id, allBut } = member.affects;
        return allBut ? [{ member, allBut, key: { tenant, directory, id } }] : [];
      }),
    );
    if (asked.length === 0) {
      return groups;
    }
    const own = asked.filter(({ member }) => member.affects.isOwn);
    const users = await this.directory.look(
      tx,
      own.map(({ key }) => key),
    );
    const userOf = new Map(own.map(({ member }, n) => [member, users[n]]));
    const spared = new Set(
      asked.flatMap(({ member, allBut }) => (hasMore(userOf.get(member), allBut) ? [] : [member])),
    );
    return groups
      .map((group) => ({ ...group, members: group.members.filter((member) => !spared.has(member)) }))
      .filter(({ members }) => members.length > 0);
  }

  private async rule(tx: EntityManager, group: RadiusGroup, rulings: Rulings): Promise<void> {
    const asks = await this.asksOf(tx, group);
    const state = await this.radius.enter(tx, group.place, group.terms.windowMs, asks);
    const verdicts = judge(state, asks);
    const held: number[] = [];
    for (const [index, verdict] of verdicts.entries()) {
      if (verdict.kind === 'hold') {
        held.push(index);
      } else if (verdict.kind === 'refuse') {
        const error = new TaskFailed(
          verdict.why,
          verdict.approval === null ? {} : { approval: verdict.approval },
        );
        rulings.set(group.members[index]!.work, { kind: 'refuse', error });
      }
    }
    await this.count(
      tx,
      group,
      state,
      asks.filter((_, index) => verdicts[index]!.kind === 'pass'),
    );
    const over = asks.filter(
      (ask, index) => verdicts[index]!.kind !== 'hold' && state.holds.has(keyOfAsk(ask)),
    );
    if (over.length > 0) {
      await this.radius.letGo(tx, over);
    }
    if (held.length > 0) {
      const asked = held.map((index) => ({ ask: asks[index]!, member: group.members[index]! }));
      await this.hold(tx, group, state, asked, rulings);
    }
  }

  private async asksOf(tx: EntityManager, { place, terms, members }: RadiusGroup): Promise<RadiusAsk[]> {
    const sizes = new Map<string, number>();
    const most = sizeThatMatters(terms);
    const own = new Set(members.flatMap(({ affects }) => (affects.isOwn ? [affects.directory] : [])));
    for (const directory of most === 0 ? [] : own) {
      sizes.set(directory, await this.directory.countUpTo(place.tenant, directory, most, tx));
    }
    return members.map(({ work: { run }, affects }) => ({
      executionId: run.executionId,
      taskId: run.taskId,
      iteration: run.iteration,
      user: hashOfUser(affects.directory, affects.user),
      limit: limitOf(terms, affects.isOwn ? (sizes.get(affects.directory) ?? null) : null),
    }));
  }

  private async count(
    tx: EntityManager,
    { place }: RadiusGroup,
    { known }: RadiusState,
    passing: readonly RadiusAsk[],
  ): Promise<void> {
    const users = [...new Set(passing.map(({ user }) => user))];
    if (users.length > 0) {
      await this.radius.count(tx, place, users, users.filter((user) => !known.has(user)).length);
    }
  }

  private async hold(
    tx: EntityManager,
    group: RadiusGroup,
    state: RadiusState,
    held: readonly { readonly ask: RadiusAsk; readonly member: RadiusMember }[],
    rulings: Rulings,
  ): Promise<void> {
    const first = held[0]!;
    const asked = state.question === null ? await this.ask(tx, group, state, first) : null;
    const approval = asked?.id ?? state.question!;
    const until = asked?.expiresAt ?? state.questionUntil!;
    await this.radius.hold(
      tx,
      held.map(({ ask }) => ask),
      approval,
    );
    for (const { member } of held) {
      const reached =
        asked && member === first.member
          ? { verb: 'blast-radius.reach', subject: null, message: asked.message, details: { approval } }
          : null;
      rulings.set(member.work, { kind: 'hold', approval, until, reached });
    }
  }

  private async ask(
    tx: EntityManager,
    { place, terms }: RadiusGroup,
    { allowed }: RadiusState,
    { ask, member }: { readonly ask: RadiusAsk; readonly member: RadiusMember },
  ): Promise<{ readonly id: string; readonly expiresAt: Date; readonly message: string }> {
    const { execution, workflow } = member.journey;
    const { namespace, id: name } = workflow.document;
    const { executionId, taskId, iteration } = ask;
    const id = newId();
    const expiresAt = new Date(this.parts.now().getTime() + execution.skewMs + EXPIRES_MS);
    const message = questionOf(`${namespace}/${name}`, allowed ?? ask.limit, terms, member.work.run.action);
    const asker = {
      id,
      kind: 'blast_radius',
      executionId,
      taskId,
      iteration,
      namespace,
      workflow: name,
    } as const;
    const who = { subject: null, roles: ['operator'], tokens: [], link: false };
    const what = { message, outcomes: ['approve', 'reject'], fields: FIELDS, expiresAt };
    await this.approvals.ask(tx, [{ ...asker, ...who, ...what }]);
    await this.radius.ask(tx, place, id);
    return { id, expiresAt, message };
  }
}
