import { compileParameters } from '../../workflow/parameters/compile-parameters.js';
import { hookAddresses } from '../triggers/hook-addresses.js';
import { ANSWER_SCHEMAS, hookAnswers } from './answers.js';
import { bodySchema, valueSchema } from './body-schema.js';
import { securityOf } from './security-schemes.js';
const FORM = 'application/x-www-form-urlencoded';
const METHODS = ['GET', 'PUT', 'POST', 'OPTIONS', 'PATCH'];
const KEY = { name: 'key', in: 'path', required: true, schema: { type: 'string', maxLength: 256 } };
/** The OpenAPI 3.1 document of the hooks of a tenant in one environment; it holds no secret. */
export function hooksOpenApi(hooks, place, presets) {
    const described = hooks.map((hook) => ({ hook, security: securityOfHook(hook, presets) }));
    const paths = described.flatMap(({ hook, security }) => pathsOf(hook, security, place, presets));
    const tags = [...new Set(hooks.map(tagOf))].map((name) => ({ name }));
    return {
        openapi: '3.1.0',
        info: {
            title: `Webhooks of ${place.tenant} in ${place.environment}`,
            description: 'The enabled webhook triggers of workflows, with their parameters.',
            version: '1',
        },
        servers: [{ url: place.base }],
        tags,
        paths: Object.fromEntries(paths),
        components: {
            schemas: ANSWER_SCHEMAS,
            securitySchemes: Object.assign({}, ...described.map(({ security }) => security.schemes)),
        },
    };
}
function securityOfHook({ trigger }, presets) {
    return securityOf(trigger, trigger.verify && (presets.get(trigger.verify.profile) ?? null));
}
const tagOf = ({ namespace, id }) => `${namespace}/${id}`;
/** A path for each address that is a hook's alone. */
function pathsOf(hook, security, { environment, base }, presets) {
    const { trigger, address } = hook;
    const methods = trigger.verify && presets.get(trigger.verify.profile)?.methods;
    const workflow = {
        ...hook,
        proofs: { ...trigger, ...(trigger.key === undefined ? {} : { key: '{{key}}' }) },
    };
    return hookAddresses(base, { address, environment, workflow }, methods)
        .filter(({ kind }) => kind === 'hook' || kind === 'kestra')
        .map(({ kind, url, methods: taken }) => {
        const path = url.slice(base.length).split('?', 1)[0];
        const isFormed = kind === 'kestra';
        const item = pathItem(hook, isFormed ? withoutKey(security) : security, {
            environment,
            methods: taken,
            isFormed,
        });
        return [path, isFormed ? { parameters: [KEY], ...item } : item];
    });
}
/** The key is in the path then. */
function withoutKey(security) {
    const alternatives = security.alternatives.map((names) => names.filter((name) => name !== 'query-key'));
    return { ...security, alternatives };
}
function pathItem(hook, security, { environment, methods, isFormed }) {
    const parameters = compileParameters(hook.trigger.parameters ?? {});
    const needsBody = parameters.some(({ in: group, required }) => group === 'body' && required);
    const taken = methods.filter((method) => METHODS.includes(method) && !(needsBody && method === 'GET'));
    const operations = taken.map((method) => {
        const name = [
            hook.namespace,
            hook.id,
            hook.trigger.id,
            ...(isFormed ? ['kestra'] : []),
            method.toLowerCase(),
        ];
        return [
            method.toLowerCase(),
            {
                operationId: name.join('.'),
                tags: [tagOf(hook)],
                summary: `${hook.id}: ${hook.trigger.id}`,
                description: [hook.description ?? '', ...security.notes].filter((text) => text !== '').join('\n\n'),
                parameters: [...fieldParameters(parameters), ...environmentParameter(parameters, environment)],
                ...(method === 'GET' || method === 'OPTIONS' ? {} : requestBody(parameters, needsBody)),
                security: security.alternatives.map((names) => Object.fromEntries(names.map((each) => [each, []]))),
                responses: hookAnswers(hook.response ?? undefined, waits(hook.trigger)),
            },
        ];
    });
    return Object.fromEntries(operations);
}
function waits(trigger) {
    return trigger.waitMs !== undefined;
}
/** One for each name: of several parameters that read the same place, one that is required. */
function fieldParameters(parameters) {
    const fields = new Map();
    for (const parameter of parameters.filter(({ in: group }) => group !== 'body')) {
        const { in: group, from, required, description } = parameter;
        const { description: _, ...schema } = valueSchema(parameter);
        const key = `${group} ${group === 'header' ? from.toLowerCase() : from}`;
        const said = description === undefined ? {} : { description };
        if (fields.has(key) && !required) {
            continue;
        }
        fields.set(key, { name: from, in: group, required, ...said, schema });
    }
    return [...fields.values()];
}
function environmentParameter(parameters, environment) {
    const isTaken = parameters.some(({ in: group, from }) => group === 'query' && from === 'environment');
    const isUsual = environment === 'production';
    return isTaken
        ? []
        : [
            {
                name: 'environment',
                in: 'query',
                required: !isUsual,
                schema: { type: 'string', const: environment },
            },
        ];
}
function requestBody(parameters, required) {
    const schema = bodySchema(parameters);
    const content = schema === undefined
        ? { 'application/json': { schema: {} } }
        : { 'application/json': { schema }, ...(isFlat(parameters) ? { [FORM]: { schema } } : {}) };
    return { requestBody: { required, content } };
}
/** A form has no members in members. */
function isFlat(parameters) {
    return parameters.every(({ in: group, way }) => group !== 'body' || way.length === 1);
}
//# sourceMappingURL=hooks-openapi.js.map