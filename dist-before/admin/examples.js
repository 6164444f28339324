/** What the documentation of the API shows: one story throughout. */
export const EXAMPLE_EVENT = {
    event: 'user.created',
    userId: '12345',
    metadata: { role: 'admin', source: 'app' },
};
export const EXAMPLE_ID = '019aa5f0-7c1e-7d2a-9b3c-4d5e6f708192';
export const EXAMPLE_WORKFLOW = `id: welcome-new-user
namespace: acme.identity
triggers:
  - id: created
    type: event
    source: auth-platform
    events: [user.created]
tasks:
  - id: profile
    type: user.update
    user: "{{ trigger.body.userId }}"
    set: { active: true, roles: ["{{ trigger.body.metadata.role }}"] }
  - id: trace
    type: audit.log
    message: "profile created for {{ trigger.body.userId }}"
`;
//# sourceMappingURL=examples.js.map