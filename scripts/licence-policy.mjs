/** Under which licences what Signet ships with may stand: those that ask for a notice and for nothing else. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
]);

/** What packages say of their licence in a form of the past, read by hand: by name and version, so that a new one is read again. */
const READ_BY_HAND = { 'busboy@1.6.0': 'MIT', 'streamsearch@1.1.0': 'MIT' };

/**
 * Every component of a CycloneDX document with its licence, by name; `unknown` when it does not say.
 *
 * @param {{ components?: object[] }} bom
 * @returns {{ name: string, licence: string }[]}
 */
export function licencesOf({ components = [] }) {
  return components
    .map(({ name, version, licenses = [] }) => {
      const full = `${name}@${version}`;
      const said = licenses.map(({ expression, license }) => expression ?? license?.id ?? license?.name);
      return { name: full, licence: said.join(' AND ') || (READ_BY_HAND[full] ?? 'unknown') };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * One sentence for each component whose licence is none of those that are allowed. Of a choice (`A OR B`) one is enough.
 *
 * @param {{ name: string, licence: string }[]} list
 * @returns {string[]}
 */
export function licenceFaults(list) {
  return list
    .filter(({ licence }) => !isAllowed(licence))
    .map(({ name, licence }) => `${name} is under ${licence}`);
}

function isAllowed(licence) {
  const choices = licence.replaceAll(/[()]/g, '').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((one) => ALLOWED.has(one)));
}
