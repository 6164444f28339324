const NO_HOOK = '00000000-0000-0000-0000-000000000000';
/** The event as it would be stored; its id is empty, for it is not. */
export function storedEvent(given, now) {
    return {
        id: '',
        source: given.source ?? null,
        type: given.type ?? null,
        commonType: given.commonType ?? null,
        externalId: given.id ?? null,
        subject: given.subject ?? null,
        occurredAt: given.time === undefined ? null : new Date(given.time),
        receivedAt: now,
        hookId: NO_HOOK,
        body: given.body ?? null,
        headers: given.headers ?? {},
        parameters: given.parameters ?? {},
        inputs: given.inputs ?? null,
        traceparent: null,
        cause: null,
        depth: 0,
        lineage: [],
    };
}
//# sourceMappingURL=given-event.js.map