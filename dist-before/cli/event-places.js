import { gather } from './given.js';
export function withEventPlaces(command) {
    return command
        .option('--event-type <locator>', 'where the type of the event is, e.g. json:/event; may be repeated', gather)
        .option('--event-id <locator>', 'where its id is, e.g. header:webhook-id; may be repeated', gather)
        .option('--event-subject <locator>', 'where its subject is, e.g. json:/userId; may be repeated', gather)
        .option('--event-time <locator>', 'where its time is; may be repeated', gather);
}
/** As the API takes them; undefined where nothing was said. */
export function eventOf({ eventType, eventId, eventSubject, eventTime }) {
    const places = { type: eventType, id: eventId, subject: eventSubject, time: eventTime };
    return Object.values(places).some((place) => place !== undefined) ? places : undefined;
}
//# sourceMappingURL=event-places.js.map