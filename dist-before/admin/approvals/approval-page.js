/** Of every page: nothing is loaded, and the form goes nowhere else. */
export const PAGE_HEADERS = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; sandbox allow-forms",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
    'cache-control': 'no-store',
};
export function confirmPage(approval, outcome, faults = []) {
    const { workflow, message, fields, expiresAt } = approval;
    const problems = faults.map((fault) => `<li>${escaped(fault)}</li>`).join('');
    const inputs = Object.entries(fields).map(([name, one]) => inputOf(name, one));
    return page(outcome, `<p>${escaped(workflow)} asks, until ${expiresAt.toISOString()}:</p><blockquote>${escaped(message)}</blockquote>
${problems === '' ? '' : `<ul>${problems}</ul>`}<form method="post">${inputs.join('')}
<p><button type="submit">${escaped(outcome)}</button></p></form>`);
}
export function plainPage(title, text) {
    return page(title, `<p>${escaped(text)}</p>`);
}
function page(title, body) {
    return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title></head><body><h1>${escaped(title)}</h1>${body}</body></html>`;
}
function inputOf(name, { type, required, enum: allowed, description }) {
    const label = escaped(description ?? name);
    const must = required ? ' required' : '';
    const choices = allowed ?? (type === 'boolean' ? [true, false] : undefined);
    const options = choices?.map((one) => `<option>${escaped(String(one))}</option>`).join('');
    const input = options === undefined
        ? `<input name="${escaped(name)}" maxlength="2000"${must}>`
        : `<select name="${escaped(name)}"${must}><option></option>${options}</select>`;
    return `<p><label>${label} ${input}</label></p>`;
}
const ENTITIES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
};
function escaped(text) {
    return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character]);
}
//# sourceMappingURL=approval-page.js.map