/**
 * Whether what is installed is not what the lock file asks for. Optional packages are left out of the comparison:
 * most of them are for other systems.
 *
 * @param {object} lock package-lock.json
 * @param {object | undefined} installed node_modules/.package-lock.json, which npm writes; undefined when it is missing
 * @returns {boolean}
 */
export function isStale(lock, installed) {
  if (installed === undefined) {
    return true;
  }
  return Object.entries(lock.packages).some(([path, wanted]) => {
    if (path === '' || wanted.link === true) {
      return false;
    }
    const present = installed.packages[path];
    if (present === undefined) {
      return wanted.optional !== true && wanted.devOptional !== true;
    }
    return present.version !== wanted.version || present.integrity !== wanted.integrity;
  });
}
