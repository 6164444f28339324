import { compileExpression } from '../expression/expression.js';
import { compileTemplate } from '../expression/template.js';
import { contentKind, escapeXml } from './content-type.js';
/** Throws ExpressionFailed when the response was not validated. */
export function compileResponse({ accepted, succeeded, failed }) {
    return {
        ...(accepted === undefined ? {} : { accepted: compileAnswer(accepted) }),
        succeeded: succeeded.map(compileAnswer),
        failed: failed.map(compileAnswer),
    };
}
function compileAnswer({ when, status, headers, contentType, body }) {
    const isXml = contentType !== undefined && contentKind(contentType) === 'xml';
    const condition = when === undefined ? undefined : compileExpression(when);
    const head = compileTemplate({ ...(status === undefined ? {} : { status }), headers: headers ?? {} });
    const content = body === undefined ? undefined : compileTemplate(body, isXml ? escapeXml : undefined);
    const expressions = [head, content].flatMap((template) => template?.expressions ?? []);
    const chains = [condition, ...expressions.map(({ expression }) => expression)].flatMap((expression) => expression?.chains ?? []);
    return {
        head,
        ...(condition === undefined ? {} : { when: condition }),
        ...(contentType === undefined ? {} : { contentType }),
        ...(content === undefined ? {} : { body: content }),
        readsEvent: chains.some(([root]) => root === 'trigger' || root === 'inputs'),
    };
}
//# sourceMappingURL=compile-response.js.map