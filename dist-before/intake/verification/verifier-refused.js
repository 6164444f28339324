import { InvalidRequest } from '../../errors/errors.js';
/** Profile, secrets and configuration do not make a verifier that could prove anything: it must not be saved. */
export class VerifierRefused extends InvalidRequest {
}
//# sourceMappingURL=verifier-refused.js.map