/** A document to begin with: it is valid, and runs as soon as it is saved. */
export const START = `id: my-workflow
namespace: acme
description: What it is for
triggers:
  - id: hook
    type: webhook
    # Whoever knows the address may start it. Say verify,
    # token, key or ip instead: then senders prove themselves.
    open: true
tasks:
  - id: trace
    type: audit.log
    message: "an event came: {{ trigger.type }}"
`;
