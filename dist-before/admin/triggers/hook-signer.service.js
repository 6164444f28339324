var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, randomId } from '../../config/clock.js';
import { renderSecrets } from '../../intake/gate-parts.js';
import { sendsSecrets, signRequest } from '../../intake/signing/sign-request.js';
import { PLACEHOLDER } from '../../intake/signing/sign-token.js';
import { isWithinReach } from '../../ledger/reach.view.js';
import { SecretStore } from '../../secrets/secret-store.service.js';
import { compileTemplate } from '../../workflow/expression/template.js';
import { PRESETS } from '../ports.js';
import { Sealings } from '../sources/sealings.service.js';
const WITHHELD = `A secret of it is of a namespace that this token does not reach: put it where ${PLACEHOLDER} stands.`;
/** Makes requests that prove themselves as those of a hook's sender do. */
let HookSigner = class HookSigner {
    secrets;
    sealings;
    presets;
    clock;
    constructor(secrets, sealings, presets, clock) {
        this.secrets = secrets;
        this.sealings = sealings;
        this.presets = presets;
        this.clock = clock;
    }
    /** Secrets of namespaces that the caller does not reach sign, and are not shown. */
    async ofTrigger({ verify, token, key, ip }, place, reach) {
        const render = await this.rendering(place, reach);
        const [first] = render(token?.secrets ?? []);
        const [ofKey] = render(key === undefined ? [] : [key]);
        const ofProfile = render(verify?.secrets ?? []);
        const proofs = this.proofs(verify, ofProfile.map(({ secret }) => secret));
        const missing = [
            ...(token && first === undefined ? ['token'] : []),
            ...(key !== undefined && ofKey === undefined ? ['key'] : []),
        ];
        const sent = [
            first,
            ofKey,
            ...(proofs.profile && sendsSecrets(proofs.profile) ? ofProfile.slice(0, 1) : []),
        ];
        return {
            ...proofs,
            shown: ofProfile.map(({ shown }) => shown),
            ...(token && first ? { token: { ...placeOf(token), token: first.shown } } : {}),
            ...(ofKey ? { key: ofKey.shown ?? PLACEHOLDER } : {}),
            notes: [
                ...missing.map((what) => `No secret that its ${what} is made of is set in ${place.environment}.`),
                ...(sent.some((one) => one?.shown === null) ? [WITHHELD] : []),
                ...addressNotes(ip),
            ],
        };
    }
    ofSource(tenant, { name, definition: { verify, token, ip } }) {
        const sealing = this.sealings.of(tenant, name);
        return {
            ...this.proofs(verify, (verify?.secrets ?? []).map(({ sealed }) => sealing.open(sealed))),
            ...(token ? { token: { ...placeOf(token), token: null } } : {}),
            notes: [
                ...(token
                    ? [`The token of a source is kept as a digest alone: put yours where ${PLACEHOLDER} stands.`]
                    : []),
                ...addressNotes(ip),
            ],
        };
    }
    sign(draft, { profile, endpoint, notes, token, shown }) {
        const context = {
            now: this.clock.now(),
            id: () => `msg_${randomId()}`,
            ...(token && { token }),
            ...(shown && { shown }),
        };
        const result = signRequest(profile, endpoint, draft, context);
        return result.kind === 'signed'
            ? { request: result.request, ready: notes.length === 0, notes }
            : { request: draft, ready: false, notes: [`It cannot be signed here: ${result.why}.`, ...notes] };
    }
    /** What templates give, to prove with and to be shown, without those that give nothing. */
    async rendering({ tenant, namespace, environment }, reach) {
        const [values, origins] = await Promise.all([
            this.secrets.values(tenant, namespace, environment),
            this.secrets.origins(tenant, namespace, environment),
        ]);
        const isShown = (name) => isWithinReach(reach, origins.get(name) ?? '');
        return (templates) => templates.flatMap((template) => {
            const mayShow = compileTemplate(template).secrets.every(isShown);
            return renderSecrets([template], values).map((secret) => ({
                secret,
                shown: mayShow ? secret : null,
            }));
        });
    }
    /** A profile that this program does not know proves nobody; the hook takes nothing then. */
    proofs(verify, secrets) {
        const profile = verify ? (this.presets.get(verify.profile) ?? null) : null;
        return { profile, endpoint: { secrets, config: verify?.config ?? {} } };
    }
};
HookSigner = __decorate([
    Injectable(),
    __param(2, Inject(PRESETS)),
    __param(3, Inject(CLOCK)),
    __metadata("design:paramtypes", [SecretStore,
        Sealings, Object, Object])
], HookSigner);
export { HookSigner };
const placeOf = ({ from, scheme }) => scheme === undefined ? { from } : { from, scheme };
function addressNotes(ip) {
    return ip === undefined ? [] : [`It is taken from ${ip.slice(0, 6).join(', ')} alone.`];
}
//# sourceMappingURL=hook-signer.service.js.map