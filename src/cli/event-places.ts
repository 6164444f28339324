/** Where the parts of an event are, where a profile does not know or says otherwise. */
import type { Command } from 'commander';
import { gather } from './given.js';

export interface EventPlaces {
  readonly eventType?: readonly string[];
  readonly eventId?: readonly string[];
  readonly eventSubject?: readonly string[];
  readonly eventTime?: readonly string[];
}

export function withEventPlaces(command: Command): Command {
  return command
    .option(
      '--event-type <locator>',
      'where the type of the event is, e.g. json:/event; may be repeated',
      gather,
    )
    .option('--event-id <locator>', 'where its id is, e.g. header:webhook-id; may be repeated', gather)
    .option('--event-subject <locator>', 'where its subject is, e.g. json:/userId; may be repeated', gather)
    .option('--event-time <locator>', 'where its time is; may be repeated', gather);
}

/** As the API takes them; undefined where nothing was said. */
export function eventOf({ eventType, eventId, eventSubject, eventTime }: EventPlaces): object | undefined {
  const places = { type: eventType, id: eventId, subject: eventSubject, time: eventTime };
  return Object.values(places).some((place) => place !== undefined) ? places : undefined;
}
