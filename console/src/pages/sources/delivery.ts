import type { DeliveryModel } from '../../../../src/admin/hooks/hooks.dto.js';
import type { Diagnosis } from '../../../../src/intake/diagnosis/diagnose.js';
import type { DeliveryRow } from '../../../../src/ledger/delivery.view.js';
import type { Wire } from '../../api/wire';

export type Delivery = Wire<Omit<DeliveryModel, 'event' | 'diagnosis'>> & {
  readonly event: DeliveryRow['event'];
  readonly diagnosis: Wire<Diagnosis> | null;
};

/** All that may become of what arrives. */
export const OUTCOMES = ['accepted', 'refused', 'duplicate', 'handshake', 'control', 'sample'];
