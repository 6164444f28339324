import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CLOCK, type Clock } from '../../config/clock.js';
import { Conflict, InvalidRequest, NotFound } from '../../errors/errors.js';
import type { ApprovalRow } from '../../ledger/approval.view.js';
import { ApprovalLinks, type LinkClaim } from './approval-links.service.js';
import { confirmPage, PAGE_HEADERS, plainPage } from './approval-page.js';
import { Approvals } from './approvals.service.js';

/** What a page needs of the response. */
interface Answering {
  status(code: number): Answering;
  set(headers: Readonly<Record<string, string>>): Answering;
  send(body: string): unknown;
}

/** For people with a signed link. Looking decides nothing; only the form does. */
@Controller('approvals')
@ApiExcludeController()
export class ApprovalPageController {
  constructor(
    private readonly approvals: Approvals,
    private readonly links: ApprovalLinks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':token')
  async show(@Param('token') token: string, @Res() answer: Answering): Promise<void> {
    const claim = this.links.read(token, this.clock.now());
    const approval = claim && (await this.find(claim));
    if (!claim || !approval) {
      return reply(answer, 404, NOTHING);
    }
    if (approval.status !== 'open') {
      return reply(answer, 409, OVER);
    }
    return reply(answer, 200, confirmPage(approval, claim.outcome));
  }

  @Post(':token')
  async decide(
    @Param('token') token: string,
    @Body() form: Readonly<Record<string, unknown>> | undefined,
    @Res() answer: Answering,
  ): Promise<void> {
    const claim = this.links.read(token, this.clock.now());
    const approval = claim && (await this.find(claim));
    if (!claim || !approval) {
      return reply(answer, 404, NOTHING);
    }
    try {
      const fields = filledIn(form ?? {});
      await this.approvals.decideByLink(claim, { outcome: claim.outcome, fields, isForm: true });
      return reply(
        answer,
        200,
        plainPage('Decided', `It is decided: ${claim.outcome}. You may close this page.`),
      );
    } catch (error) {
      if (error instanceof Conflict) {
        return reply(answer, 409, OVER);
      }
      if (error instanceof InvalidRequest) {
        const faults = (error.details['errors'] ?? []) as { message: string }[];
        const told = faults.length > 0 ? faults.map(({ message }) => message) : [error.message];
        return reply(answer, 422, confirmPage(approval, claim.outcome, told));
      }
      throw error;
    }
  }

  private async find(claim: LinkClaim): Promise<ApprovalRow | null> {
    try {
      return await this.approvals.requireLinked(claim);
    } catch (error) {
      if (error instanceof NotFound) {
        return null;
      }
      throw error;
    }
  }
}

const NOTHING = plainPage('Not found', 'There is nothing here, or the link is over.');
const OVER = plainPage('Over', 'It is not open any more: it was decided, or its time is over.');

/** What was left empty is not there. */
function filledIn(form: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== ''));
}

function reply(answer: Answering, status: number, body: string): void {
  answer.status(status).set(PAGE_HEADERS).send(body);
}
