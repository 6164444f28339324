import { InvalidRequest } from '../../errors/errors.js';
/** Dotted names, as workflows say them. */
export const NAMESPACE = /^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9][A-Za-z0-9_-]*)*$/;
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;
/** How a secret or variable is told, `acme.identity/API_KEY@staging`: unique, and the order of lists. */
export function placeOf(one) {
    const { namespace, name, environment } = one;
    return `${namespace}/${name}${environment ? `@${environment}` : ''}`;
}
/** Throws InvalidRequest unless something may be called that. */
export function requireNames(what, namespace, name) {
    const errors = [
        ...(NAMESPACE.test(namespace) && namespace.length <= 150
            ? []
            : [{ path: 'namespace', message: 'must be names joined by dots, at most 150 characters' }]),
        ...(NAME.test(name)
            ? []
            : [{ path: 'name', message: 'must be letters, digits and _, at most 100, not starting with a digit' }]),
    ];
    if (errors.length > 0) {
        throw new InvalidRequest(`the ${what} cannot be called that`, { errors });
    }
}
//# sourceMappingURL=secret-name.js.map