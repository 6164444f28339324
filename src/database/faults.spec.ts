import { describe, expect, it } from 'vitest';
import { LedgerUnavailable } from '../errors/errors.js';
import { asLedgerFault, isRefusedForNow } from './faults.js';

const said = (severity: string, code: string): Error =>
  Object.assign(new Error(), { driverError: Object.assign(new Error(), { severity, code }) });

describe('what Postgres refuses', () => {
  it.each(['53100', '53200', '58030', 'XX000', '40P01', '57014'])(
    'for want of room, means or time may be tried again: %s',
    (code) => {
      expect(isRefusedForNow(said('ERROR', code))).toBe(true);
      expect(asLedgerFault(said('ERROR', code))).toBeInstanceOf(LedgerUnavailable);
    },
  );

  it('as it goes down may have been kept', () => {
    expect(isRefusedForNow(said('PANIC', 'XX000'))).toBe(false);
    expect(isRefusedForNow(said('FATAL', '57P01'))).toBe(false);
    expect(isRefusedForNow(Object.assign(new Error(), { code: 'ECONNRESET' }))).toBe(false);
  });

  it('for its data is refused again', () => {
    expect(isRefusedForNow(said('ERROR', '23505'))).toBe(false);
    expect(isRefusedForNow(said('ERROR', '22P05'))).toBe(false);
  });
});
