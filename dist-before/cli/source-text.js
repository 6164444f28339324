import { renderFields } from './table.js';
export function pathOfSource(name) {
    return `/sources/${encodeURIComponent(name)}`;
}
export function describeSource(source) {
    return renderFields([
        ['source', source.name],
        ['description', source.description],
        ['enabled', source.enabled ? 'yes' : 'no'],
        ['hook', source.hook.url],
        ['hook id', source.hook.id],
        ['proofs', proofsOf(source)],
        ...Object.entries(source.event ?? {}).map(([part, locators]) => [
            `event ${part}`,
            locators.join(', '),
        ]),
        ...Object.entries(source.vocabulary ?? {}).map(([type, common]) => [
            `type ${type}`,
            common,
        ]),
        ['requests', requestsOf(source)],
        ['created', source.createdAt],
        ['updated', source.updatedAt],
    ]);
}
export function proofsOf({ proofs }) {
    const { profile, secrets = 0, token, poll, ip = [], open } = proofs;
    return [
        ...(profile === undefined ? [] : [`${profile} (${count(secrets)})`]),
        ...(token === undefined ? [] : [`token in ${token.from} (${count(token.secrets)})`]),
        ...(poll === undefined ? [] : [`polled from ${poll.endpoint}`]),
        ...(ip.length === 0 ? [] : [`from ${ip.join(', ')}`]),
        ...(open === true ? ['open to anyone'] : []),
    ].join(' and ');
}
function requestsOf({ limits }) {
    const requests = limits?.requests;
    return typeof requests === 'object' ? `${requests.limit} per ${requests.per}` : requests;
}
function count(secrets) {
    return secrets === 1 ? '1 secret' : `${secrets} secrets`;
}
//# sourceMappingURL=source-text.js.map