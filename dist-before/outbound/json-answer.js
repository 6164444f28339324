import { isDeeperThan, MAX_JSON_DEPTH } from '../config/json-depth.js';
/** The body of an answer as JSON; undefined when it is none, or nested deeper than what keeps it may recurse. */
export function jsonOf({ body }) {
    if (isDeeperThan(body, MAX_JSON_DEPTH)) {
        return undefined;
    }
    try {
        return JSON.parse(body.toString('utf8'));
    }
    catch {
        return undefined;
    }
}
//# sourceMappingURL=json-answer.js.map