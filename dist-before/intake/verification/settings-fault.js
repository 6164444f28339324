import { NO_KEY_SETS } from './key-sets.js';
import { compileVerifier } from './verifier.js';
import { VerifierRefused } from './verifier-refused.js';
/** Keys of 32 bytes in hex and in base64, and a user with a password: whatever a profile asks for, one of them is. */
const STAND_INS = ['5f'.repeat(32), Buffer.alloc(32, 0x5f).toString('base64'), `user:${'x'.repeat(64)}`];
/**
 * What is wrong with the settings of an endpoint whose secrets are not known yet, as one sentence that shows no value;
 * null when a verifier can be made of them once so many secrets are there.
 */
export function settingsFault(profile, config, secrets) {
    const faults = STAND_INS.map((standIn) => faultWith(profile, { secrets: Array(secrets).fill(standIn), config }));
    return faults.includes(null) ? null : faults[0];
}
function faultWith(profile, endpoint) {
    try {
        compileVerifier(profile, endpoint, { keySets: NO_KEY_SETS });
        return null;
    }
    catch (error) {
        if (error instanceof VerifierRefused) {
            return error.message;
        }
        throw error;
    }
}
//# sourceMappingURL=settings-fault.js.map