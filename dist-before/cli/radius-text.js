import { durationText } from '../workflow/duration.js';
import { asText } from './table.js';
export function radiusLines(radius, style) {
    return radius.flatMap(({ workflow, users, limit, windowMs, asks, first }) => {
        const asked = limit === null || windowMs === null
            ? 'nobody is asked'
            : `a person is asked past ${limit} within ${durationText(windowMs)}`;
        const counted = `something is taken away from ${users} ${users === 1 ? 'user' : 'users'}`;
        const event = first?.event ? `, event ${first.event}` : '';
        return [
            `blast radius of ${workflow}: ${counted}; ${asked}`,
            ...(first
                ? [
                    style('yellow', `  would have asked for approval at user ${first.user} of one window, at ${first.at} (task ${asText(first.task)}${event}); ${asks} ${asks === 1 ? 'time' : 'times'} in all`),
                ]
                : []),
        ];
    });
}
//# sourceMappingURL=radius-text.js.map