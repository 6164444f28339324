/** What a preset is given: by options, and for the rest by a person who is asked. */
import { usageFailure } from './exit-code.js';
/** Settings out of `name=value` options; several values of a list add up. Throws a usage failure naming what there is. */
export function settingsOf(profile, pairs) {
    const { settings } = profile.needs;
    const given = {};
    for (const pair of pairs) {
        const at = pair.indexOf('=');
        const name = pair.slice(0, Math.max(at, 0));
        const setting = settings.find((one) => one.name === name);
        if (at < 1 || setting === undefined) {
            const names = settings.map((one) => one.name).join(', ');
            throw usageFailure(`--set ${at < 1 ? pair : name}: must be SETTING=VALUE; ${profile.name} has ${names === '' ? 'no settings' : names}`);
        }
        const value = valueOf(setting, pair.slice(at + 1));
        const isMore = setting.list === true && Object.hasOwn(given, name);
        given[name] = isMore ? [given[name], value].flat() : value;
    }
    return given;
}
/** Lines that say what is still needed and how to give it. */
export function missingOf({ needs }, answers) {
    const { secret, settings } = needs;
    const isSecretMissing = secret?.required === true && answers.secrets.length === 0;
    return [
        ...(isSecretMissing
            ? [
                `--secret-file FILE (- for stdin), --secret-env VARIABLE, --generate-secret FILE, or --secret-later: ${secret.looks}`,
            ]
            : []),
        ...settings
            .filter(({ name, required }) => required && !Object.hasOwn(answers.config, name))
            .map(({ name, what }) => `--set ${name}=...: ${what}`),
    ];
}
/** Asks for what was not given: what is needed until it is there, what is optional once. */
export async function askFor({ needs }, given, asker) {
    const secrets = [...given.secrets];
    if (needs.secret !== null && secrets.length === 0) {
        const { required, looks } = needs.secret;
        const answer = await askUntil(required, () => asker.askHidden(`secret (${looks}${required ? '' : '; or nothing'})`));
        secrets.push(...(answer === '' ? [] : [answer]));
    }
    const config = { ...given.config };
    for (const setting of needs.settings.filter(({ name }) => !Object.hasOwn(given.config, name))) {
        const answer = await askUntil(setting.required, () => asker.ask(questionOf(setting)));
        if (answer !== '') {
            config[setting.name] = valueOf(setting, answer);
        }
    }
    return { secrets, config };
}
async function askUntil(required, ask) {
    for (;;) {
        const answer = await ask();
        if (answer !== '' || !required) {
            return answer;
        }
    }
}
function questionOf({ name, what, list, required, default: preset }) {
    const hints = [
        ...(list === true ? ['several with commas between'] : []),
        ...(required ? [] : [preset === undefined ? 'or nothing' : `or nothing for ${preset}`]),
    ];
    return `${name}, ${what}${hints.length === 0 ? '' : ` (${hints.join('; ')})`}`;
}
/** JSON where it looks like some, a list where there are several, else the text. Throws a usage failure. */
function valueOf({ name, list }, text) {
    if (/^(\[|\{\s*"|(true|false)$)/.test(text)) {
        try {
            return JSON.parse(text);
        }
        catch (error) {
            throw usageFailure(`${name}: not JSON: ${error instanceof Error ? error.message : String(error)}`);
        }
    }
    const values = list === true ? text.split(',').map((one) => one.trim()) : [text];
    return values.length === 1 ? values[0] : values;
}
//# sourceMappingURL=preset-answers.js.map