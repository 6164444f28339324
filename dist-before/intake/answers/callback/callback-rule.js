import { ExpressionFailed, InvalidParameters } from '../../../errors/errors.js';
import { checkUrl } from '../../../outbound/outbound-request.js';
import { REDACTED } from '../../../workflow/expression/template.js';
import { parseLocator, readValues } from '../../verification/locator.js';
const LONGEST = 2048;
/** What is sealed for one event opens for no other. */
export const callbackContext = (eventId) => `callback:${eventId}`;
/** Where the deliveries at one hook ask to be called back. */
export class CallbackRule {
    definition;
    url;
    seal;
    places;
    constructor(definition, url, seal) {
        this.definition = definition;
        this.url = url;
        this.seal = seal;
        this.places = definition.from.map((text) => ({ locator: parseLocator(text), path: pathOf(text) }));
    }
    /**
     * Undefined when a delivery asks for no call. Throws InvalidParameters for a URL that is never called, with
     * `details.errors` when it is the sender's.
     */
    find({ view, eventId, body, scope }) {
        const url = this.sendersUrl(view, body) ?? this.ownUrl(scope);
        return url && { host: url.host, sealedUrl: this.seal(callbackContext(eventId), url.href) };
    }
    /** Takes URLs that stand in a query or a header out of what is kept of a request: they may hold tokens. */
    hide({ headers, parameters, }) {
        for (const { locator } of this.places) {
            const record = locator.at === 'header' ? headers : locator.at === 'query' ? parameters : {};
            const name = 'name' in locator ? locator.name : '';
            if (Object.hasOwn(record, name)) {
                record[name] = REDACTED;
            }
        }
    }
    sendersUrl(view, body) {
        for (const { locator, path } of this.places) {
            const found = readValues(locator, view, body ?? null);
            const given = Array.isArray(found)
                ? found.filter((one) => one !== undefined && one !== null && one !== '')
                : [];
            if (given.length > 0) {
                const fault = (message) => new InvalidParameters('Invalid parameter', {
                    errors: [{ path, message: `the callback URL ${message}` }],
                });
                return this.require(given, fault);
            }
        }
        return undefined;
    }
    ownUrl(scope) {
        if (!this.url) {
            return undefined;
        }
        const fault = (message) => new InvalidParameters(`the callback URL of the workflow ${message}`);
        try {
            return this.require([this.url.render(scope).value], fault);
        }
        catch (error) {
            throw error instanceof ExpressionFailed ? fault(`cannot be rendered: ${error.message}`) : error;
        }
    }
    require(given, fault) {
        const [text] = given;
        if (given.length > 1 || typeof text !== 'string') {
            throw fault('must be given once, as text');
        }
        const url = text.length > LONGEST ? null : httpUrl(text);
        if (url === null) {
            throw fault(`must be an absolute http or https URL without user and password, at most ${LONGEST} characters`);
        }
        if (this.definition.allow?.some((pattern) => isBelow(url.hostname, pattern)) === false) {
            throw fault('has a host that this workflow does not call');
        }
        return url;
    }
}
function httpUrl(text) {
    try {
        return checkUrl(text);
    }
    catch (error) {
        if (error instanceof InvalidParameters) {
            return null;
        }
        throw error;
    }
}
function isBelow(hostname, pattern) {
    return pattern.startsWith('*.') ? hostname.endsWith(pattern.slice(1)) : hostname === pattern;
}
/** The place as senders are told of parameters: `body.callbackURL`, `query.callbackURL`. */
function pathOf(locator) {
    const colon = locator.indexOf(':');
    const [kind, rest] = [locator.slice(0, colon), locator.slice(colon + 1)];
    return kind === 'json'
        ? `body${rest.replaceAll('/', '.')}`
        : `${kind === 'form' ? 'body' : kind}.${kind === 'header' ? rest.toLowerCase() : rest}`;
}
//# sourceMappingURL=callback-rule.js.map