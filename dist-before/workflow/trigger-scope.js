/** What expressions see as `trigger` of an event that is written down. */
export function triggerScope(event) {
    return {
        id: event.externalId ?? event.id,
        type: event.type,
        commonType: event.commonType,
        source: event.source,
        subject: event.subject,
        time: (event.occurredAt ?? event.receivedAt).toISOString(),
        hook: event.hookId,
        body: event.body,
        headers: event.headers,
        parameters: event.parameters,
    };
}
//# sourceMappingURL=trigger-scope.js.map