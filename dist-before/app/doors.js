import { AccessTokens } from '../admin/access/access-tokens.service.js';
import { AnswersModule } from '../intake/answers/answers.module.js';
import { HookDoor } from '../intake/hook-door.service.js';
import { setUpApi } from './set-up-api.js';
/** Opens the hook door and the API of an application that does not listen yet. */
export async function openDoors(app, adapter, config) {
    const door = app.get(HookDoor, { strict: false });
    adapter.openDoor((request, response) => door.handle(request, response));
    setUpApi(app, config);
    if (config.adminToken !== null) {
        await app.get(AccessTokens, { strict: false }).ensureAdminToken(config.adminToken);
    }
    return {
        get waiting() {
            return door.waiting;
        },
        close() {
            door.close();
            app.get(AnswersModule, { strict: false }).close();
        },
    };
}
//# sourceMappingURL=doors.js.map