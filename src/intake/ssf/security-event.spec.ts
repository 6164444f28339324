import { describe, expect, it } from 'vitest';
import type { ExtractedEvent } from '../verification/events.js';
import { asSecurityEvent } from './security-event.js';

const REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked';
const subject = { format: 'email', email: 'ada@example.com' };

const anEvent = (parts: Partial<ExtractedEvent> = {}): ExtractedEvent => ({
  type: REVOKED,
  id: 'https://tr.example.com#1',
  replayId: 'https://tr.example.com#1',
  subject,
  time: new Date(0),
  body: {},
  control: false,
  ...parts,
});

describe('a security event token', () => {
  it('is an event with a short type, its claims and their content in one place', () => {
    const claims = { iss: 'https://tr.example.com', sub_id: subject, events: { [REVOKED]: { reason: 'x' } } };
    const event = asSecurityEvent(anEvent({ body: claims }), claims);

    expect(event).toEqual(
      anEvent({
        type: 'caep.session-revoked',
        body: { ...claims, event: { type: REVOKED, subject, payload: { reason: 'x' } } },
      }),
    );
  });

  it('of a type nobody told us about keeps its address', () => {
    const type = 'https://schemas.example.com/secevent/x';
    const event = asSecurityEvent(anEvent({ type }), { events: { [type]: {} } });
    expect(event.type).toBe(type);
    expect(event.body).toMatchObject({ event: { type } });
  });

  it('with several names for one event goes by the one that has a short name', () => {
    const alias = 'https://schemas.example.com/secevent/session-revoked';
    const claims = { events: { [alias]: { a: 1 }, [REVOKED]: { b: 2 } } };
    const event = asSecurityEvent(anEvent({ type: alias }), claims);
    expect(event.type).toBe('caep.session-revoked');
    expect(event.body).toMatchObject({ event: { type: REVOKED, payload: { b: 2 } } });
  });

  it('that names its subject in `sub` alone is about that', () => {
    const claims = { iss: 'https://tr.example.com', sub: 'u1', events: { [REVOKED]: {} } };
    expect(asSecurityEvent(anEvent({ subject: null }), claims).subject).toEqual({
      format: 'iss_sub',
      iss: 'https://tr.example.com',
      sub: 'u1',
    });
    const nobody = asSecurityEvent(anEvent({ subject: null }), { events: { [REVOKED]: {} } });
    expect([nobody.subject, (nobody.body as { event: object }).event]).toMatchObject([
      null,
      { subject: null },
    ]);
  });

  it.each([
    ['no claims', undefined],
    ['events that are text', { events: `{"type":"${REVOKED}"}` }],
    ['events without the type that the hook reads elsewhere', { events: { other: {} } }],
    ['an inherited name', { events: {} }],
  ])('with %s is left as it is', (_, claims) => {
    const event = anEvent(claims && 'events' in claims ? {} : { type: 'toString' });
    expect(asSecurityEvent(event, claims)).toBe(event);
  });
});
