import { compileTemplate } from '../workflow/expression/template.js';
import { splitTemplate } from '../workflow/expression/segments.js';
import { OutputUnknown, placeholderOf } from './unknown.js';
/** Renders a value as far as it can be: an expression over an unknown output leaves a placeholder. `seen` is told of each. */
export function renderLoosely(value, scope, seen) {
    if (typeof value === 'string') {
        return value.includes('{{') ? renderText(value, scope, seen) : { value, recorded: value };
    }
    if (typeof value !== 'object' || value === null) {
        return { value, recorded: value };
    }
    const parts = Object.entries(value).map(([key, one]) => [key, renderLoosely(one, scope, seen)]);
    if (Array.isArray(value)) {
        return { value: parts.map(([, part]) => part.value), recorded: parts.map(([, part]) => part.recorded) };
    }
    return {
        value: Object.fromEntries(parts.map(([key, part]) => [key, part.value])),
        recorded: Object.fromEntries(parts.map(([key, part]) => [key, part.recorded])),
    };
}
function renderText(text, scope, seen) {
    const parts = splitTemplate(text).map((segment) => {
        if ('text' in segment) {
            return { value: segment.text, recorded: segment.text };
        }
        try {
            return compileTemplate(`{{${segment.source}}}`).render(scope);
        }
        catch (error) {
            if (!(error instanceof OutputUnknown)) {
                throw error;
            }
            seen(error.taskId);
            const value = placeholderOf(error.taskId);
            return { value, recorded: value };
        }
    });
    const [only] = parts;
    return parts.length === 1
        ? only
        : {
            value: parts.map((part) => textOf(part.value)).join(''),
            recorded: parts.map((part) => textOf(part.recorded)).join(''),
        };
}
function textOf(value) {
    return typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
}
//# sourceMappingURL=loose-render.js.map