import { InvalidRequest } from '../../errors/errors.js';
/** A request cannot be made to look as the sender's would; the message says why in one sentence, without a secret. */
export class Unsignable extends InvalidRequest {
}
export const PRIVATE_KEY = 'the sender signs with a private key that only it has';
//# sourceMappingURL=unsignable.js.map